"""The words of the documents panel, in one place."""

from __future__ import annotations

DOCUMENTS = "Documents"
ADD = "Add documents"
FORMATS = (
    "PDF, Word, PowerPoint, Excel, OpenDocument, e-books, web pages, messages, CSV, RTF, Markdown, text; ZIP of these"
)
CHOOSE = "Documents to ask"
CHOOSE_HINT = "Tick the ones to ask; tick none to ask all."
NO_DOCUMENTS = "There are no documents yet. Add some above."
REMOVE = "Remove ticked documents"
REMOVE_NONE = "Tick the documents to remove first."
REMOVE_ASK = "Remove {titles}? Answers can no longer cite them; they can be added again from their files."
QUOTED_IN = "These keep quotes of it until they are deleted themselves: {names}."
# Who asks when nobody is signed in.
LOCAL = "local"
REMOVE_YES = "Remove"
REMOVE_NO = "Keep"
REMOVED = "Removed {count} of {all}."

OVERALL = "{done} of {all} files done"
WAITING = "waiting"
PHASES = {"reading": "reading", "embedding": "indexing"}
OUTCOMES = {"added": "added", "replaced": "replaced", "unchanged": "unchanged", "moved": "moved", "failed": "not added"}
RESULTS = "Outcome of the last upload"
FILE = "File"
OUTCOME = "Outcome"
REASON = "Reason"
TROUBLE = "The documents could not be {what}: {reason}"
ADDING, REMOVING, LISTING = "added", "removed", "listed"

PAGES = {True: "1 page", False: "{count} pages"}
PASSAGES = {True: "1 passage", False: "{count} passages"}
MAY_NOT_CHANGE = "You may read and ask here, but not add or remove documents."
