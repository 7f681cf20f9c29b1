"""The words that cards are shown with."""

from __future__ import annotations

GLANCE = "At a glance"
VIEWS = "What this column shows"
HEADINGS = {
    "people": "People",
    "organisations": "Organisations",
    "places": "Places",
    "dates": "Dates",
    "sentences": "Key sentences",
    "questions": "Questions this document answers",
}
TIMELINE = "Timeline"
TIMELINE_OF = "{count} dates in {documents}, from {first} to {last}"
AS_LIST = "The dates as a list"
DATED = "dated {day}"
NO_DATE = "no date"
BY = "by {authors}"
PAGE = "page {page}"
SHOW = "Show in the document"
ASK = "Ask this document: {question}"
PENDING = "This card is still being made."
FAILED = "This card could not be made: {reason}"
NOTHING = "Nothing was found that can be cited."
NO_DOCUMENTS = "There are no documents yet. Cards are made when some have been added."
MORE = "Tick documents on the left to see the cards of others than these {count}."
BRIEF = "Brief"
SOURCES = "Sources"
