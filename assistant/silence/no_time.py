"""What tells no time, where a question asks for one, and no length, where it asks how long."""

from __future__ import annotations

import re

from assistant.forms.posed import label_of
from assistant.language.answer_kind import CLOCK, FULL_DATE, NUMBER_WORD, RUN, WHICH, Kind, kind_of
from assistant.language.kindred import common
from assistant.language.wording import content_words, stem, stems

# One that happened or will: "when do they …?" may ask for a condition, and any text may tell one.
_TIME_ASKED = re.compile(
    r"^when\b(?! (?:do|does|can|could|would|should|may|might|must)\b)(?!.*,)"
    r"|\bwhen(?= (?:exactly|did|was|were|is|will)\b|\W*$)|"
    + WHICH
    + r"(?:\w+ )?(?:date|day|year|month|century|decade)\b",
    re.I,
)
# What tells a time in any way: "2025", "on Monday", "after the war", "in the spring", "once it is signed".
_TIME = re.compile(
    r"\d|\b(?:after\w*|before|during|whenever|when|since|until|till|once|while|upon|following|throughout"
    r"|centur(?:y|ies)|millenni(?:um|a)|epochs?|eras?|years?|decades?|months?|weeks?|days?|tonight|nights?|mornings?"
    r"|evenings?|noon|midnight|hours?|minutes?"
    r"|summer|winter|spring|autumn|fall|seasons?|ages?|periods?|times?|today|tomorrow|yesterday|now|currently|recently"
    r"|annually|quarter(?:ly)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|easter|christmas|ramadan|late|early|ago|earlier|later"
    r"|soon|immediately|never|birth|death|reign)\b",
    re.I,
)
# "The day after the dialogue" is neither the day before it nor its own.
_UNIT = r"(?P<unit>day|night|evening|morning)"
_UNIT_AFTER = re.compile(rf"\b(?:the|one|a|an) {_UNIT} (?:after|following)\b", re.I)
_UNIT_BEFORE = re.compile(rf"\b(?:the|one|a|an) {_UNIT} (?:before|prior to|preceding|ahead of)\b", re.I)
_TOLD_AFTER = r"\b{0}s? (?:after|following|later|that followed)\b|\b(?:next|following|subsequent|ensuing) {0}\b"
_TOLD_BEFORE = r"\b{0}s? (?:before|prior|preceding|earlier|ahead)\b|\b(?:previous|preceding|prior) {0}\b|\beve of\b"
_WAS_HELD = re.compile(
    r"^(?:when|where|(?:on |in |at )?(?:what|which) (?:day|date|year|time|city|place|room|building)) (?:was|were|did) "
    r"(?!.*\b(?:next|following|subsequent)\b).*\b(?:held|take place|meet|happen|finish|end|begin|start)\b",
    re.I,
)
_WILL_BE_HELD = re.compile(
    r"\bnext (?:meeting|session|round|edition|dialogue|hearing)\b(?!.*\b(?:was|were)\b)"
    r"|\b(?:will|is to|are to) (?:next )?(?:be held|take place|meet|convene)\b(?!.*\b(?:was|were) held\b)",
    re.I,
)
_WILL_BE = re.compile(r"when (?:will|shall|(?:is|are) .+ (?:due|expected|planned|scheduled|to) )", re.I)
_LATELY = re.compile(r"\b(?:yesterday|ago|last (?:night|week|month|year)|earlier today)\b", re.I)
# What was done yesterday does not tell when a tunnel was built, or a league founded.
_WHEN_MADE = re.compile(
    r"when (?:was|were) .*\b(?:built|constructed|founded|established|created|invented|born)\b", re.I
)
_JUST_NOW = re.compile(r"\b(?:yesterday|today|tonight|last night|this (?:morning|afternoon|evening))\b", re.I)
_MADE = re.compile(
    r"\b(?:buil[dt]|construct|found|establish|creat|invent|born|birth|start|beg[ai]n|open|launch|laid|inaugurat|made)",
    re.I,
)
# "We expect to finish the tests by 28 October" does not tell when the tunnel will reopen.
_BEGINNING = re.compile(r"\b(?:re-?)?(?:open|start|begin|beg[au]n|launch|resum|operat|service|ready)\w*", re.I)
_WILL_BEGIN = re.compile(r"when (?:will|does|do|is|are) [^?]*?\b(?:(?:re-?)?open|start|begin|launch|resume)\b", re.I)
_FINISHED = re.compile(r"\b(?:finish|complete|conclude)(?:s|es|d|ed)? (?:the|its|their|our|all) (?P<what>\w+)", re.I)
_TO_COME = re.compile(
    r"\b(?:will|shall|expect\w*|plan\w*|due|next|from|until|by|to|scheduled?|tomorrow|may|could|would|soon)\b", re.I
)
_HOW_LONG = re.compile(r"\bhow long\b", re.I)
# "At what time …?", and the words that tell one.
_CLOCK_ASKED = re.compile(
    r"(?:(?:at|by|from|until|around) )?what time (?:do|does|did|is|was|are|were|will|should|must|has|have|had|can)\b",
    re.I,
)
_OF_A_DAY = re.compile(
    rf"{CLOCK.pattern}|\b\d{{1,2}}[.h]\d\d\b|\b\d{{3,4}} ?(?:h|hrs?|hours|GMT|UTC)\b|\b(?:noon|midday|midnight|morning"
    r"|afternoon|evening|night|dawn|dusk|sunrise|sunset|lunch\w*|breakfast|dinner|o['’]?clock|hours?|minutes?|after|when|once"
    r"|until|while|as soon as|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?:[ap]\.?m))\b",
    re.I,
)
# "09:30": when it began, or ended.
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b(?: ?[ap]\.?m\b)?(?! ?(?:%|per|million|billion|percent))", re.I)
_LENGTH = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|generations?|until|till"
    r"|long(?![ -]term)|since|last(?:s|ed|ing)?|(?:for)?ever|permanent\w*|from|miles?|feet|\w*met(?:re|er)s?|km"
    r"|pages?|words|chapters|volumes)\b",
    re.I,
)
_NUMBER = re.compile(rf"\d|½|\b{NUMBER_WORD}\b", re.I)
# "Ministry of Transport, Velsk, 14 October 2026, 11:00" tells when a document was made, or what its title names was.
_BETWEEN = re.compile(r"(?:\b(?:of|the|for|and|in|at|on)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[\W_])*")
_MADE_OR_HELD = frozenset(
    common(stem(word))
    for word in (
        "hold held take place happen occur meet convene event date day time exact write written prepare publish issue"
        " release draft make give send document brief briefing note report paper memo text file come"
        " public appear minute"
    ).split()
)

