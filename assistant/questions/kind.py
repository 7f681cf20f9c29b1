"""What kind of thing is asked, told by the form of the words.

The rules are for English, in order from the most particular to the most general; what none of them knows is a question
of fact, answered by the best-supported sentences. Rules that a question may meet by accident are tied to the whole of
it, from its first word to its last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from assistant.language.answer_kind import kind_of
from assistant.language.phrases import AUXILIARIES, uncontracted
from assistant.language.wording import FUNCTION_WORDS, NUMBERS, tokens
from assistant.language.works import FILE, WORK
from assistant.questions.bare_topic import bare_topic
from assistant.questions.document_phrases import (
    AT_ODDS,
    CATALOGUE,
    DESCRIPTION,
    MENTIONED,
    NUMBERED_PART,
    NUMBERED_PARTS,
    ON_TOPIC,
    PAGE,
    POSITION,
    VALUE,
)
from assistant.questions.mentions import kind_called
from assistant.questions.rewording import reworded


class QuestionKind(Enum):
    """How a question is to be answered."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABILITIES = "abilities"
    CATALOGUE = "catalogue"
    ON_TOPIC = "on topic"
    DESCRIPTION = "description"
    NUMBERED_PART = "numbered part"
    NUMBERED_PARTS = "numbered parts"
    PAGE = "page"
    MENTIONED = "mentioned"
    SUMMARY = "summary"
    COMPARISON = "comparison"
    LIST = "list"
    TOPIC = "topic"
    YES_NO = "yes or no"
    FACT = "fact"

    @property
    def is_small_talk(self) -> bool:
        """Whether the reply says nothing about the documents."""
        return self in (QuestionKind.GREETING, QuestionKind.THANKS, QuestionKind.FAREWELL, QuestionKind.ABILITIES)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, with its kind.

    ``question`` stands alone; it is what is searched for and read. ``topic`` is what the documents are wanted about
    (`ON_TOPIC`), the matter that is named (`TOPIC`), which document is meant (`DESCRIPTION`), the part that is named by
    its number (`NUMBERED_PART`), what the parts or the page are to be of (`NUMBERED_PARTS`, `PAGE`), or what is to be
    summarised or compared, as it was said; "" where nothing was said. ``asks`` says what of a document a `DESCRIPTION`
    is to tell ("author", "day", "title", "length"), how the parts are called ("strategic goals"), the page's number,
    in which documents something is to be `ON_TOPIC` ("the plan"), or in how many lines a `SUMMARY` is wanted.
    """

    kind: QuestionKind
    question: str
    topic: str = ""
    asks: str = ""


_GREETING = r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))"
_WHOM = r"(?: (?:there|all|everyone|everybody|again|assistant|friend|team))*"
_THANKS = r"(?:thanks|thank you|thx|cheers|many thanks)"
_THANKED = r"(?: (?:very much|so much|a lot|again|indeed|for .{1,40}|that .{1,40}))*"
_PRAISE_WORD = r"(?:ok|okay|great|perfect|cool|nice|good|wonderful|excellent|super|brilliant|alright|all right|got it)"
_PRAISE = rf"(?:{_PRAISE_WORD}[ ,.!]*)"
_THIS = r"(?:this|you)"

_SMALL_TALK = (
    (QuestionKind.GREETING, rf"(?:{_GREETING}{_WHOM})?[ ,.!]*(?:how are you(?: doing)?(?: today)?|how do you do)"),
    (QuestionKind.GREETING, rf"{_GREETING}{_WHOM}"),
    (
        QuestionKind.FAREWELL,
        rf"{_PRAISE}*(?:{_THANKS}[ ,.!]*)?(?:(?:good)?bye(?: bye)?|see you(?: \w+)?|good night|farewell)",
    ),
    (QuestionKind.THANKS, rf"{_PRAISE}*{_THANKS}{_THANKED}[ ,.!]*{_PRAISE}?"),
    (QuestionKind.THANKS, rf"{_PRAISE}+|that helps|that was helpful|well done|good job|great job|good answer"),
    (QuestionKind.ABILITIES, r"help(?: me)?|(?:can you|how can you) help(?: me)?|introduce yourself"),
    (QuestionKind.ABILITIES, r"what (?:all )?can you (?:do|help with)(?: for (?:me|us)| here)?"),
    (QuestionKind.ABILITIES, r"(?:who|what) are you(?: (?:good )?for)?|what(?:'s|’s| is) your name|what do you do"),
    (QuestionKind.ABILITIES, rf"how (?:do you|does this) work|how (?:do|can) i use {_THIS}|tell me about yourself"),
    (QuestionKind.ABILITIES, r"what (?:can|should|may) i ask(?: you)?(?: here)?|what are your (?:abilities|skills)"),
    (QuestionKind.ABILITIES, r"what (?:(?:kinds?|sorts?|types?) of )?questions can (?:i ask|you answer)(?: you)?"),
    (
        QuestionKind.ABILITIES,
        r"are you (?:a |an )?(?:human|person|robot|bot|ai|machine|chatbot|language model|llm)",
    ),
)

# What a short summary has.
_FEW_LINES = "3"
_UNIT = r"(?:sentence|line|point|bullet)"
_BRIEF = (
    r"(?:(?:a|an|the|one|general|high-level|rough|executive|one-page|(?P<short>short|brief|quick|concise|one-paragraph)"
    rf"|(?P<lines>\d{{1,2}}|{'|'.join(NUMBERS)})[ -]{_UNIT}s?) )*"
)
_SUM = r"(?:summary|overview|synopsis|recap|gist|digest|tl;?dr)"
# Wanted, one is a summary; "What is the briefing on?" asks for a document.
_TO_WRITE = rf"(?:{_SUM}|briefing|brief|rundown|run-down|outline|sketch)"
_WANT = (
    r"(?:(?:give|write|provide|make|show|get|prepare|draft|produce|send|do)(?: me| us)?|i (?:need|want)|"
    r"(?:can|may) i have)"
)
_KEY = (
    r"(?:key|main|central|most important|essential|principal|major|important) "
    r"(?:points?|messages?|take-?aways?|ideas?|facts|insights?|highlights?)"
)
_OF = r"(?: (?:of|in|from|on|about|for) (?P<topic>.+?))?"
_TELLS = r"(?:say|cover|contain|deal with|talk about|discuss|describe|address|tell (?:me|us))"
# "in one sentence", "in three bullet points", "briefly"
_BRIEFLY = (
    r"(?: (?:(?P<briefly>briefly|shortly|quickly|in (?:short|brief))|(?:in|with|using) (?:just |only |at most |up to )?"
    r"(?:(?P<few>(?:a )?few|short) (?:\w+ )?(?:words|sentences|lines|points|bullets|quotes)"
    r"|(?:several|plain|\w+ hundred|\d+) (?:\w+ )?words|(?:several|plain|"
    rf"(?P<asks>a|\d{{1,2}}|{'|'.join(NUMBERS)})) (?:\w+ )?(?:sentences?|lines?|points?|bullets?|quotes?))))?"
)
_SUMMARY = (
    rf"(?:summari[sz]e|sum up|recap|condense)(?: for (?:me|us))?{_BRIEFLY}",
    rf"(?:summari[sz]e|sum up|recap|condense)(?: for (?:me|us))? (?P<topic>.+?){_BRIEFLY}",
    r"what (?:should|must|do) (?:i|we) (?:need to |have to )?know(?: about (?P<topic>.+))?",
    r"(?:briefly|shortly|quickly) (?P<short>summari[sz]e|sum up|recap)(?: (?P<topic>.+))?",
    rf"{_WANT} {_BRIEF}{_TO_WRITE}{_BRIEFLY}",
    rf"{_WANT} {_BRIEF}{_TO_WRITE}{_OF}{_BRIEFLY}",
    rf"(?:what(?:'s|’s| is) )?{_BRIEF}{_SUM}{_BRIEFLY}",
    rf"(?:what(?:'s|’s| is) )?{_BRIEF}{_SUM}{_OF}{_BRIEFLY}",
    r"(?:(?:what (?:are|were|is)|list|give(?: me| us)?|show(?: me| us)?|name|tell me|highlight) )?(?:all )?"
    rf"(?:(?:the|its|their|some) )?(?:(?P<lines>\d{{1,2}}|{'|'.join(NUMBERS)}) )?(?:\w+ )?{_KEY}{_OF}{_BRIEFLY}",
    rf"(?:give(?: me| us)?|list|name|tell me|what are) (?P<lines>\d{{1,2}}|{'|'.join(NUMBERS)}) (?:\w+ )?"
    rf"(?:facts|things|points)(?: to (?:know|remember))?{_OF}",
    rf"what {_KEY} (?:does|do|did) (?P<topic>.+?) (?:make|contain|raise|have|convey|give)",
    r"what(?:'s|’s| is| are| was| were) (?P<topic>.+?)(?: (?:all|mainly|mostly|primarily|basically|generally))? about",
    rf"what (?:does|do) (?P<topic>(?:the|this|these|that|those|all(?: the)?|my|your) (?:\w+ )*?{FILE}) {_TELLS}"
    r"(?: in (?:short|brief|general|essence|a nutshell))?",
    r"tell me (?:everything |something |more )?about (?P<topic>.+)",
)

_COMPARISON = (
    r"(?:compare|contrast|compare and contrast) (?P<topic>.+)",
    r"(?:what (?:are|is|were|was) )?(?:the )?(?:main |key |major )?(?:differences?|similarit(?:y|ies)|contrasts?)"
    r" (?:between|among|of) (?P<topic>.+)",
    r"(?:how|where|in (?:what|which) (?:ways?|respects?)|what) (?:do|does|did) (?P<topic>.+?)"
    r" (?:differ|disagree|compare|contradict)\b.*",
    r"what (?:differs|differed|is different|has changed|changed) (?:between|in|from|across|among) (?P<topic>.+)",
    r"(?:how|in (?:what|which) ways?) (?:is|are|was|were) (?P<topic>.+?)"
    r" (?:different from|different|unlike|similar to|similar)\b.*",
    r"what (?:do|does|did) (?P<topic>.+?) have in common\b.*",
    rf"(?:is|are|what) (?:there )?(?:any |some )?{AT_ODDS}(?: (?:is|are) there)? (?:between|among|across|in)"
    rf" (?P<topic>(?:(?:the|these|those|both|all|my|our) )+(?:\w+ )*?{WORK}\b.*)",
    rf"how (?:do|does|did) (?P<topic>.+? {POSITION}\b.+?)"
    r" (?:differ|compare) (?:from|to|with) .+",
    rf"(?:do|are) (?P<topic>(?:the|these|those|both|all|any(?: of the)?) (?:\w+ )*?{WORK})"
    r" (?:agree|disagree|differ|contradict|conflict|consistent)\b.*",
    r"(?:how|by how much) (?:do|does|did|has|have) (?P<topic>.+? changed? between .+ and .+)",
    r"what (?:is|was|were) the (?P<topic>changes? in .+? between .+ and .+)",
    rf"how (?:has|have|did) (?:the )?(?P<topic>{VALUE} .+? changed?)(?: over (?:time|the years)| so far)?",
    rf"do (?P<topic>.+? {WORK}\b.*?) (?:both )?(?:give|state|report|have|use|name|quote|cite|mention|set) the same .+",
    r"(?P<topic>.+ (?:versus|vs\.?) .+)",
)

# Whatever the matter is: "How do the documents differ on when it was held?"
_COMPARES = re.compile(
    r"compare|contrast|(?:how|where) (?:do|does|did) \S+ (?:\S+ ){0,5}?(?:differ|disagree)\b"
    r"|how (?:did|has|have) .+ changed?(?: between\b|\W*$)",
    re.I,
)

# Ends in "s" and is no plural.
_NO_PLURAL = r"(?:series|species|news|politics|physics|mathematics|economics|gas|bus|is|was|does|has|always)"
_PLURAL = rf"(?!{_NO_PLURAL}\b)\w+(?<![sui])s"
_WHICH_ONES = (
    r"(?:other|different|specific|main|key|major|important|new|several|particular|two|three|four|five|six|"
    r"\w+(?:ing|al|ic))"
)
_DEALT_WITH = r"(?:discussed|covered|agreed|decided|considered|addressed|reviewed|talked about|on the agenda)"
_DEAL_WITH = r"(?:discuss|cover|agree(?: on| upon)?|decide|address|review|talk about)"
_WANTS = r"(?:recommend|propose|suggest|conclude|advise|ask for|request|demand|require|call for|want|identify)"
# One who was there is seldom all.
_ATTENDED = r"who(?: all)? (?:attended|took part|participated|(?:was|were) (?:present|there|at))\b.*"
_LIST = (
    r"(?:list|name|enumerate) .+",
    r"(?:what|which) (?:are|were) (?:the|some|all|its|their|our|your|his|her)\b.+",
    rf"(?:what|which)(?: {_WHICH_ONES})* {_PLURAL}\b.+",
    rf"what (?:was|were|is) (?:all )?{_DEALT_WITH}\b.*",
    rf"what (?:did|do|does) .+ {_DEAL_WITH}(?: (?:in|at|on|during|about) .+)?",
    r"what (?:do|does|did) .+ (?:say|state|tell us|report) (?:about|on|of) .+",
    rf"what (?:do|does|did) (?:the|this|that|these|those|your|our) (?:\w+ )*?{FILE} {_WANTS}(?: .+)?",
    rf"(?:give|tell|show)(?: me| us)? (?:all |a list of )?(?:the )?(?:\w+ )?{_PLURAL}\b.+",
    r"what do you know about .+",
)

_YES_NO = re.compile(rf"(?:{'|'.join(sorted(AUXILIARIES))})(?:n't|n’t)?\b.+|(?:whether|if|any|anybody|anyone) .+", re.I)
# What is said before the question itself. Without a comma a greeting is one only where a question follows at once.
_ASKING = r"(?:who|whom|whose|what|when|where|which|why|how)"
_GREETED = (
    rf"(?:{_GREETING}{_WHOM}|{_THANKS}(?: very much| so much| a lot| for (?:that|this))?|{_PRAISE_WORD})"
    rf"(?:\s*[,.!]+\s*|\s+[–-]\s+| (?={_ASKING}\b))"
)
_REQUESTED = (
    r"(?:tell|say|explain|list|give|name|show|summari[sz]e|compare|find|describe|provide|write|sum|recap|search)"
)
_BEFORE = re.compile(
    rf"^(?:{_GREETED}|please[, ]+|(?:can|could|would|will) you (?:please |kindly )?(?={_REQUESTED}\b)|"
    rf"(?:(?:(?:can|could) you |please )?(?:tell|show) me|do you (?:happen to )?know) (?=(?:{_ASKING}|whether|if)\b)|"
    r"i(?:'d|’d| would) like to (?:know|see|hear|understand) |i (?:want|need) to know |i wonder |let me know |"
    rf"(?:explain|describe|outline|state)(?: to (?:me|us))?,? (?={_ASKING}\b))",
    re.I,
)
_AFTER = re.compile(r"(?:[, ]+(?:please|thanks|thank you|then))?[\s?.!]*$", re.I)


# "ISRO, JAXA?" names what it is about.
_FEWEST_WORDS = 3


def asked_plainly(question: str) -> str:
    """Return a question without greeting and politeness, and `reworded`; small talk with nothing behind it stays."""
    if asked_of(question).kind.is_small_talk:
        return question
    plain = _in_small_letters(question)
    while (before := _BEFORE.match(plain)) and len(plain[before.end() :].split()) > 1:
        plain = plain[before.end() :]
    plain = reworded(plain)
    return question if plain == question else plain[:1].upper() + plain[1:]


def _in_small_letters(question: str) -> str:
    """Return a question typed in capitals as it is typed otherwise, for they would all be names; others as they are."""
    words = tokens(question)
    if len(words) < _FEWEST_WORDS or not question.isupper() or FUNCTION_WORDS.isdisjoint(word.lower for word in words):
        return question
    return question.capitalize()


def asked_of(question: str) -> Asked:
    """Return a stand-alone question with its kind.

    Args:
        question: one question, without greeting and politeness; see `asked_plainly`.
    """
    words = uncontracted(" ".join(_AFTER.sub("", question).split()))
    for kind, rule in _SMALL_TALK:
        if _whole(rule, words):
            return Asked(kind, question)
    if any(_whole(rule, words) for rule in CATALOGUE):
        return Asked(QuestionKind.CATALOGUE, question)
    if found := _first(ON_TOPIC, words):
        topic = found["topic"]
        return Asked(QuestionKind.ON_TOPIC, topic, topic, found.groupdict().get("asks") or "")
    for asks, rules in DESCRIPTION.items():
        if found := _first(rules, words):
            return Asked(QuestionKind.DESCRIPTION, question, found["topic"], asks)
    if found := _first(MENTIONED, words):
        return Asked(QuestionKind.MENTIONED, question, found["topic"] or "", kind_called(found["asks"]))
    if found := _first(PAGE, words):
        return Asked(QuestionKind.PAGE, question, found["topic"] or "", found["asks"])
    if found := _first(NUMBERED_PARTS, words):
        return Asked(QuestionKind.NUMBERED_PARTS, question, found["topic"] or "", found["asks"])
    if found := _first(NUMBERED_PART, words):
        return Asked(QuestionKind.NUMBERED_PART, question, found["topic"])
    if found := _first(_SUMMARY, words):
        said = found.groupdict()
        return Asked(QuestionKind.SUMMARY, question, said.get("topic") or "", _lines_wished(said))
    return _asked_of_facts(question, words)


def _lines_wished(said: Mapping[str, str | None]) -> str:
    """Return in how many lines a summary is wished: "2" for "two", "1" for "a", a few for "short", "" for no word."""
    count = (said.get("asks") or said.get("lines") or "").lower()
    if count == "a":
        return "1"
    if not count and any(said.get(word) for word in ("short", "briefly", "few")):
        return _FEW_LINES
    return str(NUMBERS.index(count)) if count in NUMBERS else count


def without_documents(asked: Asked) -> Asked:
    """Return what is asked when that which a summary is wanted of turns out to be no document or part, but a matter."""
    if asked.kind is QuestionKind.SUMMARY and asked.topic and (topic := bare_topic(asked.topic)) is not None:
        return Asked(QuestionKind.TOPIC, topic, topic)
    plain = _asked_of_facts(asked.question, " ".join(_AFTER.sub("", asked.question).split()))
    opens_asking = re.match(rf"{_ASKING}\b", asked.question, re.I)
    return plain if opens_asking or plain.kind is not QuestionKind.FACT else Asked(QuestionKind.LIST, asked.question)


def _asked_of_facts(question: str, words: str) -> Asked:
    if _whole(_ATTENDED, words):
        return Asked(QuestionKind.LIST, question)
    if kind_of(words) is None or _COMPARES.match(words) is not None:
        if found := _first(_COMPARISON, words):
            return Asked(QuestionKind.COMPARISON, question, found["topic"])
        if (topic := bare_topic(words)) is not None:
            return Asked(QuestionKind.TOPIC, topic, topic)
        if _first(_LIST, words):
            return Asked(QuestionKind.LIST, question)
    return Asked(QuestionKind.YES_NO if _YES_NO.fullmatch(words) else QuestionKind.FACT, question)


def _whole(rule: str, words: str) -> re.Match[str] | None:
    return re.fullmatch(rule, words, re.I)


def _first(rules: tuple[str, ...], words: str) -> re.Match[str] | None:
    return next((found for rule in rules if (found := _whole(rule, words))), None)
