"""The words of the chat panel, in one place."""

from __future__ import annotations

CHAT = "Conversation"
CHAT_PLACEHOLDER = "Ask about your briefings. Every answer is a quote with its source."
QUESTION = "Your question"
QUESTION_PLACEHOLDER = "Ask the briefings…"
ASK = "Ask"
NEW_CONVERSATION = "New conversation"
STOP = "Stop"
SUGGESTIONS = "You could start with"
NEXT_QUESTIONS = "You could go on with"
ABOUT_HEADING = "What do the briefings say about {heading}?"

EDITING = "You are changing question {number}. What came after it is dropped once you ask."
EDIT_CANCEL = "Leave it as it was"
STOPPED = "Stopped. Nothing of that answer was kept."
NOT_KEPT = "This answer was not kept: {reason}."

TALKS = "Kept conversations"
TALKS_SEARCH = "Search the conversations"
TALKS_SEARCH_HINT = "Words of questions and answers…"
TALKS_NONE = "There are none yet: ask something, and the conversation is kept here."
TALKS_NONE_FOUND = "No conversation has these words."
TALKS_MORE = "… and {count} more: search for them."
TALK_QUESTIONS = {True: "1 question", False: "{count} questions"}
TALK_RENAME = "Rename “{name}”"
TALK_DELETE = "Delete “{name}”"
RENAME = "New name"
RENAME_YES = "Rename"
RENAME_NO = "Cancel"
DELETE_ASK = "Delete “{name}”? Its text is erased from the disk."
DELETE_YES = "Delete"
DELETE_NO = "Keep"
TALK_GONE = "That conversation is no longer there."
TALK_NOT_ERASED = "It is deleted; its last traces on the disk go when nobody reads it any more."
TALKS_TROUBLE = "The conversations cannot be used: {reason}"
TALKS_SET_ASIDE = "The file of the kept conversations was damaged. It was put aside as {name}; a new one was begun."

EDIT = "Edit question"
COPY = "Copy with sources"
COPIED = "Copied"
COPY_FAILED = "The browser does not allow copying"
LIKE = "Thumbs up"
DISLIKE = "Thumbs down"
LIKED = "Thumbs up given: take it back"
DISLIKED = "Thumbs down given: take it back"
RETRY = "Ask again"
SAVE_ANSWER = "Save answer"
SAVE_TALK = "Save"
SAVE_FORMATS = {"md": "Markdown", "docx": "Word", "pdf": "PDF"}
COPY_MARKDOWN = "Copy as Markdown"
COMMENT = "What was good or wrong about it?"
COMMENT_HINT = "Optional; it stays on this machine."
COMMENT_SAVE = "Save comment"
COMMENT_CLOSE = "Close"
COMMENT_THANKS = "Noted, on this machine only."
FEEDBACK_EXPORT = "Save feedback as a file"
FEEDBACK_NONE = "There is no feedback yet."

YOU = "You asked:"
ASSISTANT = "Answer:"
SEARCHING = "Searching the documents…"
READING = "Reading {count} passages…"
UNDERSTOOD_AS = "Understood as: {question}"
SEE_NEAREST = "What comes closest is listed as evidence."

SOURCE_OF_ANSWER = "Source {number}"

DOCUMENT_GONE = "A document you ticked is no longer there. The list has been refreshed: please ask again."
TROUBLE = "The question could not be answered: {reason}"
EMPTY_QUESTION = "Please type a question first."

ABOUT_NAME = "What do the briefings say about {name}?"

# Asked first of the sample documents; offered when they are in the store.
SAMPLE_TITLE = "India–Japan Space Dialogue"
SAMPLE_QUESTIONS = (
    "Who led the Indian delegation?",
    "When did the delegation visit the Tsukuba Space Center?",
    "Who hosted the industry cooperation event?",
    "What was the objective of the Dialogue?",
)
