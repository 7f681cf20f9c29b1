"""What surely does not answer: a text without what a question can only be answered with.

Broad patterns: they leave whatever may tell a number, a time or an author, and part only with what cannot.
"""

from __future__ import annotations

import re

from assistant.entities.lexicon import ORGANISATION
from assistant.exact.figures import leaves_cost
from assistant.forms.posed import label_of
from assistant.forms.speakers import speaker
from assistant.language.abbreviations import leaves_short
from assistant.language.answer_kind import CITY_ASKED, FULL_DATE, NUMBER_WORD, RUN, WHICH
from assistant.language.countries import country_names
from assistant.language.unset import unset
from assistant.language.wording import FUNCTION_WORDS, ORDINALS, content_words, stem, stems, tokens
from assistant.questions.common_subject import EVENT_STEMS, SIDE_EVENT_STEMS
from assistant.silence.no_holder import tells_no_holder
from assistant.silence.no_life import tells_nothing_of_a_life
from assistant.silence.no_place import is_no_place
from assistant.silence.no_time import is_of_another_year, tells_no_time
from assistant.silence.opposites import says_the_opposite

# What only a number answers, in figures or in words; "how long" and "how much" are answered in other ways too.
_COUNTS = re.compile(
    r"\bhow (?:many|much (?:money|funding|cash))\b"
    r"|\bhow much (?:is|was|were|are|do|does|did|will)\b(?!.*\w(?:ed|ing)\b)|"
    + WHICH
    + r"(?:total )?(?:number|percentage|percent|share|population)\b(?! group)"
    r"|\b(?:what|which) (?:is|was|were|are) (?:[\w’'-]+ ){0,5}?"
    r"(?:rate|ratio|score|size|length|height|speed|distance|weight|depth|temperature|salary)s?"
    r"(?: targets?| goals?| baseline)?(?= (?:of|for|in|at|by|on|to|between|during|per)\b|\W*$)",
    re.I,
)
_YEAR = re.compile(
    r"\b((?:by|in|since|until|between|and|through) (?:the end of )?)?((?:19|20)\d\d)\b(?! (?:[a-z]+s|people)\b)", re.I
)
_QUANTITY = re.compile(
    rf"\d|½|\b(?:{NUMBER_WORD}|millions?|billions?|trillions?|none|no|single|several|few|many|most|all|majority|once|twice"
    r"|double|triple|both|pair|couple|halves|thirds|third of|quarters?)\b"
    r"|\b(?:an?|one|the) (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
    re.I,
)
# "both quality and speed" counts nothing.
_BOTH_AND = re.compile(r"\bboth (?=[^,;]{1,60}\band\b)", re.I)
# "Goal 3.4.1", "KPI 2", "page 7": the number of a part counts nothing.
_PART_NUMBER = re.compile(
    r"\b(?:goals?|objectives?|strategy|strategies|KPIs?|tables?|figures?|sections?|pages?|chapters?|annex(?:es)?|parts?)"
    r" \d+(?:\.\d+)*\b|(?<![\d.])\d+(?:\.\d+){2,}(?!\.?\d)",
    re.I,
)
# A part of a whole, and how it is told.
_SHARES = re.compile(WHICH + r"(?:total )?(?:percentage|percent|share|proportion|fraction)\b(?! group)", re.I)
_SHARE = re.compile(
    r"[%½]|per ?cent|\b(?:share|proportion|fraction|half|halves|quarters?|majority|minority|most|all|none"
    r"|no(?! (?:more|less|fewer|later|longer|other) )|out of)\b"
    rf"|\b(?:{NUMBER_WORD}|\d+) (?:[a-z]+ )?(?:in|of|to) (?:every )?(?:{NUMBER_WORD}|\d{{1,3}})\b"
    rf"|\b(?:of|in) every (?:{NUMBER_WORD}|\d{{1,3}})\b|\d to \d"
    r"|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?\b",
    re.I,
)
_AUTHOR_ASKED = re.compile(
    r"\bwho (?:\w+ )?(?:wrote|authored|drafted|compiled)\b|\bwho (?:is|was|were|are) the authors?\b", re.I
)
_AUTHOR = re.compile(
    r"\b(?:wr(?:ite|ites|iting|ote|itten)|writers?|author\w*|draft\w*|compil\w*|compos\w*|penn?(?:ed|s)|by|from|publish\w*"
    r"|books?|novels?|essays?|articles?|letters?|poems?|songs?|lyrics|treatise|argu\w*|propos\w*|signed|edit\w*|prepared"
    r"|text|paper|study)\b|['’]s\b",
    re.I,
)
# What is measured counts nothing else: "lorries over 18 tonnes" are not 18.
_HOW_MANY = re.compile(r"\bhow many (?=[a-z])", re.I)
_MEASURED = re.compile(
    r"(?:[$€£¥₹] ?)?\b\d[\d.,]* ?(?:(?:thousand|million|billion|trillion|square|cubic) )?"
    r"(?P<unit>ton(?:ne)?s?|(?:kilo|centi|milli)?met(?:re|er)s?|km|miles?|feet|hectares?|acres?|kilograms?|kg"
    r"|lit(?:re|er)s?|degrees?|(?:mega|giga|kilo)watts?|[MGk]W|euros?|dollars?|pounds?|crowns?|francs?|yen|rupees?"
    r"|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.I,
)
# As a question may call what a text measures.
_SHORT_UNITS = {"kilometres": "km", "kilometers": "km", "kilograms": "kg", "km": "kilomet", "kg": "kilogram"}
_HOW_OFTEN = re.compile(r"^how (?:often|many times|frequently)\b", re.I)
_FREQUENCY = re.compile(
    rf"\d|\b(?:{NUMBER_WORD}|{'|'.join(ORDINALS)}|once(?! more)|twice|thrice|times?|every|each|per|annual\w*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|biennial\w*|yearly|monthly|(?:bi)?weekly|daily|nightly|hourly|quarterly|regular\w*|frequen\w*"
    r"|often|always|usual\w*|seldom|rare\w*|sometimes|occasion\w*|never|several|many|few|multiple|repeated\w*|constant\w*|most\w*|common\w*|general\w*"
    r"|typical\w*|normal\w*|period\w*)\b",
    re.I,
)
# Which agency: one has a name. In SQuAD's training articles one of 179 answers to such a question has none.
_NAMED_ASKED = re.compile(
    r"(?:and |but )?(?:which|what) (?!(?:type|kind|sort)s? of )"
    r"(?!(?:did|does|do|is|are|was|were|has|have|will|would|can) )(?:[\w-]+ ){0,2}?(?:agency|company|firm"
    r"|organi[sz]ation|ministry|department|institution|institute|university|country|nation|city|town|bank|commission|committee|party"
    r"|airline|newspaper|team) (?!of\b)\w+",
    re.I,
)
# Which countries: "the two countries" and "each side" name none.
_COUNTRIES_ASKED = re.compile(r"^(?:which|what) (?:(?:two|three|four|five|other|\d+) )?(?:countries|nations)\b", re.I)
# "It does not say when …" is a question left open.
_LEFT_OPEN = re.compile(
    r"\b(?:not|n['’]t|never|neither|nor|without|yet to|remains?)\b(?: [\w’']+){0,6}?"
    r" (?:sa(?:y|id|ys|ying)|stat(?:es?|ed|ing)|tell|told|telling|specif(?:y|ied|ying)|giv(?:e|en|es|ing)"
    r"|mention(?:ed|ing)?|nam(?:e|ed|ing)|disclos(?:e|ed|ing)|indicated?|reveal(?:ed)?|clear|known?|decided?"
    r"|determined?|settled?|open)"
    r" (?:exactly |precisely |yet )?$",
    re.I,
)
_BEGINS_OPEN = re.compile(r"(?:when|where|who|whom|whose|which|what|why|how|whether)\b", re.I)

