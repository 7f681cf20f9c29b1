"""Sentences of English prose, found by rules of our own.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number. Where both
are possible ("in the U.S. The …"), the next word decides.
"""

from __future__ import annotations

import re

# An end mark with the quotes and brackets that close after it, a footnote's number perhaps, then white space.
# It begins at the first of several marks and gives nothing back, so that a page of dots takes no longer than text.
_END = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>[\"'”’»)\]]*+)(?P<note>(?<=[a-z)”\"]\.)\d{1,3}|\[\d{1,3}\])?(?=\s)"
)
_GAP = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'/—–*_]*$")
_OPENING = "\"'“‘«([*_>•-–— \t\n\r\f\v"
# The longest word that is looked at before a full stop: what is longer is no abbreviation.
_LOOK_BACK = 40

# Never the end of a sentence: a name or a phrase must follow.
_BEFORE_NAMES = frozenset(
    "mr mrs ms mx messrs dr prof rev hon fr gen lt col maj capt cdr cmdr sgt cpl adm amb gov sen rep pres supt insp "
    "st mt ft ald shri smt e.g i.e eg ie cf viz vs v approx ca incl esp resp al a.k.a gen.sec".split()
)
# No end when a number (or a numeral, or a single letter) follows.
_BEFORE_NUMBERS = frozenset(
    "no nos fig figs sec secs art arts p pp vol vols ch chap para paras eq eqs ref refs tab app ex op cl cls "
    "ser pt doc par sched tel fax ph jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# May end a sentence: it goes on unless a word follows that starts sentences.
_UNDECIDED = frozenset(
    "inc ltd corp co llc plc bros jr sr esq etc dept est assn univ govt min hq ave blvd rd jan feb mar apr jun jul aug "
    "sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ph.d m.d b.a m.a b.sc m.sc d.phil a.m p.m am "
    "pm".split()
)
_STARTERS = frozenset(
    "the a an this that these those it its he she they we i you his her their our my your there here in on at by for "
    "from with as of to and but or so if when while where what who how why which after before since because although "
    "though however moreover furthermore therefore thus meanwhile finally also both each all some many most no not "
    "one two three first second during under over between among until once according despite unlike like such".split()
)
_NUMERAL = re.compile(r"[\dIVXLC]+\b|[A-Z]\b")
_LETTERS_AND_STOPS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlc]{1,5})$")
_FIRST_WORD = re.compile(r"[A-Za-z’']+")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]`` as spans of ``text``, in order, without white space around.

    Together they hold every character that is not white space.
    """
    end = len(text) if end is None else end
    spans = []
    begin = start
    for cut in sorted(
        [*_stops(text, start, end), *((gap.start(), gap.end()) for gap in _GAP.finditer(text, start, end))]
    ):
        if cut[0] > begin:
            spans.append((begin, cut[0]))
            begin = cut[1]
    spans.append((begin, end))
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _stops(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where sentences end, each as the end of one and the earliest start of the next."""
    stops = []
    begin = start
    for found in _END.finditer(text, start, end):
        rest = _rest(text, found.end(), end)
        if rest and not rest[0].islower() and _ends(text, begin, found, rest):
            stops.append((found.end(), found.end()))
            begin = found.end()
    return stops


def _rest(text: str, position: int, end: int) -> str:
    """Return the beginning of what follows, from its first letter or digit on."""
    while position < end and text[position] in _OPENING:
        position += 1
    return text[position : min(end, position + _LOOK_BACK)]


def _ends(text: str, begin: int, found: re.Match[str], rest: str) -> bool:
    if found["mark"] != ".":
        return True
    before = _WORD_BEFORE.search(text[max(begin, found.start() - _LOOK_BACK) : found.start()])
    word = before[0] if before else ""
    if found["close"] and not found["close"].startswith((")", "]")):
        return True
    lower = word.lower()
    if lower in _BEFORE_NAMES:
        return False
    if _ENUMERATOR.match(word) and _only_marks(text, begin, found.start() - len(word)):
        return False
    if lower in _BEFORE_NUMBERS and _NUMERAL.match(rest):
        return False
    initial = len(word) == 1 and word.isupper()
    if initial or lower in _UNDECIDED or _LETTERS_AND_STOPS.match(word):
        first = _FIRST_WORD.match(rest)
        return first is not None and first[0].lower() in _STARTERS and first[0] not in ("A", "I")
    return True


def _only_marks(text: str, start: int, end: int) -> bool:
    return end - start <= _LOOK_BACK and not text[start:end].strip(" \t\n>*-•(")
