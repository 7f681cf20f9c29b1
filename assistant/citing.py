"""Citations: quotes with their sources, and the check of those that a chat model makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.language.wording import content_words, stem, stems
from assistant.reader import Finding
from assistant.reading.candidates import Candidate, candidates_of
from assistant.types import Citation
from store import Hit, Snapshot
from store.embedder import Encode

# Below half of the claim's words, and below the cosine at which sentences begin to say the same thing in other words,
# a sentence supports nothing.
_SUPPORTED_FROM = 0.5
_MARKERS = re.compile(r"(?P<space>\s*)\[(?P<numbers>\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]")
# What may become a marker, or be left at the end, when more text arrives.
_UNDECIDED = re.compile(r"\s*\[[\d\s,;]*$|\s+$")
# Longer than this, an open bracket with digits is no marker.
_LONGEST_MARKER = 60
_CLAIM_ENDS = re.compile(r"(?<=\w\w\w[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")


def cite(finding: Finding, snapshot: Snapshot) -> Citation | None:
    """Return a finding as a citation, or None when its quote is not what the document says at that place."""
    passage, sentence, answer = finding.passage, finding.sentence, finding.answer
    document = snapshot.document(passage.document_id)
    quote = snapshot.text(passage.document_id)[sentence.start : sentence.end]
    if not quote or quote != finding.quote or document.version != passage.version:
        return None
    inside = answer is not None and sentence.start <= answer.start < answer.end <= sentence.end
    return Citation(
        document_id=passage.document_id,
        version=passage.version,
        title=document.title,
        source=document.source,
        page=snapshot.page_of(passage, sentence.start),
        heading=passage.heading,
        quote=quote,
        start=sentence.start,
        end=sentence.end,
        answer_span=(answer.start, answer.end) if answer is not None and inside else None,
        score=finding.score,
    )


def verbatim(findings: Iterable[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return the findings whose quotes are what their documents say at that place, in order."""
    texts: dict[str, tuple[str, str]] = {}
    kept = []
    for finding in findings:
        document_id, span = finding.passage.document_id, finding.sentence
        if document_id not in texts:
            texts[document_id] = (snapshot.document(document_id).version, snapshot.text(document_id))
        version, text = texts[document_id]
        if finding.quote and version == finding.passage.version and text[span.start : span.end] == finding.quote:
            kept.append(finding)
    return kept


class Supporter(Protocol):
    """Finds what supports a claim in a passage."""

    def __call__(self, claim: str, hit: Hit) -> Finding | None:
        """Return the quotable unit that best supports the claim, or None when none does."""
        ...


@dataclass(frozen=True, slots=True)
class EvidenceSupporter:
    """Finds support by cosine and by the share of the claim's words."""

    encode: Encode

    def __call__(self, claim: str, hit: Hit) -> Finding | None:
        """Return the best-supporting unit, or None when even that is below `_SUPPORTED_FROM`."""
        candidates = candidates_of([hit])
        if not candidates or not claim.strip():
            return None
        vectors = self.encode([claim, *(candidate.in_context for candidate in candidates)])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        shares = [_share(claim, candidate) for candidate in candidates]
        best = max(range(len(candidates)), key=lambda number: cosines[number] + shares[number])
        score = max(cosines[best], shares[best])
        if score < _SUPPORTED_FROM:
            return None
        return Finding(hit.passage, candidates[best].sentence, None, min(1.0, score))


def _share(claim: str, candidate: Candidate) -> float:
    words = {stem(token.text) for token in content_words(claim)}
    return len(words & stems(candidate.text)) / len(words) if words else 0.0


class CitedText:
    """A text with markers ``[n]`` that arrives in pieces, checked and renumbered as it arrives.

    A marker must name one of the passages, and a quotable unit of that passage must support the sentence that the
    marker follows; otherwise it is dropped from the text and counted in ``dropped``. Those that remain are
    renumbered by their citations, 1, 2, … in order of first use. What `feed` and `finish` return, joined, is ``text``.
    """

    def __init__(self, passages: Sequence[Hit], snapshot: Snapshot, supporter: Supporter) -> None:
        self._passages = passages
        self._snapshot = snapshot
        self._supporter = supporter
        self._waiting = ""
        self._plain = ""  # the text without its markers
        self.text = ""
        self.citations: list[Citation] = []
        self.dropped = 0

    def feed(self, piece: str) -> str:
        """Take the next piece in, and return what is certain of the text by now; may be empty."""
        self._waiting += piece
        undecided = _UNDECIDED.search(self._waiting)
        cut = undecided.start() if undecided else len(self._waiting)
        if len(self._waiting) - cut > _LONGEST_MARKER:
            cut = len(self._waiting)
        ready, self._waiting = self._waiting[:cut], self._waiting[cut:]
        return self._take(ready)

    def finish(self) -> str:
        """Return the rest of the text, without white space at its end."""
        ready, self._waiting = self._waiting.rstrip(), ""
        return self._take(ready)

    def _take(self, ready: str) -> str:
        parts = []
        done = 0
        for found in _MARKERS.finditer(ready):
            before = ready[done : found.start()]
            self._plain += before
            markers = "".join(self._marker(int(number)) for number in re.findall(r"\d+", found["numbers"]))
            parts += [before, found["space"] + markers if markers else ""]
            done = found.end()
        self._plain += ready[done:]
        taken = "".join([*parts, ready[done:]])
        taken = taken if self.text else taken.lstrip()
        self.text += taken
        return taken

    def _marker(self, number: int) -> str:
        citation = None
        if 1 <= number <= len(self._passages):
            finding = self._supporter(self._claim(), self._passages[number - 1])
            citation = cite(finding, self._snapshot) if finding else None
        if citation is None:
            self.dropped += 1
            return ""
        places = [(cited.document_id, cited.start, cited.end) for cited in self.citations]
        place = (citation.document_id, citation.start, citation.end)
        if place not in places:
            self.citations.append(citation)
            places.append(place)
        return f"[{places.index(place) + 1}]"

    def _claim(self) -> str:
        """Return the sentence that the text so far ends with."""
        return next((part for part in reversed(_CLAIM_ENDS.split(self._plain.strip())) if part.strip()), "")
