"""What kind of answer a question asks for, and where a sentence holds one.

Simple patterns: they mark the exact answer when they are sure of it and say nothing otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from assistant.language.calendar import MONTH
from assistant.language.countries import country_names
from assistant.language.wording import content_words, stem, stems, tokens
from store import Span


class Kind(Enum):
    """The kinds that can be told by their form."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"


WHICH = r"\b(?:what|which) (?:is |was |were |are )?(?:the )?"
# "When did …?", "…, and when?", "does it say when …?"; not "What is it called when people rebel?".
WHEN = (
    r"^when\b(?!.*,)|\bwhen(?= (?:exactly|did|do|does|was|were|is|are|will|would|can|could|should|shall|has|have|had|"
    r"must|may)\b|\W*$)|\b(?:on|about|says?|said|tells?|told|knows?|known|states?|stated|mentions?|shows?|clear) when\b"
)
_ASKS = (
    (Kind.HOW_MANY, re.compile(r"\bhow (?:many|much|old|tall|large|big|far|long|high|fast)\b", re.I)),
    (Kind.HOW_MANY, re.compile(WHICH + r"(?:total )?(?:number|percentage|percent|share|amount|population)\b", re.I)),
    (Kind.WHEN, re.compile(WHEN + "|" + WHICH + r"(?:\w+ )?(?:date|day|year|month|century|decade)\b", re.I)),
    (
        Kind.WHERE,
        re.compile(r"\bwhere\b|" + WHICH + r"(?:city|country|town|place|location|region|venue)\b", re.I),
    ),
    (Kind.WHO, re.compile(r"\bwho(?:m|se)?\b|" + WHICH + r"(?:person|people|man|woman)\b", re.I)),
)

_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_WITH_MONTH = rf"{_DAY}(?: of)? {MONTH}(?:,? {_YEAR})?|{MONTH} {_DAY}(?:,? {_YEAR})?\b(?!\d)|{MONTH},? {_YEAR}"
FULL_DATE = re.compile(rf"\b(?:{_WITH_MONTH})")
DATE = re.compile(
    rf"\b(?:{_WITH_MONTH}"
    rf"|(?:FY|fiscal year|financial year) ?(?:{_YEAR}|\d\d)|Q[1-4] {_YEAR}|{_YEAR}-\d\d-\d\d|\d\d?[./]\d\d?[./]{_YEAR}"
    rf"|{_YEAR}(?:[–/-]\d{{2,4}}|s)?|\d{{1,2}}(?:st|nd|rd|th) century|\d{{1,4}} (?:BC|AD|BCE|CE))(?!\w)"
)
CLOCK = re.compile(r"\b(?:[01]?\d|2[0-4]):[0-5]\d\b(?: ?[ap]\.?m\b)?|\b(?:1[0-2]|0?\d)(?:\.[0-5]\d)? ?[ap]\.?m\b")
# Times that are no date: "by Sunday evening", "next spring".
_DAY_TOLD = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|tomorrow|yesterday|tonight)\b"
    r"|\b(?:this|next|last) (?:morning|afternoon|evening|week|weekend|month|year|spring|summer|autumn|fall|winter)\b",
    re.I,
)
HOURS = re.compile(
    rf"[\s*_#|•-]*(?P<hours>(?P<start>{CLOCK.pattern})(?: ?(?:[-–—]|to|until) ?(?P<end>{CLOCK.pattern}))?)"
)
"""The hours that a line of an agenda begins with."""
NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half)"
)
_NUMBER = re.compile(
    r"(?<![\w.,-])(?:(?:US|A|C)?[$€£¥₹] ?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: ?(?:%|percent|per cent)"
    r"|(?: (?:hundred|thousand|million|billion|trillion))+)?(?!\w)"
    rf"|\b{NUMBER_WORD}(?:[ -](?:{NUMBER_WORD}|million|billion|trillion|and (?=\w+ (?:hundred|thousand))))*\b",
    re.I,
)
_AMOUNT = re.compile(r"[%$€£¥₹]|per ?cent", re.I)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Hon|Shri|Smt|Sir|Dame|Lord|Lady|President|Vice President|Prime Minister|"
    r"Minister|Secretary|Ambassador|General|Admiral|Colonel|Captain|Senator|Governor|Chancellor|King|Queen|Prince|Princess|Pope)"
)
_CAPITALISED = r"(?:[A-Z]\.|[A-Z][\w’'&-]*[\w](?:’s|'s)?|[A-Z](?=\s))"
_LINK = r"(?:of the|of|for the|for|de la|de|von|van der|van|bin|al|da|del|di|du|le|&)"
RUN = re.compile(rf"{_CAPITALISED}(?: (?:{_LINK} )?{_CAPITALISED})*")
PERSON = re.compile(rf"\b{_TITLE}\.? {_CAPITALISED}(?: (?:{_LINK} )?{_CAPITALISED})*")
_BY = re.compile(rf"\bby (?:the )?(?={_CAPITALISED})")
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear) (?:the (?:city|town|village|state|port) of |the )?(?=[A-Z])")
# "Which companies hosted the event?": those that did one thing.
THOSE_WHO_DID = re.compile(
    r"(?:which|what) (?:[\w-]+ )?(?:companies|firms|organi[sz]ations|agencies|institutions|ministries|departments"
    r"|bodies|groups|associations|universities|countries|nations|states|parties|people|persons|officials|delegations"
    r"|delegates|representatives|speakers|start-?ups|businesses|experts|ministers|[nN][gG][oO]s) (?:\w+ly )?"
    r"(?P<did>[a-z]+ed|took|led|held|met|came|spoke|gave|made|won|paid|sent|built)\b",
    re.I,
)
CITY_ASKED = re.compile(WHICH + r"(?:\w+ )?(?:city|town|capital)\b", re.I)
# What is counted stands within so many words, and letters, of its number: "two senior officials".
_COUNTED_WORDS = 3
_COUNTED_LETTERS = 40
_COUNTED = re.compile(r"\bhow (?:many|much) (?:\w+ )??(\w+)", re.I)
_BETWEEN_NAMES = re.compile(r"(?:,? and (?:the )?|, (?:the )?)")