# "**Review of the response to the ammonia release, 18 July 2025**" tells of nothing but what it names.
_TITLE_LINE = re.compile(r"\s*(?:#+ |(?P<bold>\*\*))[^*\n]+(?(bold)\*\*)\s*")
# "Stopped on 3 March": the line itself tells what that is the date of, as "**Opened:** 4 November 2021" does.
_HAPPENED = re.compile(r"\W*(?!United\b)(?:(?:First|Last|Re) ?-?)?[A-Z][a-z]+ed\b")

# "Within 20 minutes" bounds what is done, and tells no length of what went on.
_LASTED = re.compile(
    r"\bhow long (?:is|was|were|are)\b(?! it to\b)|\bhow long (?:did|does|do|will)\b.* (?:last|continue)\b", re.I
)
_WITHIN = re.compile(r"\bwithin (?:the )?(?:first |next |last )?(?:\d[\d.,]*|[a-z]+) \w+", re.I)
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")
_YEAR_ASKED = re.compile(rf"\b(?:in|by|for|during|at the end of|until) {_YEAR.pattern}", re.I)
# What stands before the time that a figure is compared with.
_COMPARED = r"\b(?:over|than|compared (?:to|with)|against|relative to|versus|up from|down from)\b"
# What follows a figure in its clause and says when that was so.
_OF_A_YEAR = re.compile(rf"[^,;:.()]*? (?:in|by|during|at the end of) {_YEAR.pattern}")


def tells_no_time(question: str, text: str) -> bool:
    """Return whether a question for a time, or for how long, is met with a text that surely tells none.

    Args:
        question: the stand-alone question; nothing is known of others.
        text: the sentence.
    """
    return (
        _lacks_time(question, text)
        or _lacks_clock(question, text)
        or _lacks_length(question, text)
        or _is_of_another_day(question, text)
        or _is_yet_to_come(question, text)
        or _is_over(question, text)
        or _is_of_these_days(question, text)
        or _is_of_another_step(question, text)
    )


def is_of_the_document(question: str, text: str, above: str) -> bool:
    """Return whether it is asked when something happened, and a text has the date of its document or title alone.

    "Velsk, 14 October 2026" tells when the briefing on a tunnel was, and not when the tunnel was built.

    Args:
        question: the stand-alone question; nothing is known of others than for times.
        text: the sentence or line.
        above: what the document has above it, its title say.
    """
    if kind_of(question) is not Kind.WHEN or FULL_DATE.search(text) is None:
        return False
    rest = RUN.sub(" ", CLOCK.sub(" ", FULL_DATE.sub(" ", text)))
    if "|" in text or (_BETWEEN.fullmatch(rest) is None and _TITLE_LINE.fullmatch(text) is None):
        return False
    happening = _HAPPENED.match(text)
    dates = label_of(text) or (happening[0] if happening is not None else "")
    if not set(map(common, stems(dates))) <= _MADE_OR_HELD:
        return False  # it is the date of something else
    told = set(map(common, stems(f"{above} {text}"))) | _MADE_OR_HELD
    # Who met may stand anywhere in the document; what happened stands where its date is.
    happened = {common(stem(word.text)) for word in content_words(question) if not word.is_name}
    return not happened <= told


