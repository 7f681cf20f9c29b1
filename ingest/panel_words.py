"""The words of the documents panel, in one place."""

from __future__ import annotations

from typing import Final

DOCUMENTS = "Documents"

# Adding
ADD = "Add documents"
DROP = "Drop files or folders here"
CHOOSE_FILES = "Choose files"
CHOOSE_FOLDER = "Choose a folder"
FORMATS = (
    "PDF, Word, PowerPoint, Excel, OpenDocument, e-books, web pages, messages, CSV, RTF, Markdown, text; ZIP of these"
)
LIMITS = "Up to {size} MB a file and {files} files at a time."
# These are filled in by the page's script, which knows only {names in braces}.
SENDING = "Sending files: {all}"
SENDING_NOW = "{at} of {all}: {name}"
LEFT_OUT = "Left out, because they are of other kinds: {count} ({names})"
NOTHING_THERE = "There was no file in it."
TOO_LARGE = "it is larger than {size} MB, the most that is taken"
TOO_MANY = "Only the first {files} of {count} files were taken. Add the others when these are done."
NOT_SENT = "it could not be sent ({why}): choose it again"
NO_CONNECTION = "no connection"
CANCEL = "Cancel"

# The tray
ADDING_FILES = "Files being added"
OVERALL = "{done} of {all} files done"
RESULTS = "Outcome of the last upload"
FILE = "File"
OUTCOME = "Outcome"
WAITING = "waiting"
PHASES = {"reading": "reading", "embedding": "indexing"}
OUTCOMES = {
    "added": "added",
    "replaced": "replaced",
    "unchanged": "unchanged",
    "moved": "moved",
    "held": "already there",
    "skipped": "skipped",
    "failed": "not added",
}
STOPPED = "stopped"
WAITS_FOR_YOU = "waits for your answer"
ASK_HEADING = {
    True: "A file of this name is here already, with other content",
    False: "{count} files are here already, with other content",
}
ASK = "Replace what is here, or keep both?"
REPLACE = "Replace"
KEEP = "Keep both"
SKIP = "Skip"
FOR_ALL = "All {count}:"
FOR_EACH = "for all of them"
NEEDS_PASSWORD = "It needs a password."
WRONG_PASSWORD = "That password does not open it."
PASSWORD = "Password"
PASSWORD_FOR = "Password for {name}"
OPEN = "Open"
PASSWORD_NOTE = "The password is not kept."
RETRY = "Try again"
RETRY_ALL = "Try all again"
DISMISS = "Close"

# The list
LIST = "Documents to ask"
NO_DOCUMENTS = "There are no documents yet. Add some above."
ASKING_ALL = "Asked: all {all}"
ASKING_SOME = "Asked: {ticked} of {all}"
FILTER = "Filter by title or file"
NO_MATCH = "No document matches."
TICK_ALL = "Tick all"
TICK_NONE = "Untick all"
PAGES = {True: "1 page", False: "{count} pages"}
ADDED_ON = "added {day}"
READY = "Ready"
NEWER_BEING_READ = "A newer version is being read"
NEWER_WAITS = "A newer version waits for your answer"
NEWER_FAILED = "A newer version could not be read: {reason}"
KINDS: Final = {
    "markdown": "Markdown",
    "text": "Text",
    "html": "Web page",
    "mht": "Web page",
    "pdf": "PDF",
    "docx": "Word",
    "pptx": "Slides",
    "xlsx": "Excel",
    "odf": "OpenDocument",
    "rtf": "RTF",
    "csv": "Table",
    "epub": "E-book",
    "eml": "Message",
    "msg": "Message",
    "zip": "Archive",
}

# Sets
SETS = "Sets of documents"
SET = "Set"
NO_SET = "No set chosen"
SET_SAVE = "Save ticked as a set"
SET_SAVE_NEW = "Save as new"
SET_UPDATE = "Update"
SET_RENAME = "Rename"
SET_DELETE = "Delete"
SET_NAME = "Name of the set"
SAVE = "Save"
BACK = "Back"
SET_DELETE_ASK = "Delete the set? Its documents stay."
SET_CHOSEN = {True: "Set “{name}”: 1 document is ticked.", False: "Set “{name}”: {count} documents are ticked."}
SET_GONE = {True: "1 document of it is gone from here.", False: "{count} documents of it are gone from here."}
SET_SAVED = {True: "Set “{name}” holds 1 document.", False: "Set “{name}” holds {count} documents."}
SET_RENAMED = "The set is called “{name}” now."
SET_DELETED = "Set “{name}” is deleted; its documents stay."

# What a document is about, shown elsewhere in the page
GLANCE = "At a glance"
GLANCE_AT = "At a glance: {title}"

# Removing
REMOVE = "Remove ticked documents"
REMOVE_NONE = "Tick the documents to remove first."
REMOVE_ASK = {True: "Remove this document?", False: "Remove these {count} documents?"}
REMOVE_MORE = "and {count} more"
QUOTED_IN = "These keep quotes of it until they are deleted themselves: {names}."
# Who asks when nobody is signed in.
LOCAL = "local"
REMOVE_MEANS = "Answers will no longer cite what is removed. It can be added again from its file."
REMOVE_YES = "Remove"
REMOVE_NO = "Keep"
REMOVED = "Removed {count} of {all}."
REMAINS = "What they said is still to be found in:"

# Failed files
FAILED = {True: "Show 1 failed file", False: "Show {count} failed files"}
FAILED_NOTE = "Files of this computer that gave no text when they were last read."
FORGET = "Forget"

TROUBLE = "The documents could not be {what}: {reason}"
ADDING, REMOVING, LISTING = "added", "removed", "listed"
MAY_NOT_CHANGE = "You may read and ask here, but not add or remove documents."
SET_TROUBLE = "The sets of documents cannot be used: {reason}"
