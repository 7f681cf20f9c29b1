"""The words that answers say themselves; all the rest of an extractive answer is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store import Document

NOT_SAID = "The briefings do not say."
WEAK = "The evidence is weak; the briefings come closest to an answer here:"
THE_BRIEFINGS_SAY = "The briefings say:"
DIFFERENT = "The briefings give different answers:"
THE_MOST = "Of {count} rows compared, this one has the most:"
THE_LEAST = "Of {count} rows compared, this one has the least:"
PARTLY_WEAK = "Part of the evidence is weak."
PART_NOT_SAID = "Not in the briefings: {question}"

GREETING = "Hello! Ask me something about your briefings, or what documents there are."
THANKS = "You are welcome."
FAREWELL = "Goodbye."
ABILITIES = (
    "I answer questions about your briefing documents with quotes from them, each with its source, and say so when "
    "they do not answer. You can ask for facts (who, when, where, how many), for lists (which topics, what aims), for "
    "a part by its number (section 3.2) or a page, for a summary or the key points of one document or of all, for what "
    "differs between documents, for the people, organisations, places and dates that they mention, and for what there "
    "is on a subject."
)

NO_DOCUMENTS = "There are no documents yet. Add some, then ask about them."
NOTHING_TO_SUMMARISE = "There is no text to summarise in these documents."
ON_PAGE = "On page {number}:"
ON_PAGE_OF = "On page {number} of {title}:"
NO_SUCH_PAGE = "There is no page {number}: {title} has {pages}."
NAMED = "{kind} named in {documents}:"
NAMED_HOW = "They are told by the form of their names; there may be others."
NONE_NAMED = "I found no {kind} named in {documents}."
NO_TEXT_ON_PAGE = "There is no text on page {number}."
DOCUMENTS = "There are {count} documents:"
ONE_DOCUMENT = "There is one document:"
MORE = "… and {count} more."
NOTHING_ON = "I found nothing on {topic} in {documents}."
ON_TOPIC = "On {topic} there is:"

BY = "{title} is by {authors}, as its file says."
DATED = "{title} is dated {day}, as its file says."
LONG = "{title} has {pages}."

BULLET = "• "


def day(moment: date) -> str:
    """Return a day as people write it: "24 November 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def of_document(document: Document) -> str:
    """Return the line above what is quoted from one document."""
    return f"{one_line(document.title)} ({_when(document)}):"


def not_as_close(titles: Sequence[str]) -> str:
    """Return the line below a comparison that names the documents nothing is quoted from."""
    return f"Nothing as close to it was found in: {'; '.join(map(one_line, titles))}."


def own_words(title: str, who: str) -> str:
    """Return the line below what is quoted as somebody's own words, where the document does not say whose they are."""
    return f"{one_line(title)} does not name its speaker, who is taken here to be {who}."


def pages(number: int) -> str:
    """Return "1 page" or "5 pages"."""
    return "1 page" if number == 1 else f"{number:,} pages"


def counted(number: int) -> str:
    """Return "1 document" or "5 documents"."""
    return "1 document" if number == 1 else f"{number:,} documents"


def is_of_document(line: str, title: str) -> bool:
    """Return whether a line is one that `of_document` made for a title."""
    return any(line.startswith(f"{one_line(title)} ({when} ") for when in ("added", "dated")) and line.endswith("):")


def catalogue_entry(document: Document) -> str:
    """Return a document as the catalogue has it: "Ocean Forum (4 pages, dated 24 November 2026)"."""
    length = "" if document.pages is None else f"{pages(document.pages)}, "
    return f"{one_line(document.title)} ({length}{_when(document)})"


def _when(document: Document) -> str:
    """Return the day that a document bears or, where it bears none, the day it was added."""
    return f"added {day(document.added_at)}" if document.dated is None else f"dated {day(document.dated)}"


def one_line(title: str) -> str:
    """Return a title without breaks."""
    return " ".join(title.split())