def kind_of(question: str) -> Kind | None:
    """Return the kind of answer asked for, None when its form does not tell (what, which, why, how)."""
    return next((kind for kind, asks in _ASKS if asks.search(question)), None)


def holds(kind: Kind, sentence: str, question: str) -> bool:
    """Return whether a sentence holds anything of the kind that the question itself does not say."""
    asked = asked_stems(question)
    return next(_candidates(kind, sentence, asked), None) is not None or (
        kind is Kind.WHEN and any(stems(day[0]).isdisjoint(asked) for day in _DAY_TOLD.finditer(sentence))
    )


def is_of_kind(kind: Kind, answer: str, question: str) -> bool:
    """Return whether an exact answer, which stands for itself, is of a kind and more than the question says.

    "Tokyo" is a place though no "in" stands before it, and a name though it is one word; where a city is asked for,
    a country is none.
    """
    if kind in (Kind.WHEN, Kind.HOW_MANY):
        return holds(kind, answer, question)
    names = (Span(*run.span()) for run in RUN.finditer(answer) if not DATE.match(answer, run.start()))
    found = [answer[span.start : span.end] for span in _new(names, answer, asked_stems(question))]
    if kind is Kind.WHERE and CITY_ASKED.search(question):
        return not all(name in country_names() for name in found)
    return bool(found)


def exact_answer(question: str, sentence: str) -> Span | None:
    """Return where a sentence states just what is asked, as offsets into it; None when that is not sure.

    For several people the span reaches from the first name to the last.
    """
    kind = kind_of(question)
    if kind is None:
        return None
    asked = asked_stems(question)
    found = list(_candidates(kind, sentence, asked))
    if kind is Kind.WHO:
        return _people(sentence, asked, found)
    if kind is Kind.HOW_MANY:
        found = _counts(question, sentence, found)
    if kind is Kind.WHEN and found:
        longest = max(found, key=lambda span: span.end - span.start)
        return longest if all(span is longest or within(span, longest) for span in found) else None
    return found[0] if len(found) == 1 else None


