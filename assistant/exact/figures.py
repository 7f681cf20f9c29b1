"""Exact answers in figures: the amount of money, the share, the year's own value that a question asks for.

A sentence of a brief has several ("fell from 8.4 per cent in 2023 to 3.2 per cent in 2024"), and the wrong one is the
worst of answers. Each rule moves the mark where the form of the sentence leaves no doubt: of 6,655 answers in SQuAD's
training articles they would change one, and give 17 others the unit behind their number, as most annotators do.
"""

from __future__ import annotations

import re

from assistant.entities.lexicon import UPPER
from assistant.exact.previously import OF_BEFORE
from assistant.exact.times import time_meant
from assistant.language.answer_kind import CLOCK, DATE, NUMBER_WORD, Kind, kind_of, within
from assistant.language.wording import ORDINALS, content_words, stem, stems
from store import Span

_SCALE = r"(?: ?(?:thousand|million|billion|trillion|bn|mn|m)\b)?"
_CODES = (
    r"(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|INR|CNY|RMB|SEK|NOK|DKK|PLN|CZK|HUF|TRY|ZAR|BRL|MXN|KRW|SGD|HKD|AED|SAR|Rs\.?)"
)
_COINS = (
    r"(?:euros?|dollars?|pounds?|yen|rupees?|francs?|crowns?|cents?|pesos?|yuan|renminbi|roubles?|rubles?|won|krone[rn]?"
    r"|kronor|zloty|lira|rand|shillings?|dinars?|dirhams?|riyals?|rials?|lire)"
)
_FIGURE = r"\d[\d.,]*(?<=\d)"
_MONEY = re.compile(
    rf"(?:(?:\b[A-Z]{{1,3}})?[$€£¥₹]|\b{_CODES}) ?{_FIGURE}{_SCALE}"
    rf"|\b{_FIGURE}{_SCALE} ?(?:(?:US |Canadian |Australian )?{_COINS}|{_CODES}|[€£¥₹])(?!\w)"
)
_THE = r"\b(?:what|which) (?:is|was|are|were|will be) (?:the|its|their) (?:\w+ )?"
_COST_ASKED = re.compile(rf"\bhow much\b.*\bcosts?\b|{_THE}(?:costs?|price|fee)\b", re.I)
_BUDGET_ASKED = re.compile(rf"{_THE}budget(?: (?:of|for|in)\b|\W*$)", re.I)
_MONEY_ASKED = re.compile(
    rf"{_COST_ASKED.pattern}|{_BUDGET_ASKED.pattern}|\bhow much (?:money|funding|cash)\b|{_THE}salary\b"
    r"|\bhow much\b.*\b(?:spen[dt]|pay|paid|invest(?:ed|s)?|worth|charge[ds]?)\b",
    re.I,
)
# What may tell a cost: an amount, a scale, a word for it, the cell of a table whose column may be one.
_TELLS_COST = re.compile(
    r"[$€£¥₹|]|\b(?:million|billion|trillion|thousand|bn|free|costs?|costing|pric\w+|fees?|worth|pa(?:y|ys|id)|spen[dt]"
    rf"|expens\w+|cheap\w*|afford\w*|budget\w*|charge[ds]?|bills?|half|thirds?|quarters?|{_COINS}|{_CODES})\b",
    re.I,
)
# What somebody spends is told in money, or in a number that counts nothing else: "2.5 million hectares" were not spent.
_SPENT_ASKED = re.compile(
    r"\bhow much (?:money )?(?:do(?:es)?|did|will|has|have|is|was)\b.*\b(?:spen[dt]|pay|paid)\b", re.I
)
_COUNTS_OTHERS = re.compile(
    rf"\b{_FIGURE}{_SCALE} (?:(?!(?:per|of|on|in|for|to|by)\b)[\w-]+ ){{0,2}}?(?!{_COINS}\b|years?\b)[a-z-]{{3,}}s\b"
)
_SHARE_ASKED = re.compile(
    r"\b(?:what|which) (?:is |was |are |were )?(?:the )?(?:total )?"
    r"(?:percentage|percent|per cent|share|proportion)\b(?! group)",
    re.I,
)
_PER_CENT = re.compile(rf"\b{_FIGURE} ?(?:%|per ?cent\b|percentage points?\b)|\b{NUMBER_WORD} per ?cent\b", re.I)
# "14 per cent of cases, yet a third of the deaths"; "52 per cent for Tolmira, 27 for Kestria": told without the unit.
_FRACTION = re.compile(
    r"\b(?:half|(?:a|one|two|three) (?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b", re.I
)
_NO_UNIT = re.compile(
    rf"{_FIGURE}{_SCALE}(?= ?(?:[,.;:)]|$)"
    r"| (?:and|but|for|from|of|at|in|per(?! ?cent)|with|under|which|while|because|against|\w+ed)\b)"
)
_IS_YEAR = r"(?:1[5-9]|20|21)\d\d"
_YEAR = re.compile(rf"\b{_IS_YEAR}\b")
_UNIT = r"(?: ?(?:%|per ?cent|percentage points?)| ?(?:thousand|million|billion|trillion)\b)*"
_VALUE = rf"(?:{_CODES} ?|[A-Z]{{0,3}}[$€£¥₹] ?)?(?<![\d.,]){_FIGURE}{_UNIT}"
_NO_SUM = re.compile(rf"{_PER_CENT.pattern}|{DATE.pattern}|\b(?:FY ?)?{_IS_YEAR}\b|\d+(?:\.\d+){{2,}}", re.I)
_IN_YEAR = re.compile(rf"(?P<value>{_VALUE})(?: \w+)? (?:in|for|at the end of|by|during) (?P<year>{_IS_YEAR})\b")
_CHANGED = re.compile(
    r"\b(?:fell|fallen|risen|grown|gone|up|down|rose|grew|declined|dropped|cut|raised|reduced|lowered|increased|decreased|went|climbed|slipped|jumped"
    r"|shrank|expanded|surged|sank|improved)\b[^.;]*? from "
    rf"(?P<before>{_VALUE})[^.;]*? to (?P<now>{_VALUE})"
)
_NOW = re.compile(r"^(?:and )?(?:what|how)\b.*\b(?:is|are|does|do|has|have)\b", re.I)
_BEFORE = re.compile(
    r"\b(?:was|were|did|had|before|previous\w*|former\w*|earlier|from|originally|initially|past|last)\b", re.I
)
_BEHIND = re.compile(r" ?%|(?: ?(?:per ?cent|percentage points?| (?:thousand|million|billion|trillion))\b)+", re.I)
_AHEAD = re.compile(rf"(?:(?:\b[A-Z]{{1,3}})?[$€£¥₹]|\b{_CODES}) ?$")
# "Over 15" are not 15: annotators of SQuAD's training articles take such a word with the number 32 of 34 times.
_BOUND = re.compile(r"\b(?:over|more than|less than|fewer than|under|nearly|almost|around|roughly) $", re.I)
_NO_COUNT = re.compile(r"(?:(?:the|of|in|on|at|to|and|or|for)\b\W*)+", re.I)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.I)
_COUNT_ASKED = re.compile(r"\bhow many (?!minutes|hours|seconds)", re.I)
# "A to D" counts nothing: of 433 exact answers to such questions in SQuAD's training articles four are of other words.
_COUNTS = re.compile(
    rf"\d|\ban? |\b(?i:{NUMBER_WORD}|{'|'.join(ORDINALS)}|half|quarter|thirds?|dozens?|scores?|hundreds?|thousands?"
    r"|millions?|billions?|zero|several|many|most|few|some|all|both|no|none|nobody|nothing|single|only|once|twice"
    r"|majority|more|less|couple|pair|multiple|numerous|every|each|any|various)\b|[ivxlc]+$"
)
# "the third edition" where it is asked how many editions there were, or which one it was.
_RANK_ASKED = re.compile(r"\bhow many\b|^(?:and |but )?which\b", re.I)
_IN_TURN = re.compile(rf"(?P<rank>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th)) (?P<of>\w+)", re.I)
_SPACE = re.compile(r"\s")
# How many of what, and what is said of them; counts and the clauses that they stand in.
_COUNTED = re.compile(
    r"\bhow many (?:(?:[\w-]+ ){1,3}?|(?=[a-z]+ed\W*$))(?:(?:are|were|is|was|have|has|had|will be) )?"
    r"(?:(?:been|still|now|currently|(?P<not>not)) )*"
    r"(?P<said>(?!(?:are|were|is|was|have|has|had|do|does|did|will|can|would|could|of|in|there)\b)[\w-]+)\W*$",
    re.I,
)
_COUNT = re.compile(rf"(?<![\d.,:-])(?:{_FIGURE}(?![\d:-]| ?%| per ?cent)|\b{NUMBER_WORD}\b)", re.I)
# "Two are missing", of the same as before; "95 volunteers are" are others.
_OF_THE_SAME = re.compile(r" (?:of (?:them|these|those) |others? |more )?(?:are|were|is|was|have|has|had|remain\w*)\b")
_COUNT_CLAUSE = re.compile(r"[,;]? and |; |, (?:(?:while|but|which|with|of which) )?")
# "Of 1,240 anchors we have tested 310": the whole is no count of what is said of a part.
_NOT = re.compile(r"\bnot\b|\bnever\b|n['’]t\b", re.I)
_APPOSITION = re.compile(r", an? [^,;.]+,(?= [a-z])")
_WHOLE = re.compile(rf"Of (?:the |its |their |all )?{_FIGURE} (?:[\w-]+ )??[\w-]+")
# "The Greens won 44 seats, the Liberals 31.": a name with its number right behind.
_OWN = re.compile(rf"(?P<name>(?:{UPPER}[\w’'-]* )+)(?P<own>{_FIGURE}{_SCALE})(?![.,]\d)(?= ?(?:[,.;)]|and\b|$))")
# "A train emits 14 grams, a flight 154 grams.": what is counted with it stands behind both.
_OWN_WITH_UNIT = re.compile(
    rf"(?:, | and )(?:an? |the )(?P<name>[a-z][\w-]*) (?P<own>{_FIGURE}(?: [a-z]+)?)(?=[,.;]|$)"
)
_AGAINST = re.compile(r"[^.;]{0,40}?\b(?:against|compared (?:with|to)|versus|vs\.?|and|but|while|or)\b", re.I)
# "19 euros, against 42 euros under option C": whose value it is stands behind it.
_UNDER = r" (?:under|in|with|for|at|from|on) (?:the )?"


