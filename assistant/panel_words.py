"""The words of the chat panel, in one place."""

from __future__ import annotations

CHAT = "Conversation"
CHAT_PLACEHOLDER = "Ask about your briefings. Every answer is a quote with its source."
QUESTION = "Your question"
QUESTION_PLACEHOLDER = "Ask the briefings…"
ASK = "Ask"
NEW_CONVERSATION = "New conversation"
SUGGESTIONS = "You could start with"
ABOUT_HEADING = "What do the briefings say about {heading}?"

YOU = "You asked:"
ASSISTANT = "Answer:"
SEARCHING = "Searching the documents…"
READING = "Reading {count} passages…"
UNDERSTOOD_AS = "Understood as: {question}"
SEE_NEAREST = "The closest passages are listed as evidence."

SOURCE_OF_ANSWER = "Source {number}"

DOCUMENT_GONE = "A document you ticked is no longer there. The list has been refreshed: please ask again."
TROUBLE = "The question could not be answered: {reason}"
EMPTY_QUESTION = "Please type a question first."

# Asked first of the sample documents; offered when they are in the store.
SAMPLE_TITLE = "India–Japan Space Dialogue"
SAMPLE_QUESTIONS = (
    "Who led the Indian delegation?",
    "When did the delegation visit the Tsukuba Space Center?",
    "Who hosted the industry cooperation event?",
    "What was the objective of the Dialogue?",
)