def titled_people(text: str) -> list[str]:
    """Return the names that stand after a title ("Ms. …", "Prime Minister …"), in order."""
    return [match[0] for match in PERSON.finditer(text)]


def asked_stems(question: str) -> set[str]:
    """Return the stems of what a question asks for."""
    return {stem(token.text) for token in content_words(question)}


def _candidates(kind: Kind, sentence: str, asked: set[str]) -> Iterator[Span]:
    found: Iterable[Span]
    if kind is Kind.WHEN:
        found = (Span(*match.span()) for form in (DATE, CLOCK) for match in form.finditer(sentence))
    elif kind is Kind.HOW_MANY:
        dates = [Span(*match.span()) for match in DATE.finditer(sentence)]
        numbers = (Span(*match.span()) for match in _NUMBER.finditer(sentence))
        found = (span for span in numbers if not any(within(span, date) for date in dates))
    elif kind is Kind.WHERE:
        found = _places(sentence)
    else:
        found = _names(sentence)
    yield from _new(found, sentence, asked)


def _new(spans: Iterable[Span], sentence: str, asked: set[str]) -> Iterator[Span]:
    """Keep what says more than the question does."""
    for span in spans:
        if not {stem(token.text) for token in tokens(sentence[span.start : span.end])} <= asked:
            yield span


def _names(sentence: str) -> Iterator[Span]:
    for run in RUN.finditer(sentence):
        first = tokens(run[0])
        # The first word of a sentence is capitalised whatever it is; one word alone there is no evidence of a name.
        if run.start() == 0 and len(first) < 2 and not run[0][1:2].isupper():
            continue
        yield Span(run.start(), run.end())


def _places(sentence: str) -> Iterator[Span]:
    for lead in _PLACE.finditer(sentence):
        run = RUN.match(sentence, lead.end())
        if run is not None and not DATE.match(sentence, lead.end()) and not re.match(MONTH, run[0]):
            yield Span(run.start(), run.end())


def _people(sentence: str, asked: set[str], names: list[Span]) -> Span | None:
    titled = list(_new((Span(*match.span()) for match in PERSON.finditer(sentence)), sentence, asked))
    if titled:
        return Span(titled[0].start, titled[-1].end)
    starts = {span.start: span for span in names}
    by = [span for lead in _BY.finditer(sentence) if (span := starts.get(lead.end())) is not None]
    if len(by) == 1:
        return _joined(sentence, by[0], starts)
    return names[0] if len(names) == 1 else None


def _joined(sentence: str, span: Span, starts: dict[int, Span]) -> Span:
    """Extend a name over those it is listed with: "A, B and C"."""
    while (link := _BETWEEN_NAMES.match(sentence, span.end)) is not None and link.end() in starts:
        span = Span(span.start, starts[link.end()].end)
    return span


def _counts(question: str, sentence: str, numbers: list[Span]) -> list[Span]:
    """Keep the numbers that stand before what is counted, when it is named; shares and sums count nothing."""
    if re.search(r"\bhow many\b", question, re.I):
        numbers = [span for span in numbers if not _AMOUNT.search(sentence[span.start : span.end])]
    return [span for span in numbers if not counts_something_else(question, sentence, span)] or numbers


def counts_something_else(question: str, sentence: str, number: Span) -> bool:
    """Return whether a question says what it wants counted ("how many people"), and that does not follow a number.

    In SQuAD's training articles it follows in 78 of 100 answers to such questions.
    """
    counted = _COUNTED.search(question)
    if counted is None:
        return False
    words = {stem(token.text) for token in tokens(question[counted.start() :])[2:4]}
    following = tokens(sentence[number.start : number.end + _COUNTED_LETTERS])
    inside = len(tokens(sentence[number.start : number.end]))
    return words.isdisjoint(stem(token.text) for token in following[: inside + _COUNTED_WORDS])


def within(inner: Span, outer: Span) -> bool:
    """Return whether a span lies in another, or is it."""
    return outer.start <= inner.start and inner.end <= outer.end
