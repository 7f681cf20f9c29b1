"""What was dealt with, where a document has a heading for it: the topics of a meeting stand below "Agenda"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.language.wording import content_words, stem, stems
from assistant.questions.common_subject import EVENT_STEMS, SIDE_EVENT_STEMS
from assistant.reader import Finding, quoted
from store import Passage, Snapshot, Span

_TOPICS_ASKED = re.compile(
    r"(?:what|which) (?:(?:are|were|was|is) (?:the |its |their |all )?)?(?:main |key |major )?"
    r"(?:(?:topics|themes|subjects|agenda items)\b.*|(?:discussed|covered|addressed|on the agenda)\b.*)",
    re.I,
)
_AGENDA = re.compile(
    r"[\s#*]*(?:\d+[.)]? )?(?:the )?(?:main |key )?(?:agenda|topics|subjects|themes|(?:agenda )?items)"
    r"(?: (?:covered|discussed|addressed|of the \w+|points|items))?[\s*:]*",
    re.I,
)
# What a sentence on an event tells its topics with.
_TELLS_TOPICS = re.compile(
    r"\b(?:topics?|subjects?|themes?|deal(?:t|s)? with|cover(?:ed|s)|discuss\w+|spoke|spoken|talked|talks about)\b",
    re.I,
)
_OF_TOPICS = frozenset(map(stem, "topic theme subject agenda item cover discuss address deal main key major".split()))


def on_the_agenda(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what tells the topics of a meeting by where it stands, where it is asked what the meeting dealt with.

    All that stands below the heading of an agenda, where the document's title names the meeting; of an event that went
    with it, what tells topics below the heading that names that event. Nothing where there is no such heading.

    Args:
        question: the stand-alone question.
        findings: best first; what is returned has the score of the best one of its document.
        snapshot: the view of the store that they come from.
    """
    if not findings or _TOPICS_ASKED.match(question) is None:
        return []
    asked = {stem(word.text) for word in content_words(question)} - _OF_TOPICS
    scores: dict[str, float] = {}
    for one in findings:
        scores.setdefault(one.passage.document_id, one.score)
    return [
        Finding(passage, sentence, None, score)
        for document_id, score in scores.items()
        for passage in snapshot.passages(document_id)
        if passage.heading
        for sentence in passage.sentences
        if _is_topic(asked, passage, sentence, snapshot.document(document_id).title)
    ]


def _is_topic(asked: Set[str], passage: Passage, sentence: Span, title: str) -> bool:
    """Return whether a unit tells topics of what is asked about, by the heading right above it."""
    heading = passage.heading[-1]
    if asked & SIDE_EVENT_STEMS:
        return asked <= stems(heading) and _TELLS_TOPICS.search(quoted(passage, sentence)) is not None
    return _AGENDA.fullmatch(heading) is not None and asked - EVENT_STEMS <= stems(title)
