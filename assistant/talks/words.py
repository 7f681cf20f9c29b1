"""The words of exported notes and of the commands about conversations, in one place."""

from __future__ import annotations

UNNAMED = "Conversation"
UNDERSTOOD_AS = "Understood as: {question}"
DECLINED = "Not answered: the briefings do not say it."
CONFIDENCE = "Confidence {percent} %"
WEAK_CONFIDENCE = "Weak evidence, confidence {percent} %"
PAGE = "page {page}"
MADE = "Written on {day}. Every quote is the document's own text."
SOURCES = "Sources"
QUOTED = "“{quote}” {place}"

REMARKS = "Remarks on answers that were given thumbs down:"
UNUSED = "Thumbs up that nothing can be measured with:"
STALE = "its evidence is no longer in the documents"
NOTHING_QUOTED = "it quotes nothing"

NAMED = "the conversation “{name}”"
OTHERS = {True: "one conversation of somebody else", False: "{count} conversations of others"}