# What somebody said is told with a word for that, a quotation or the speaker's label.
_SAID_ASKED = re.compile(
    r"what (?:did|does|has|have) (?P<who>.+?) (?:say|said|state|stated|announced?|declared?|comment)\W*$", re.I
)
_SAID = re.compile(
    r"\b(?:sa(?:y|id|ys|ying)|stat(?:ed?|es|ing)|emphasi\w+|stress\w*|not(?:ed|es|ing)|underlin\w+|announc\w+"
    r"|add(?:ed|s)|told|tells?|declar\w+|argu\w+|according|call(?:ed|s)|welcom\w+|re-?(?:affirm|iterat)\w*|affirm\w*"
    r"|confirm\w*|claim\w*|wr(?:ote|ites?)|believ\w+|comment\w*|report\w*|suggest\w*|warn\w*|point(?:ed|s) out"
    r"|explain\w*|describ\w*|promis\w*|demand\w*|insist\w*|express\w*|agree\w*|respond\w*|repl(?:y|ied)|mention\w*"
    r"|remark\w*|assert\w*|propos\w*|conclu\w*|ask\w*|thank\w*|recall\w*|acknowledg\w*|recommend\w*"
    r"|urg(?:ed|es|ing))\b(?!:)|[\"“”]",
    re.I,
)
# What is written says by being quoted: "By the Convention of Lisse the strait is open to all."
_WRITTEN = re.compile(
    r"\b(?:convention|treaty|agreement|accord|charter|act|law|bill|article|section|clause|paragraph|resolution|report"
    r"|letter|memo|note|paper|plan|contract|statute|rules?|code|declaration|statement)s?\b",
    re.I,
)