def figure_meant(question: str, sentence: str, answer: Span) -> Span | None:
    """Return the figure that a question means, of several that a sentence has; None where the marked one is none.

    Args:
        question: the stand-alone question.
        sentence: holds the answer.
        answer: what the network marks, as offsets into the sentence.
    """
    sentence = _SPACE.sub(" ", sentence)  # lines may be broken anywhere
    if kind_of(question) is Kind.WHEN:
        return time_meant(question, sentence, answer)
    if sentence[answer.end - 1].isdigit() and (unit := _BEHIND.match(sentence, answer.end)) is not None:
        answer = Span(answer.start, unit.end())
    if sentence[answer.start].isdigit() and (coin := _AHEAD.search(sentence, 0, answer.start)) is not None:
        answer = Span(coin.start(), answer.end)
    if _COUNT_ASKED.search(question) is not None and (
        _NO_COUNT.fullmatch(sentence, answer.start, answer.end) is not None
        or any(within(answer, Span(*one.span())) for one in CLOCK.finditer(sentence))
    ):
        return None
    if _COUNT_ASKED.search(question) is not None and _COUNTS.search(sentence[answer.start : answer.end]) is None:
        return None
    answer = _rank_alone(question, sentence, answer)
    answer = _of_its_name(question, sentence, _of_its_clause(question, sentence, answer))
    for asked, told in ((_SHARE_ASKED, _PER_CENT), (_MONEY_ASKED, _MONEY)):
        if asked.search(question) is not None:
            is_fraction = told is _PER_CENT and _FRACTION.search(sentence[answer.start : answer.end]) is not None
            return _with_bound(question, sentence, answer if is_fraction else _only(told, sentence, answer))
    return _with_bound(question, sentence, _of_its_time(question, sentence, answer))


