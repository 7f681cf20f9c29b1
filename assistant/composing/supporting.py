"""What supports a list: which findings are its members, or bring them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composing.agenda import on_the_agenda
from assistant.composing.sections import SENTENCE_END, Sections, with_items
from assistant.composing.selecting import NEAR, SUPPORTING, completes, is_label, near, stands_below_what_is_asked
from assistant.forms.posed import is_labelled, label_of, sameness_to_label
from assistant.forms.speakers import speaker
from assistant.forms.stated import comes_to
from assistant.language.answer_kind import THOSE_WHO_DID, Kind, kind_of
from assistant.language.wording import content_words, stem, stems
from assistant.language.works import without_work
from assistant.reader import Finding
from store import Snapshot

# A list's members share the reader's probability: each further one has less of it than a second statement of one fact.
_LISTED = 0.3
# What names so much of what the best of them names is on just the same matter.
_NAMES_ALL = 0.9
# What supports a list is among so many of the best findings.
_JUDGED = 40
# Labels of lines that tell of the document, and are members of no list.
_COLOPHON = re.compile(
    r"contacts?|(?:point of|press|media) contact|prepared by|drafted by|authors?|sources?|distribution|classification"
    r"|tel(?:ephone)?|phone|e-?mail|page|version|next (?:report|update)",
    re.I,
)
_REMARK = re.compile(r" ?\([^()]*\)")
# "What does the minister say about the budget?"
_SAYS = re.compile(
    r"what (?:did|do|does|has|have) .+? (?:say|said|state|tell us|report|write|think) (?:about|on|of) (?P<what>.+)",
    re.I,
)


def supporting(question: str, findings: Sequence[Finding], sections: Sections, snapshot: Snapshot) -> list[Finding]:
    """Return what supports a list, best first: of the first of the cases below that there is, else on its matter.

    Args:
        question: the stand-alone question.
        findings: of the reader, best first.
        sections: of the documents that they are of.
        snapshot: the view of the store that they come from.
    """
    likely = _telling([one for one in findings if not _is_colophon(question, one)], sections)
    if not likely:
        return []
    for case in (on_the_agenda, _come_to, _said_about, _of_one_label, _of_people, _of_those_who_did):
        if found := case(question, likely, snapshot):
            return found
    return _on_its_matter(question, likely, snapshot)


def _come_to(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what says just what is asked, "We recommend …", and what stands below a heading for that."""
    likely = near(findings, _LISTED)
    if not any(comes_to(question, one.quote) for one in likely):
        return []
    return [one for one in likely if comes_to(question, one.quote) or stands_below_what_is_asked(question, one)]


def _said_about(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what has more than half of the words for a matter that any has: "What does she say about the budget?"."""
    says = _SAYS.match(question)
    if says is None:
        return []
    likely = near(findings, _LISTED)
    said = words_said({stem(token.text) for token in content_words(says["what"])}, likely, snapshot)
    most = max(said, default=0)
    return [one for one, count in zip(likely, said, strict=True) if 2 * count > most or not most]


def _of_one_label(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return lines with the best one's label, and none with others: "Currency: …" is no member of "Languages: …".

    Where that label is asked for, all lines that bear it are meant, and only what is about as good stands beside them.
    """
    best = findings[0].quote
    if not is_labelled(best) or speaker(best) is not None:
        return []
    label = _without_remark(label_of(best))
    same = [one for one in findings if is_labelled(one.quote) and _without_remark(label_of(one.quote)) == label]
    if sameness_to_label(question, label + ": ", ()) > 0:
        beside = near(findings, NEAR)
    else:
        beside = _on_its_matter(question, findings, snapshot)
        same = [one for one in same if one in beside]
    return [one for one in findings if one in same or (one in beside and not is_labelled(one.quote))]


def _without_remark(label: str) -> str:
    """Return "Decision" of "Decision (four votes to one)"."""
    return _REMARK.sub("", label)


def _of_people(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what is about as good as the best, or completes it: any name may seem to be one that is asked for."""
    if kind_of(question) is not Kind.WHO:
        return []
    as_good = near(findings, NEAR)
    return [*as_good, *(one for one in findings if one not in as_good and completes(question, findings[0], one))]


def _of_those_who_did(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what says with the same word who did it; where nothing else does, what is about as good as the best."""
    did = THOSE_WHO_DID.match(question)
    if did is None:
        return []
    likely = _on_its_matter(question, findings, snapshot)
    same = [one for one in likely if one is findings[0] or stem(did["did"]) in stems(one.quote)]
    return same if len(same) > 1 else near(findings, NEAR)


def _on_its_matter(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return what is nearly as good as the best, and of the rest what is on the same matter.

    The less the reader thinks of a unit, the more of what the question asks it has to name, itself or in its heading.
    """
    likely = near(findings, _LISTED)
    if likely and not is_labelled(likely[0].quote):
        likely = [one for one in likely if not _is_value(question, one)]
    covered = _coverage(question, likely, snapshot)
    most = max(covered, default=0.0)
    return [
        one
        for one, share in zip(likely, covered, strict=True)
        if one.score >= NEAR * likely[0].score
        or (one.score >= SUPPORTING * likely[0].score and share > most / 2)
        or share >= _NAMES_ALL * most > 0
    ]


def _coverage(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[float]:
    """Return how much each unit or the heading right above it has of a question's words, 0 or more.

    The rarer a word is in the store, and the fewer of these units have it, the more it tells one from another.
    """
    words = {stem(token.text): token.lower for token in content_words(without_work(question))}
    rarity = snapshot.rarity(list(words.values()))
    had = [words.keys() & found for found in _stems_with_headings(findings, snapshot)]
    weights = {
        root: rarity[word] * (1 - sum(root in one for one in had) / (len(had) + 1)) for root, word in words.items()
    }
    return [sum(weights[root] for root in one) for one in had]


def words_said(words: set[str], findings: Sequence[Finding], snapshot: Snapshot) -> list[int]:
    """Return how many of the words each unit or the heading right above it has."""
    return [len(found & words) for found in _stems_with_headings(findings, snapshot)]


def _stems_with_headings(findings: Sequence[Finding], snapshot: Snapshot) -> list[frozenset[str]]:
    """Return the stems of each unit and of the heading right above it; a title is no such heading."""
    titles = {snapshot.document(one.passage.document_id).title for one in findings}
    return [
        stems(" ".join((*(line for line in one.passage.heading[-1:] if line not in titles), one.quote)))
        for one in findings
    ]


def _telling(findings: Sequence[Finding], sections: Sections) -> list[Finding]:
    """Leave out what says nothing, and labels unless they bring a list or a section with them."""
    first = findings[:_JUDGED]
    kept = [one for one in first if not sections.says_nothing(one)]
    return (
        [one for one in kept if not is_label(one) or is_labelled(one.quote) or len(with_items(one, sections)) > 1]
        or kept
        or list(first)
    )


def _is_colophon(question: str, finding: Finding) -> bool:
    """Return whether a line tells of the document and not of its matter, unless it is asked for: "Contact: …"."""
    label = label_of(finding.quote)
    return _COLOPHON.fullmatch(label) is not None and stems(label).isdisjoint(stems(question))


def _is_value(question: str, finding: Finding) -> bool:
    """Return whether a unit is a line of a head, "Place: Tokyo", whose label is not asked for."""
    quote = finding.quote
    return is_labelled(quote) and not SENTENCE_END.search(quote) and stems(label_of(quote)).isdisjoint(stems(question))
