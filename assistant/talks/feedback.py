"""Thumbs up and down as a file of questions that `briefing evaluate` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from assistant.service import Texts
from assistant.talks import words
from assistant.talks.note import plain
from assistant.talks.types import Kept
from store import UnknownDocument

# Quotes stay on one line, however long: a file of questions is read by people too.
_WIDTH = 100_000


def feedback_file(
    rated: Sequence[Kept], histories: Mapping[tuple[str, int], Sequence[str]], documents: Texts | None
) -> str:
    """Return the file, in YAML.

    An answer with thumbs up becomes a question whose evidence is what it quoted (one of the quotes must be found), or,
    declined, one that must be declined; questions that were asked before stand under ``history``. One with thumbs down
    becomes a remark with its comment: what would have been right is for a person to write.

    Args:
        rated: answers with thumbs.
        histories: by (talk_id, position), the questions that were asked before, oldest first.
        documents: what is looked up in: evidence that no longer stands there becomes a remark too, because a file that
            names it cannot be evaluated; None to take it as it is.
    """
    entries, unused, bad = [], [], []
    for one in rated:
        if not one.liked:
            bad.append(_remark(one))
            continue
        problem = _problem(one, documents)
        if problem is not None:
            unused.append(_remark(one, problem))
            continue
        entries.append(_entry(one, histories.get((one.talk_id, one.position), ())))
    parts = [_dumped(entry) for entry in entries]
    for heading, remarks in ((words.UNUSED, unused), (words.REMARKS, bad)):
        if remarks:
            parts.append("\n".join([f"# {heading}", *remarks]) + "\n")
    return "\n".join(parts)


def _entry(one: Kept, before: Sequence[str]) -> dict[str, Any]:
    answer = one.answer
    entry: dict[str, Any] = {"question": plain(answer.question).strip()}
    if answer.answered:
        quotes = list(dict.fromkeys(plain(citation.quote).strip() for citation in answer.citations))
        entry["evidence"] = quotes[0] if len(quotes) == 1 else quotes
        documents = {citation.document_id for citation in answer.citations}
        if len(documents) == 1:
            entry["document"] = documents.pop()
    else:
        entry["unanswerable"] = True
    if before:
        entry["history"] = [plain(question).strip() for question in before]
    return entry


def _problem(one: Kept, documents: Texts | None) -> str | None:
    """Tell why an answer cannot be measured with, None when it can."""
    answer = one.answer
    if not answer.answered:
        return None
    if not answer.citations:
        return words.NOTHING_QUOTED
    if documents is not None and not all(
        _stands(citation.document_id, citation.quote, documents) for citation in answer.citations
    ):
        return words.STALE
    return None


def _stands(document_id: str, quote: str, documents: Texts) -> bool:
    try:
        return quote in documents.text(document_id)
    except UnknownDocument:
        return False


def _remark(one: Kept, *more: str) -> str:
    said = [one.answer.question, *more, *([one.comment] if one.comment else [])]
    first, *rest = [line for text in said for line in plain(text).splitlines() if line.strip()] or [""]
    return "\n".join([f"# - {first}", *(f"#   {line}" for line in rest)])


def _dumped(entry: dict[str, Any]) -> str:
    dumped = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=_WIDTH)
    return str(dumped)