def leaves_cost(question: str, sentence: str) -> bool:
    """Return whether a question for what something costs is met with a sentence that surely tells no cost.

    A budget is told by a figure that is no share, day or year.
    """
    if _BUDGET_ASKED.search(question) is not None and re.search(r"\d", _NO_SUM.sub(" ", sentence)) is None:
        return True
    if _SPENT_ASKED.search(question) is not None and "|" not in sentence and _MONEY.search(sentence) is None:
        return _TELLS_COST.search(_COUNTS_OTHERS.sub(" ", sentence)) is None
    return _COST_ASKED.search(question) is not None and _TELLS_COST.search(sentence) is None


def _only(told: re.Pattern[str], sentence: str, answer: Span) -> Span:
    """Return the one place in a sentence that is of the form asked for, unless the answer holds such a one.

    Or is a figure behind that place, which has its unit.
    """
    if told.search(sentence[answer.start : answer.end]) is not None:
        return answer
    found = [Span(*one.span()) for one in told.finditer(sentence)]
    around = [one for one in found if within(answer, one)]
    if around or len(found) != 1:
        return answer
    is_elliptic = found[0].end <= answer.start and _NO_UNIT.match(sentence, answer.start) is not None
    return answer if is_elliptic else found[0]


def _with_bound(question: str, sentence: str, answer: Span) -> Span:
    """Return "over 15" for "15", where it is asked how many or how much there is."""
    if _HOW_MANY.search(question) is None or re.match(rf"{_VALUE}|{NUMBER_WORD}\b", sentence[answer.start :]) is None:
        return answer
    bound = _BOUND.search(sentence, 0, answer.start)
    return answer if bound is None else Span(bound.start(), answer.end)