# Where somebody is reached has its own form.
_ADDRESSES = (
    (re.compile(r"\b(?:(?:tele)?phone|mobile|fax) number\b", re.I), re.compile(r"\d[\d ()/.-]{4,}\d")),
    (re.compile(r"\be-?mail address\b", re.I), re.compile(r"\S@\S|\bat\b")),
)
# A capital is called one, where a text tells which it is.
_CAPITAL_ASKED = re.compile(r"(?:and |but )?(?:what|which)(?: city| town)? (?:is|was) the capital(?: city)? of\b", re.I)
_CAPITAL = re.compile(r"\b(?:capitals?|seat of government)\b", re.I)
# "Twelve trains a day" does not tell how long one takes.
_HOW_LONG = re.compile(r"\bhow long\b", re.I)
_EACH = re.compile(r"(?:an?|per|each|every) (?:hour|day|week|month|quarter|year)", re.I)
_SO_MANY = re.compile(rf"(?:\d|\b{NUMBER_WORD}) (?:[\w-]+ )?\w+s $", re.I)
_PRONOUNS = frozenset("he she they we i".split())
# "USSR"
_LONGEST_COUNTRY_IN_CAPITALS = 4
# "Japan" begins "Japanese".
_NAME_BEGINS = 4
# What does one have, and what is there, is counted and is no 85 percent; "how many have left" may be told as a share.
_COUNTED = re.compile(r"\bhow many (?!per ?cent|of\b)(?:[\w-]+ ){1,4}?(?:do(?:es)?|did|(?:are|were) there)\b", re.I)
_SHARE_TOLD = re.compile(r"^\D*[\d.,]+ ?(?:%|per ?cent\b)", re.I)
# "mission-driven data management" is no mission.
_HEAD_ASKED = re.compile(r"\b(?:what|which) (?:is|was|are|were) (?:the|its|their) (?P<head>\w+)\b", re.I)
_ORGANISATION = re.compile(rf"\b{ORGANISATION}\b")


_WHICH_ONES = re.compile(r"(?:which|what|how many) [a-z]", re.I)


def cannot_answer(question: str, text: str, answer: str) -> bool:
    """Return whether a sentence surely does not tell what is asked, as one without a number where one is asked for.

    In SQuAD's training articles no question of these kinds is answered so (483 of the one, 41 of the other; of 33 that
    ask for a share one is answered without one, of 711 that ask for a time four are, of 44 that ask "how long" and 11
    that ask for an author none, where 39, 47 and 57 of 100 other sentences have nothing of the kind; of 27 that ask how
    much something is, does or costs none, of 437 that ask how many one and of 22 that ask how often none).
    For places see `no_place`, for times `no_time`, for who holds an office `no_holder`.

    Args:
        question: the stand-alone question.
        text: the sentence.
        answer: what of it is taken for the exact answer.
    """
    if unset(question, text) is not None:
        return False
    if (
        leaves_short(question, text)
        or lacks_number(question, text)
        or tells_no_time(question, text)
        or (_HOW_OFTEN.search(question) is not None and not _tells_how_often(text, answer))
        or leaves_cost(question, text)
        or is_of_another_year(question, text, answer)
    ):
        return True
    if (says := _SAID_ASKED.match(question)) is not None and not _says(says["who"], text):
        return True
    if _AUTHOR_ASKED.search(question) is not None and _AUTHOR.search(text) is None:
        return True
    if tells_no_holder(question, text, answer) or is_no_place(question, text, answer):
        return True
    if _COUNTED.search(question) is not None and _SHARE_TOLD.search(answer) is not None:
        return True
    if _HOW_MANY.search(question) is not None and _measures_something_else(question, answer):
        return True
    if _NAMED_ASKED.match(question) is not None and _names_nothing_else(question, text):
        return True
    if _COUNTRIES_ASKED.match(question) is not None and _names_no_country(text) and not _may_be_country(answer):
        return True
    if _is_left_open(text, answer) or says_the_opposite(question, text) or tells_nothing_of_a_life(question, text):
        return True
    if _CAPITAL_ASKED.match(question) is not None and _CAPITAL.search(text) is None:
        return True
    if _HOW_LONG.search(question) is not None and _is_a_frequency(text, answer):
        return True
    if any(asks.search(question) is not None and tells.search(text) is None for asks, tells in _ADDRESSES):
        return True
    if _of_a_compound(question, text, answer):
        return True
    if CITY_ASKED.search(question) is None:
        return False
    return answer in country_names() or _ORGANISATION.search(answer) is not None