def _lacks_time(question: str, text: str) -> bool:
    """Return whether a question for the time of an event is met with a text without any word that tells a time."""
    return _TIME_ASKED.search(question) is not None and _TIME.search(text) is None


def _lacks_clock(question: str, text: str) -> bool:
    """Return whether it is asked at what time something was, and a text tells a day or nothing: no time of a day.

    None of the 3 questions of SQuAD's training articles that ask so is answered so, of 11 other sentences 4 are such.
    """
    return _CLOCK_ASKED.match(question) is not None and _OF_A_DAY.search(text) is None


def _is_of_another_day(question: str, text: str) -> bool:
    """Return whether a question for the day after or before something is met with a text that tells of none such."""
    for asked, told in ((_UNIT_AFTER, _TOLD_AFTER), (_UNIT_BEFORE, _TOLD_BEFORE)):
        if (found := asked.search(question)) is not None:
            return re.search(told.format(found["unit"]), text, re.I) is None
    return False


def _is_yet_to_come(question: str, text: str) -> bool:
    """Return whether it is asked when or where something was held, and a text tells of the next one alone.

    None of 658 questions in SQuAD's training articles that ask when or where something was is answered so.
    """
    return _WAS_HELD.search(question) is not None and _WILL_BE_HELD.search(text) is not None


def _is_over(question: str, text: str) -> bool:
    """Return whether it is asked when something will be, and a text tells only of yesterday or the like."""
    if _WILL_BE.match(question) is None or _LATELY.search(text) is None:
        return False
    return _TO_COME.search(_LATELY.sub(" ", text)) is None


def _is_of_these_days(question: str, text: str) -> bool:
    """Return whether it is asked when something was made, and a text tells what else was done yesterday or today.

    None of the 25 questions of SQuAD's training articles that ask so is answered so.
    """
    if _WHEN_MADE.match(question) is None or _JUST_NOW.search(text) is None or FULL_DATE.search(text) is not None:
        return False
    return _MADE.search(text) is None


def _is_of_another_step(question: str, text: str) -> bool:
    """Return whether it is asked when something will open or begin, and a text tells when other work will be done.

    SQuAD's training articles ask no such question.
    """
    finished = _FINISHED.search(text) if _WILL_BEGIN.match(question) is not None else None
    if finished is None or _BEGINNING.search(text) is not None:
        return False
    return stem(finished["what"]) not in stems(question)


def _lacks_length(question: str, text: str) -> bool:
    """Whether a question "how long" is met with a text that has no number but dates, and no word for a length."""
    if _LASTED.search(question) is not None and _LENGTH.search(_WITHIN.sub(" ", text)) is None:
        return True
    return (
        _HOW_LONG.search(question) is not None
        and _NUMBER.search(undated := _CLOCK.sub(" ", FULL_DATE.sub(" ", text))) is None
        and _LENGTH.search(undated) is None
    )


def _only_compares_with(year: str, text: str, answer: str) -> bool:
    """Return whether a text tells its answer of another year, and only compares it with one.

    "In the first half of 2021 31,720 people died, up 12 percent over the first half of 2020." In SQuAD's training
    articles none of 305 questions with a year is answered so.
    """
    at = text.find(answer)
    before = [found for found in _YEAR.findall(text[:at]) if found != year]
    compared = re.search(rf"{_COMPARED}[^.;,]{{0,40}}?\b{year}\b", text[at:], re.I)
    return bool(before) and compared is not None and text.count(year) == 1


def is_of_another_year(question: str, text: str, answer: str) -> bool:
    """Return whether a question is for one year, and its answer is told of another: "3.1 million were carried in 2024".

    Args:
        question: the stand-alone question.
        text: the sentence; of one that has the year it is known only where it compares another year's figure with it,
            and nothing of the row of a table.
        answer: what of it is taken for the exact answer.
    """
    asked = set(_YEAR.findall(question))
    if len(asked) != 1 or not answer or "|" in text:
        return False
    if not asked.isdisjoint(_YEAR.findall(text)):
        return _only_compares_with(next(iter(asked)), text, answer)
    if _YEAR_ASKED.search(question) is None:
        return False
    told = _OF_A_YEAR.match(text, text.find(answer) + len(answer))
    return told is not None