def _of_its_clause(question: str, sentence: str, answer: Span) -> Span:
    """Return "two" of "four people have died and two are missing" where it is asked how many are missing.

    And "31" of "Of 90 anchors we have tested 31; 4 failed.", where it is asked how many have been tested.
    """
    asked = _COUNTED.search(question)
    if asked is None:
        return answer
    said = {stem(word.text) for word in content_words(asked["said"])}
    # "One, an infant of seven months, died" counts one.
    sentence = _APPOSITION.sub(lambda aside: " " * len(aside[0]), sentence)
    whole = _WHOLE.match(sentence)
    clauses, start = [] if whole is None else [Span(*whole.span())], 0 if whole is None else whole.end()
    for end in [*_COUNT_CLAUSE.finditer(sentence, start), None]:
        clauses.append(Span(start, len(sentence) if end is None else end.start()))
        start = len(sentence) if end is None else end.end()
    told = [one for one in clauses if said & stems(sentence[one.start : one.end])]
    told = [one for one in told if asked["not"] is None or _NOT.search(sentence, one.start, one.end)] or told
    if len(told) != 1 or within(answer, told[0]) or not any(within(answer, one) for one in clauses):
        return answer
    counts = [Span(*one.span()) for one in _COUNT.finditer(sentence, told[0].start, told[0].end)]
    if len(counts) != 1:
        return answer
    before, after = sentence[told[0].start : counts[0].start].split(), sentence[counts[0].end : told[0].end].split()
    beside = said & stems(" ".join((*(before[-1:] if whole else ()), *after[:1])))
    return counts[0] if beside or _OF_THE_SAME.match(sentence, counts[0].end) else answer


def _of_its_name(question: str, sentence: str, answer: Span) -> Span:
    """Return "31" of "The Greens won 44 seats, the Liberals 31." where it is asked how many the Liberals won.

    And "154 grams" of "A train emits 14 grams, a flight 154 grams." where it is asked how much a flight emits.
    """
    if _HOW_MANY.search(question) is None:
        return answer
    own = [
        Span(*one.span("own"))
        for one in (*_OWN.finditer(sentence), *_OWN_WITH_UNIT.finditer(sentence))
        if DATE.search(one[0]) is None and re.search(rf"\b{re.escape(one['name'].strip())}(?!\w)", question) is not None
    ]
    return own[0] if len(own) == 1 else _of_its_case(question, sentence, answer)


def _of_its_case(question: str, sentence: str, answer: Span) -> Span:
    """Return "42 euros" of "19 euros, against 42 euros under option C", where it is asked how much it is under C."""
    case = re.search(rf"{_UNDER}(?P<what>[^?]+?)\W*$", question, re.I)
    if case is None:
        return answer
    value = rf"{_VALUE}(?: [a-z]+)?"
    of_case = re.compile(rf"(?P<value>{value}){_UNDER}{re.escape(case['what'])}\b", re.I)
    told = [Span(*one.span("value")) for one in of_case.finditer(sentence)]
    if len(told) != 1 or within(answer, told[0]) or within(told[0], answer):
        return answer
    is_beside = _AGAINST.match(sentence[answer.end : told[0].start]) is not None
    return told[0] if is_beside and re.match(value, sentence[answer.start :]) else answer


def _of_its_time(question: str, sentence: str, answer: Span) -> Span:
    """Return the value of the year asked for, or what it is now, where the marked one is another time's."""
    if (changed := _CHANGED.search(sentence)) is not None and changed.start("before") <= answer.start < changed.end():
        before, now = (Span(*changed.span(name)) for name in ("before", "now"))
        asked = set(_YEAR.findall(question))
        was = set(_YEAR.findall(sentence[before.end : now.start]))
        since = set(_YEAR.findall(sentence[now.end :]))
        if OF_BEFORE.search(question) is not None or (asked & was and not asked & since):
            return before
        if answer.start < now.start < answer.end or (asked & since and not asked & was):
            return now
    years = set(_YEAR.findall(question))
    told = {one["year"]: Span(*one.span("value")) for one in _IN_YEAR.finditer(sentence)}
    marked = next((year for year, value in told.items() if value.start <= answer.start < value.end), None)
    if len(years) == 1 and marked not in years and (marked is not None or len(_YEAR.findall(sentence)) > 1):
        return told.get(years.pop(), answer)
    if years or _NOW.search(question) is None or _BEFORE.search(question) is not None:
        return answer
    changed = _CHANGED.search(sentence)
    if changed is None or not changed.start("before") <= answer.start < changed.end("before"):
        return answer
    return Span(*changed.span("now"))


def _rank_alone(question: str, sentence: str, answer: Span) -> Span:
    """Return "third" of "third edition", where it is asked how many editions there are, or which it was."""
    if _RANK_ASKED.search(question) is None:
        return answer
    told = _IN_TURN.fullmatch(sentence, answer.start, answer.end)
    return Span(*told.span("rank")) if told is not None and stem(told["of"]) in stems(question) else answer