def is_of_a_side_event(question: str, heading: str, text: str) -> bool:
    """Return whether a question is about an event, and a text stands below the heading of one that went with it.

    Or behind its label: "Site visit: Tsukuba Space Center".

    Below "Site visit" nothing tells who attended the dialogue, unless it names the dialogue. "Which companies" attended
    may well be told there: what is asked for is named itself.

    Args:
        question: the stand-alone question.
        heading: right above the text, "" for none.
        text: the sentence.
    """
    asked = stems(question)
    if _WHICH_ONES.match(question) or asked.isdisjoint(EVENT_STEMS) or not asked.isdisjoint(SIDE_EVENT_STEMS):
        return False
    above = stems(label_of(text) or heading)
    return not above.isdisjoint(SIDE_EVENT_STEMS) and EVENT_STEMS.isdisjoint(above | stems(text))


def _of_a_compound(question: str, text: str, answer: str) -> bool:
    """Return whether an answer is what a part of another word is followed by: "mission-driven data" is no mission."""
    asked = _HEAD_ASKED.search(question)
    if asked is None or not answer:
        return False
    head = re.escape(asked["head"])
    return re.search(rf"\b{head}-{re.escape(answer)}", text, re.I) is not None or (
        re.match(rf"{head}-\w", answer, re.I) is not None
    )


def _tells_how_often(text: str, answer: str) -> bool:
    """Return whether an answer, or a text where there is none, tells how often something is; "once more" does not."""
    begin = max(text.find(answer), 0)
    end = begin + len(answer) if answer else len(text)
    dates = [date.span() for date in FULL_DATE.finditer(text)]
    return any(
        begin <= found.start() < end and not any(start <= found.start() < stop for start, stop in dates)
        for found in _FREQUENCY.finditer(text)
    )


def _is_a_frequency(text: str, answer: str) -> bool:
    return _EACH.fullmatch(answer) is not None and _SO_MANY.search(text[: text.find(answer)]) is not None


def _says(who: str, text: str) -> bool:
    """Return whether a text may tell what somebody says: it names or means them, and has a word for saying."""
    said = [word.lower[:_NAME_BEGINS] for word in content_words(who)]
    told = [token.lower for token in tokens(text)]
    is_meant = not said or any(word.startswith(tuple(said)) or word in _PRONOUNS for word in told)
    is_written = _WRITTEN.search(who) is not None
    return is_meant and (is_written or _SAID.search(text) is not None or speaker(text) is not None)


def _measures_something_else(question: str, answer: str) -> bool:
    """Return whether an answer begins with so many tonnes, say, where it is not asked how many tonnes."""
    measured = _MEASURED.match(answer)
    if measured is None:
        return False
    unit = measured["unit"].lower()
    return all(name not in question.lower() for name in (unit.rstrip("s"), _SHORT_UNITS.get(unit, unit)))


def _names_nothing_else(question: str, text: str) -> bool:
    """Return whether a text has no name but those of the question; its first word may be one, if it is no small one."""
    asked = stems(question)
    words = tokens(text)
    names = [word for word in words[1:] if word.is_name] + [
        word for word in words[:1] if word.lower not in FUNCTION_WORDS
    ]
    return all(stem(word.text) in asked for word in names)


def _names_no_country(text: str) -> bool:
    """Return whether a text has no country's name, adjectives not counted."""
    return country_names().isdisjoint(run[0] for run in RUN.finditer(text))


def _may_be_country(answer: str) -> bool:
    """Return whether an answer has the form of a country's name: no plain word, and no organisation's short name."""
    is_short_name = answer.isupper() and len(answer) > _LONGEST_COUNTRY_IN_CAPITALS
    return answer[:1].isupper() and not is_short_name and _ORGANISATION.search(answer) is None


def _is_left_open(text: str, answer: str) -> bool:
    """Return whether an answer is what a text says that it does not tell."""
    if _BEGINS_OPEN.match(answer) is None:
        return False
    return _LEFT_OPEN.search(text[: text.find(answer)]) is not None


def lacks_number(question: str, text: str) -> bool:
    """Return whether a question that only a number can answer is met with a text without any, dates not counted.

    Nor is a year that the question names or that stands behind "in" or "by".

    Nor what measures ("18 tonnes") where something else is counted. A share needs one ("12 %", "half", "one in five"),
    but in the row of a table, where the column may say so.
    """
    if _HOW_MANY.search(question) is not None and "|" not in text:
        asked = question.lower()
        text = _MEASURED.sub(lambda one: one[0] if one["unit"].lower().rstrip("s") in asked else " ", text)
    undated = _BOTH_AND.sub("", FULL_DATE.sub(" ", _PART_NUMBER.sub(" ", text)))
    undated = _YEAR.sub(lambda year: " " if year[1] or year[2] in question else year[0], undated)
    if _SHARES.search(question) is not None and "|" not in text:
        return _SHARE.search(undated) is None
    return _COUNTS.search(question) is not None and _QUANTITY.search(undated) is None
