"""Questions put as texts tell what they ask for: "In which city was it held?" for "Which city hosted it?".

A text seldom repeats the words of such a question, so that neither the search nor the reader would find what tells it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.entities.lexicon import HONORIFIC, INITIAL, NAME_WORD, NO_NAME, ORGANISATION, PARTICLE
from assistant.language.countries import country_names
from assistant.questions.common_subject import EVENTS, SIDE_EVENTS

_END = r"[\s?.!]*$"
_EVENT = r"(?P<event>(?:the|its|their|this|that) [^,]+?)"
_EVENT_AGAIN = _EVENT.replace("<event>", "<again>")
# What is asked for by its name is a question: "Explain the purpose of the meeting."
_EXPLAINED = (
    r"(?:explain|describe|outline|state|specify)(?: to (?:me|us))? (?P<asked>(?:the|its|their|his|her) (?:\w+ )?"
    r"(?:purpose|aim|goal|objective|reason|role|outcome|result|background|agenda|format|structure|position|mandate"
    rf"|significance|importance)(?P<many>s)?\b.*?){_END}"
)
# What happened had topics: they are told as what was covered.
_TOPICS = (
    r"(?:what were (?:the|its|their) (?:\w+ )?|(?:what|which) )(?P<what>topics|themes|subjects)"
    rf"(?: (?:of|at|in|during|on the agenda of) {_EVENT})?{_END}"
)
# A place is told as one where something was held, seldom as one that hosted it.
_HOSTED = (
    r"(?P<place>(?:which|what) (?:\w+ )?(?:city|town|country|state|place|venue|location|capital)) (?:has |had )?"
    rf"(?:hosted|held) {_EVENT}{_END}"
)
# Texts tell who attended, and give it no name of a list.
_CALLED = (
    r"(?:participants|participant list|attendees|attendee list|attendance list|list of (?:participants|attendees))"
)
_LISTED = r"(?:please )?(?:list|name|enumerate|(?:give|show)(?: me| us)?|who (?:are|were)|what (?:is|was))"
_PARTICIPANTS = (
    rf"{_LISTED}(?: a list of)?(?: all)?(?: of)?(?: the)? (?:{_CALLED}|(?:people|persons|officials) (?:who|that) "
    r"(?:attended(?! (?:in|at)\b)|took part|participated|were (?:present|there)))"
    rf"(?:(?: (?:of|in|at|to))? {_EVENT})?{_END}"
)
_TOOK_PART = (
    r"(?P<who>who(?: all| else)?|(?:which|what) \w+) (?:took part|participated) (?:in|at) "
    rf"(?P<event>(?:the|its|their|this|that) (?:[\w’'–-]+ )*?(?:{'|'.join((*EVENTS, *SIDE_EVENTS))})(?: .+?)?){_END}"
)
# Minutes call what was decided a decision.
_OF_AN_EVENT = rf"(?: (?:at|in|by|during) {_EVENT})?"
_DECISIONS = (
    rf"what (?:(?:was|were|has been) (?:decided|resolved)|(?:decisions|resolutions) (?:were|was|are|have been) "
    rf"(?:taken|made|reached|adopted|passed)){_OF_AN_EVENT}{_END}"
)
_ALL_DECISIONS = (
    r"(?:list|name|give me|show me|what (?:are|were))(?: all)?(?: of)?(?: the)? (?:decisions|resolutions)(?: that)?"
    rf"(?: (?:were|was|are|have been))? (?:taken|made|reached|adopted|passed){_OF_AN_EVENT}{_END}"
)
_DECIDED_ON = (
    r"what (?:did .+? (?:decide|resolve|agree)|(?:was|were|has been) (?:decided|resolved|agreed)) "
    rf"(?:about|on|regarding) (?P<matter>[^?]+?){_END}"
)
# The head of a message tells whom it went to by one word before each.
_COPIED = (
    r"who (?:else )?(?:was|is|were|are) (?:copied(?: in)?|cc['’]?e?d|(?:in|on|put in) (?:the )?(?:cc|copy)"
    rf"(?: line)?)(?: (?:on|in|to|into|of) [^?]+?)?{_END}"
)
_DECIDED = (
    rf"what did (?:they|(?P<who>(?:the|its) .+?)) (?:decide|resolve)(?: on| upon)?(?: (?:at|in|during) {_EVENT})?{_END}"
)
_SENDER = (
    r"(?:who (?:is|was) (?P<message>(?:the|this|that) (?:\w+ )?(?:e-?mail|mail|message|letter|memo)) (?:from|by)"
    rf"|from whom (?:is|was) (?P<other>(?:the|this) (?:e-?mail|mail|message|letter|memo))){_END}"
)
_MEET_AGAIN = (
    r"(?P<asking>when|where) (?:do|does|will|are|is) .+? (?:meet(?:ing)? (?:again|next)|reconvene|reconvening)"
    rf"(?: again)?{_END}"
)
_COST = rf"what (?P<does>does|did|do|will|would|has) (?P<what>[^?]+?) costs?(?P<rest> [^?]*)?{_END}"
# Money is told as so much, and never as high.
_AMOUNTS = (
    r"(?:grant|subsidy|loan|debt|deficit|surplus|fine|fee|salary|budget|funding|fund|investment|donation|contribution"
    r"|payment|penalty|award|prize|aid|bill|price|cost|allowance|endowment|trade(?: with [^?]+)?)"
)
_HIGH = rf"how (?:high|large|big|great) (?P<is>is|was|are|were|will) (?P<what>(?:[^?]+ )?{_AMOUNTS}s?(?: [^?]*)?){_END}"
# An office stands beside its holder's name ("Ms. Lee, Director of …"), without a word for offices.
_OFFICE = r"(?:job |official |full )?(?:title|position|post|job|role|designation|rank|office)"
_NAME = rf"(?:{NAME_WORD}|{INITIAL})"
_PERSON = rf"(?P<person>(?:{HONORIFIC} (?:{PARTICLE} )?)?{_NAME}(?: (?:{PARTICLE} )?{_NAME})*)"
_OFFICES = (
    rf"(?i:what(?:['’]s| is| was) the {_OFFICE} of) {_PERSON}{_END}",
    rf"(?i:what(?:['’]s| is| was)) {_PERSON}(?:['’]s|['’]) (?i:{_OFFICE}){_END}",
    rf"(?i:(?:what|which) {_OFFICE} (?:does|did|do|has|is)) {_PERSON}(?i: (?:have|hold|held|occupy|in))?{_END}",
)
# What role somebody has is told as what it does, seldom with the word.
_WHOSE = rf"(?P<who>{_NAME}(?: (?:{PARTICLE} )?{_NAME})*)"
_IN_WHAT = rf"(?P<rest>(?: (?:in|at) [^?]+?)?){_END}"
_ROLES = (
    rf"(?i:what (?:role|part) (?P<does>does|did)) {_WHOSE}(?i: (?:play|have|take)){_IN_WHAT}",
    rf"(?i:what (?P<does>is|was) the (?:role|part) of) {_WHOSE}{_IN_WHAT}",
    rf"(?i:what (?P<does>is|was)) {_WHOSE}(?:['’]s|['’])(?i: (?:role|part)){_IN_WHAT}",
)
# People of a country are told as its delegation, its side, its counterparts.
_NUMBER = r"(?:one|two|three|four|five|\d+)"
_OFFICIALS = r"(?:officials|representatives|delegates|leads|co-leads|leaders|heads)"
_REPRESENTED = (
    rf"(?:which|what)(?: {_NUMBER})? (?:{_OFFICIALS}|people|persons) (?P<did>represented|led|headed) "
    rf"(?P<side>.+?){_END}"
)
_OF_A_COUNTRY = (
    rf"(?i:who (?:are|were|is|was)|list|name|enumerate|give me)(?: all)?(?: the)?(?: {_NUMBER})? "
    rf"(?P<country>[A-Z]\w+(?:ese|ian|ish|an|ch|i)) {_OFFICIALS}{_END}"
)
# How many live in a place is told as its population; "in poverty" is no place.
_LIVING = (
    rf"(?i:how many (?:people|persons|inhabitants|residents) (?:live|are living|are there)) (?:in|at) "
    rf"(?P<place>(?:the )?{_NAME}(?: (?:{PARTICLE} )?{_NAME})*){_END}"
)
# How many editions there were is told by the rank of one: "the third edition".
_SO_FAR = (
    rf"how many (?:editions|rounds)(?: of {_EVENT})? (?:have (?:there been|been held|taken place)|(?:were|had) (?:there"
    rf"|been|held|there been)(?: held)?)(?: of {_EVENT_AGAIN})?"
    rf"(?: (?:so far|(?:up )?(?:to|until) (?:now|date)|already|before(?: (?:this|that)(?: one)?)?|previously))?{_END}"
)
# Texts tell the risks, and seldom which are the main ones.
_MAIN = (
    r"(?P<asks>what (?:are|were) (?:the|its|their) )(?:main|key|major|principal|chief|biggest|most important|primary) "
    r"(?P<rest>(?:risks|challenges|problems|issues|concerns|threats|obstacles|outcomes|results|decisions|conclusions"
    r"|recommendations|benefits|reasons|causes|impacts|effects|consequences|opportunities)\b.*)"
)
# What something counts as is told as what it is, or means.
_COUNTS_AS = (
    r"what (?:counts|qualifies|is (?:regarded|considered|counted|treated)) as (?:an? |the )?(?P<notion>[^?]+?)"
    rf"(?: (?:under|in|for|according to|within) (?:the|this|these|our) [^?]+?)?{_END}"
)
# Who comes after somebody succeeds him.
_TOOK_OVER = (
    r"who (?:took|takes|has taken|will take) over(?P<office> as [^?]+?)? (?:from|after) (?P<before>[^?]+?)"
    rf"(?P<later> as [^?]+?)?{_END}"
)
# Typed in haste, the word that asks may come last: "harbour closed when".
_ASKED_LAST = (
    r"(?!(?i:who|what|when|where|why|how|which|is|are|was|were|do|does|did|tell|say|please|describe|explain|show|know|and"
    r"|but|i|we|you|they|he|she|it)\b)(?P<what>[A-Za-z][^?,]*?) "
    r"(?:is |was )?(?P<asking>when|where|why|who|how (?:much|many|long|often))\s*\??$"
)
_SIGNED_OFF = re.compile(r"\bsigned off(?: on)?\b", re.I)
# Nobody or somebody: the evidence tells who.
_ANYONE = (
    r"(?P<was>was|were|is|are|has|have) (?:anyone|anybody|someone|somebody) "
    rf"(?P<befallen>(?:else )?(?:been )?(?:\w+ed|\w+en|hurt|lost|missing|absent|against it)\b(?: [^?]+?)?){_END}"
)
_SPOKEN = (
    rf"(?:what|which) languages? (?:are|is|do they|do people) (?:spoken|speak)(?P<where>(?: (?:in|at) [^?]+?)?){_END}"
)
# Whoever both sides are, texts tell what was done: "reaffirming their commitment".
_BOTH_DID = (
    r"what (?:did|have) (?:both|the two|all|the) (?:sides|countries|parties|governments|delegations|partners|leaders) "
    r"(?:both |jointly |together |also )?(?P<deed>(?:re)?affirm|confirm|emphasi[sz]e|stress|underline|highlight"
    r"|announce|launch|welcome|commit to|pledge|promise|express|reiterate|acknowledge|recogni[sz]e|endorse|adopt)"
    + _END
)
# A country's lead is who led its side; who is represented has somebody who does.
_LEADER = rf"(?i:who (?P<was>is|was|were|are)) (?P<side>[A-Z]\w+)['’]s (?i:(?:co-)?(?:lead|leader|head|chief)s?){_END}"
_WAS_REPRESENTED = rf"(?i:was|were|is|are) {_WHOSE} (?i:also )?(?i:represented){_IN_WHAT}"
# "Did they visit any ports?" is answered by those that they visited.
_DID_ANY = (
    r"did (?P<who>[^?]+?) (?P<did>visit|attend|see|meet|sign|publish|agree on|mention) any (?P<what>\w+s)"
    rf"(?P<rest>(?: [^?]+?)?){_END}"
)
_TALKED = re.compile(r"(\b(?:did|do|does)\b .+?) (?:talk|speak) about\b", re.I)
_TITLED = re.compile(rf"{HONORIFIC} ")
_NAMED_OTHERWISE = re.compile(rf"\b{ORGANISATION}s?\b")


def _explained(found: re.Match[str]) -> str:
    return f"What {'are' if found['many'] else 'is'} {found['asked']}?"


def _topics(found: re.Match[str]) -> str:
    at = f" at {found['event']}" if found["event"] else ""
    return f"What {found['what'].lower()} were covered{at}?"


def _participants(found: re.Match[str]) -> str:
    return f"Who attended{' ' + found['event'] if found['event'] else ''}?"


def _took_part(found: re.Match[str]) -> str:
    who = found["who"]
    return f"{who[0].upper()}{who[1:]} attended {found['event']}?"


def _decisions(found: re.Match[str]) -> str:
    return f"What are the decisions{' of ' + found['event'] if found['event'] else ''}?"


def _decided(found: re.Match[str]) -> str:
    of = found["event"] or found["who"]
    return f"What are the decisions{' of ' + of if of else ''}?"


def _cost(found: re.Match[str]) -> str:
    return f"How much {found['does'].lower()} {found['what']} cost{found['rest'] or ''}?"


def _high(found: re.Match[str]) -> str:
    return f"How much {found['is'].lower()} {found['what']}?"


def _role(found: re.Match[str]) -> str | None:
    if found["who"] in country_names():
        return None
    does = "did" if found["does"].lower() in ("did", "was") else "does"
    return f"What {does} {found['who']} do{found['rest']}?"


def _took_over(found: re.Match[str]) -> str:
    return f"Who succeeded {found['before']}{found['office'] or found['later'] or ''}?"


def _so_far(found: re.Match[str]) -> str:
    return f"Which edition was {found['event'] or found['again'] or 'the meeting'}?"


def _both_did(found: re.Match[str]) -> str:
    verb, _, rest = found["deed"].lower().partition(" ")
    past = f"{verb}ted" if verb == "commit" else f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    return f"What was {past}{' ' + rest if rest else ''}?"


def _holder(found: re.Match[str]) -> str | None:
    """Return None for what need be no person: "the role of South Korea", "the position of the World Bank"."""
    name = found["person"]
    words = name.split()
    is_person = _TITLED.match(name) is not None or (
        len(words) > 1
        and name not in country_names()
        and _NAMED_OTHERWISE.search(name) is None
        and NO_NAME.isdisjoint(word.lower() for word in words)
    )
    return f"Who is {name}?" if is_person else None


# What a question is put as: the groups of its pattern in a text, or what is made of them.
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str | None]], ...] = (
    (re.compile(_EXPLAINED, re.I), _explained),
    (re.compile(_TOPICS, re.I), _topics),
    (re.compile(_HOSTED, re.I), "In {place} was {event} held?"),
    (re.compile(_PARTICIPANTS, re.I), _participants),
    (re.compile(_TOOK_PART, re.I), _took_part),
    (re.compile(_DECISIONS, re.I), _decisions),
    (re.compile(_ALL_DECISIONS, re.I), _decisions),
    (re.compile(_DECIDED, re.I), _decided),
    (re.compile(_DECIDED_ON, re.I), "What are the decisions on {matter}?"),
    (re.compile(_COPIED, re.I), "Cc?"),
    (re.compile(_SENDER, re.I), lambda found: f"Who sent {found['message'] or found['other']}?"),
    (re.compile(_MEET_AGAIN, re.I), "{asking} is the next meeting?"),
    (re.compile(_COST, re.I), _cost),
    (re.compile(_HIGH, re.I), _high),
    (re.compile(_REPRESENTED, re.I), "Who {did} {side}?"),
    (re.compile(_OF_A_COUNTRY), "Who represented the {country} side?"),
    (re.compile(_LIVING), "What is the population of {place}?"),
    (re.compile(_SO_FAR, re.I), _so_far),
    (re.compile(_MAIN, re.I), "{asks}{rest}"),
    (re.compile(_ANYONE, re.I), "Who {was} {befallen}?"),
    (re.compile(_DID_ANY, re.I), "Which {what} did {who} {did}{rest}?"),
    (re.compile(_BOTH_DID, re.I), _both_did),
    (re.compile(_LEADER), "Who led {side}'s side?"),
    (re.compile(_WAS_REPRESENTED), "Who represented {who}{rest}?"),
    (re.compile(_ASKED_LAST), lambda found: f"{found['asking'].capitalize()} {found['what']}?"),
    (re.compile(_COUNTS_AS, re.I), "What does {notion} mean?"),
    (re.compile(_TOOK_OVER, re.I), _took_over),
    (re.compile(_SPOKEN, re.I), "What are the languages{where}?"),
    *((re.compile(rule), _holder) for rule in _OFFICES),
    *((re.compile(rule), _role) for rule in _ROLES),
)


# Words as they are typed in haste, and offices that a text spells out.
_SPELT_OUT = (
    (re.compile(r"\babt\b", re.I), "about"),
    (re.compile(r"\bMo[UA]\b|\bMOU\b"), "memorandum"),
    (re.compile(r"\bCEO\b"), "chief executive"),
    (re.compile(r"\bCFO\b"), "chief financial officer"),
    (re.compile(r"(?<=\b[Tt]he )PM\b|\bPM(?= of\b)"), "prime minister"),
)


def reworded(question: str) -> str:
    """Return a question in the words that texts tell its answer with; as it is where no rule knows better ones.

    Args:
        question: one question, without greeting and politeness.
    """
    for rule, words in _RULES:
        if found := rule.match(question):
            question = _filled(words, found) if isinstance(words, str) else words(found) or question
    for short, whole in _SPELT_OUT:
        question = short.sub(whole, question)
    return _TALKED.sub(r"\1 discuss", _SIGNED_OFF.sub("approved", question))


def _filled(words: str, found: re.Match[str]) -> str:
    """Return a question with the groups of a pattern filled in; what began the one asked may now stand within it."""
    groups = {
        name: text[:1].lower() + text[1:] if found.start(name) == 0 else text
        for name, text in found.groupdict().items()
    }
    said = words.format(**groups)
    return said[0].upper() + said[1:]
