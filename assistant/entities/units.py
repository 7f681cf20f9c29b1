"""The quotable units of a document, as all that looks for items reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store import Passage, Span

# In a line of so many words or more, of which this share has capitals, capitals say nothing: it is a headline.
_HEADLINE_WORDS = 3
_HEADLINE_SHARE = 0.7
_WORD = re.compile(r"[^\W\d_]{4,}")
# A full stop at the end: a sentence, however many names are in it.
_SENTENCE = re.compile(r"[^\W\d_)][.!?][\"”’)]*$|[)\d][.!?]$")
_REFERENCE = re.compile(r"\b(?:Retrieved|Accessed|Archived|doi|ISBN|et al\.|arXiv|pp?\. ?\d)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One quotable unit: ``text`` stands at ``span`` of the version's text.

    ``is_headline`` when its capitals say nothing, ``is_reference`` when it tells where something was published.
    """

    text: str
    span: Span
    is_headline: bool
    is_reference: bool

    def at(self, start: int, end: int) -> Span:
        """Return the version's span of ``text[start:end]``."""
        return Span(self.span.start + start, self.span.start + end)


def units_of(passages: Sequence[Passage]) -> list[Unit]:
    """Return the quotable units of passages in order, each once."""
    spans: dict[Span, str] = {}
    for passage in passages:
        for span in passage.sentences:
            spans.setdefault(span, passage.text[span.start - passage.start : span.end - passage.start])
    return [Unit(text, span, _is_headline(text), _REFERENCE.search(text) is not None) for span, text in spans.items()]


def _is_headline(text: str) -> bool:
    if _SENTENCE.search(text) is not None:
        return text.isupper()
    words = _WORD.findall(text)
    if " | " in text or len(words) < _HEADLINE_WORDS:
        return text.isupper()
    return sum(not word[0].islower() for word in words) >= _HEADLINE_SHARE * len(words) and not _is_list_of_names(text)


def _is_list_of_names(text: str) -> bool:
    """Return whether a line names a person or an office in the form of one: "Ms. Ann Lee, Joint Secretary"."""
    return re.match(r"(?:Mr|Mrs|Ms|Dr|Prof|Shri|Smt)\.? ", text) is not None
