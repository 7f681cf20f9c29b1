"""Follow-up questions, made to stand alone by rules.

A follow-up leaves out what the question before it said ("When?", "And the Japanese one?"), points at it ("Where was it
held?"), or puts it right ("No, the one in Tokyo"). What is not clearly one of these is left alone: a wrong guess is
worse than none, and the search looks at the conversation anyhow (`assistant.follow_ups.context`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.follow_ups.asking import asked_again
from assistant.follow_ups.context import made_to_stand_alone
from assistant.follow_ups.correction import corrected, without_correcting
from assistant.follow_ups.fragments import completed, of_a_side
from assistant.follow_ups.reference import resolved
from assistant.follow_ups.referents import POINTING, PRONOUNS, offers_nothing, thing
from assistant.follow_ups.replacing import with_ones_named
from assistant.follow_ups.subject import changes_subject, without_announcement
from assistant.follow_ups.years import of_another_year
from assistant.language.phrases import uncontracted
from assistant.language.wording import tokens
from assistant.questions.common_subject import EVENTS, SIDE_EVENTS, event_meant, in_full, meets
from assistant.types import Answer, Turn
from store.search import MAX_QUESTION_CHARACTERS

# A conversation's subject is set by its latest questions.
_TURNS = 12
# A pronoun may reach back to so many questions, over those that name nothing it could stand for.
_REACH = 3
# What may point at what the briefings are about; he and she are people.
_AT_THINGS = frozenset("it its there they them their theirs this that".split())
# "Do they expect an election?" asks what is expected, whatever the paper is called; those who meet are several.
_SEVERAL = frozenset("they them their theirs".split())
_WAS_THERE = re.compile(r"^(?P<who>(?:who (?:else )?|which \w+ )(?:was|were)|(?:was|were) .+) there$", re.I)
_THEY = (
    r"(?:they|(?:the |both |the (?:two|three) )?"
    r"(?:sides|parties|countries|nations|delegations|delegates|governments|officials|teams|participants))"
)
# An event is told as held, not as a meeting of those who met.
_MET = re.compile(
    rf"^(?P<asking>when|where|(?:on|in) (?:what|which) \w+) did {_THEY} "
    r"(?:meet|convene|gather|come together|hold (?:the |their )?(?:talks|meeting))$",
    re.I,
)
# So is what they talked about, and whether they did.
_DISCUSSED = re.compile(
    rf"^(?:what|which) (?:topics |matters |issues |subjects |themes )?did {_THEY} (?:all )?"
    r"(?P<verb>discuss|talk|agree|decide|cover|address|debate)(?: about| on| upon)?$",
    re.I,
)
_TALKED = re.compile(
    rf"^did {_THEY} (?:also |ever )?(?:discuss|talk about|speak about|cover|address|debate) "
    r"(?P<what>(?!(?:it|them|that|this)\b).+)$",
    re.I,
)
_DONE = {
    "discuss": "discussed",
    "talk": "discussed",
    "agree": "agreed",
    "decide": "decided",
    "cover": "covered",
    "address": "addressed",
    "debate": "debated",
}
_POINTING = PRONOUNS | POINTING | _AT_THINGS
# "Thanks. When was it held?"
_THANKS = re.compile(r"^(?:thanks|thank you|thx|great|good|ok|okay|i see)(?:[.!]+|,(?: and| but)?)\s+(?=\S+ \S)", re.I)
_SPACE = re.compile(r"\s+")
_OPENING = re.compile(r"^(?:and|but|so|also|then)\b[,\s]+", re.I)
# What is said between questions and asks nothing.
_REMARK = re.compile(
    r"^(?:(?:yes|no|nope|ok|okay|oh|i see|right|great|good|nice|fine|cool|perfect|wonderful|hello|hi|hey|sorry|thanks|"
    r"thank you|thx|got it|understood|very (?:good|well)|never ?mind|a lot|very much|so much|that helps|for that)"
    r"[\s,.!?]*)+$",
    re.I,
)


# "How does Sel Baya make its water?": what stands behind the auxiliary is whose it is, however it is written.
_OWNERS_OWN = re.compile(
    r"\b(?:do|does|did|will|would|can|could|should|has|have|had|is|are|was|were) "
    r"(?!(?:it|its|they|their|this|that|these|those|there|we|you|i)\b)[\w’'-]+ .*?\b(?:its|their|theirs|them|they)\b",
    re.I,
)
# What only an event can do: where nothing that was said is one, the briefings' own is meant.
_HELD = re.compile(
    r"\b(?:was|is|did|will) (?:it|this) (?:be )?(?:held|hosted|organi[sz]ed|convened|attended|take place|happen)\b"
    r"|\b(?:hosted|organi[sz]ed|convened|attended|joined|opened|chaired) (?:it|this)\b",
    re.I,
)
# Asks for what may be held, as a pronoun would in it.
_OF_AN_EVENT = "When was it held?"
# What people take part in.
_ATTENDED = frozenset((*EVENTS, *SIDE_EVENTS))
# One word is understood better than two.
_TOOK_PART = re.compile(r"\btook part$", re.I)
# Questions that say of nothing what they ask, and how what they are about goes on from there.
_OF_NOTHING = tuple(
    (re.compile(pattern, re.I), lead)
    for pattern, lead in (
        (r"(?:who|how many(?: \w+)?|which \w+)(?: all)? (?:took part|participated)", " in"),
        (r"(?:who|how many(?: \w+)?|which \w+)(?: all)? (?:attended|joined|hosted|organi[sz]ed|opened|chaired)", ""),
        (r"who(?: all)? (?:was present|spoke|met|came)", " at"),
        (r"what (?:was|were|has been) (?:discussed|agreed|decided|covered|announced|debated)(?: upon)?", " at"),
        (r"(?:what|which) topics were (?:discussed|covered|debated)", " at"),
        (
            r"what (?:is|was|are|were) the (?:main |key |overall )?(?:purpose|aims?|goals?|objectives?|outcomes?|"
            r"results?|agenda|topics|themes?|conclusions?|decisions|venue|date)",
            " of",
        ),
        (r"(?:list|name|who (?:are|were)) (?:all )?the (?:participants|attendees)", " of"),
    )
)


@dataclass(frozen=True, slots=True)
class _Said:
    """An earlier turn: its question as typed, and as understood without its question mark."""

    typed: str
    question: str
    answer: str | Answer


def stand_alone(
    question: str,
    history: Sequence[Turn] = (),
    subject: Callable[[], str | None] = lambda: None,
    event: Callable[[str | None], str | None] = lambda kind: None,
) -> str | None:
    """Return the question with what it takes from the conversation put in, or None when it stands alone.

    Args:
        question: the follow-up, in plain words.
        history: the conversation so far, oldest first.
        subject: gives what all that is asked is about ("the Space Dialogue"), None where that is not one thing; a
            pronoun stands for it where nothing was said before.
        event: gives the one event of a kind ("dialogue"; None: of any) that some of what is asked is about.
    """
    said = _squeezed(question)
    if changes_subject(said):
        asked = without_announcement(said)
        return asked if asked and asked != said else None
    before = _before(history)

    def meant(kind: str | None) -> str | None:
        return subject() or event(kind)

    if before:
        understood = (
            _of_those_who_met(said, before, meant)
            or _understood(said, before)
            or _of_the_event(said, lambda kind: _event_in(before[0]) or meant(kind))
            or (_of_subject(_begun(said), lambda: meant(None), meant) if _HELD.search(said) else None)
        )
    else:
        understood = _of_those_who_met(said, (), meant) or _of_subject(said, subject, meant)
    return understood if understood and understood != said else None


def _of_those_who_met(question: str, before: Sequence[_Said], event: Callable[[str | None], str | None]) -> str | None:
    """Return "Where did they meet?" as asked of the event that is spoken of, whoever was named last."""
    said = question.rstrip("?!. ")
    discussed, talked = _DISCUSSED.match(said), _TALKED.match(said)
    if discussed is None and not (talked and before) and not _MET.match(said):
        return None  # a first "Did they discuss …?" has the words to be found by
    about = next(filter(None, map(_event_in, before[:_REACH])), None) or event(None)
    if about is None or tokens(about)[-1].lower not in _ATTENDED:
        return None
    if talked is not None:
        return f"Did {about} cover {talked['what']}?"
    return f"What was {_DONE[discussed['verb'].lower()]} at {about}?" if discussed else _at_the_event(said, about)


def _of_subject(
    question: str, subject: Callable[[], str | None], event: Callable[[str | None], str | None]
) -> str | None:
    """Return a first question with its pronouns put in: "When did it take place?", of briefings on one dialogue."""
    pointing = {word.lower for word in tokens(question)} & _POINTING
    if not pointing:
        return _of_the_event(question, event)
    if not pointing <= _AT_THINGS or _OWNERS_OWN.search(question) or (about := subject()) is None:
        return None
    if pointing & _SEVERAL and not meets(about):
        return None
    return _at_the_event(question, about) or resolved(question, f"What is {about} about", "")


def _of_the_event(question: str, event: Callable[[str | None], str | None]) -> str | None:
    """Return "Who took part?" as "Who took part in the Space Dialogue?", and "the dialogue" in full."""
    said = question.rstrip("?!. ")
    if _WAS_THERE.match(said) or _MET.match(said):
        about = event(None)
        return None if about is None else _at_the_event(said, about)
    bare = next((lead for pattern, lead in _OF_NOTHING if pattern.fullmatch(said)), None)
    kind = event_meant(said)
    if (bare is None and kind is None) or (about := event(kind)) is None:
        return None
    return in_full(question, about) if bare is None else f"{_TOOK_PART.sub('participated', said)}{bare} {about}?"


def _at_the_event(question: str, event: str) -> str | None:
    """Return "Who was there?" as "Who was at the forum?", and "When did they meet?" as "When was the forum held?"."""
    said = question.rstrip("?!. ")
    if there := _WAS_THERE.match(said):
        return f"{there['who']} at {event}?"
    met = _MET.match(said) if tokens(event)[-1].lower in _ATTENDED else None
    return None if met is None else f"{met['asking']} {'were' if event.endswith('s') else 'was'} {event} held?"


def _event_in(turn: _Said) -> str | None:
    """Return the event that a turn names last, None where it names none: pages, documents and people are no events."""
    named = thing(_OF_AN_EVENT, turn.question, turn.answer, set())
    return named if named and tokens(named)[-1].lower in _ATTENDED else None


def _before(history: Sequence[Turn]) -> list[_Said]:
    """Return the turns of this subject with their questions made to stand alone, the latest first."""
    before: list[_Said] = []
    for turn in history[-_TURNS:]:
        said = _squeezed(turn.question)
        if not said or len(said) > MAX_QUESTION_CHARACTERS or _REMARK.match(said):
            continue
        if changes_subject(said):
            before = []
        if isinstance(turn.answer, Answer):
            asked = made_to_stand_alone(said, turn.answer) or said
        else:
            asked = (before and _understood(said, before)) or said
        asked = uncontracted(asked)
        if asked := without_announcement(asked).rstrip("?!. "):
            before = [_Said(said, asked, turn.answer), *before]
    return before


def _understood(question: str, before: Sequence[_Said]) -> str | None:
    previous = before[0].question
    if _REMARK.match(question):
        return None
    if thanks := _THANKS.match(question):
        return _understood(_capital(question[thanks.end() :]), before)
    if (
        again := of_another_year(question, previous)
        or asked_again(question, previous)
        or corrected(question, previous, before[0].typed)
    ):
        return again
    begun = without_correcting(question)
    asked = _begun(begun)
    answer = completed(begun, previous)
    if answer is None and (
        earlier := next((turn for turn in before[1:_REACH] if of_a_side(begun, turn.question)), None)
    ):
        answer = completed(begun, earlier.question)
    if answer is not None:
        return _resolved(answer.text, before) if answer.points_back else answer.text
    return _resolved(asked if asked == question else _capital(asked), before)


def _resolved(question: str, before: Sequence[_Said]) -> str | None:
    for turn in before[:_REACH]:
        if found := resolved(question, turn.question, turn.answer) or with_ones_named(question, turn.question):
            return found
        if not offers_nothing(question, turn.question):
            return None
    return None


def _begun(question: str) -> str:
    """Return "Where was it?" of "And where was it?"."""
    opening = _OPENING.match(question)
    return _capital(question[opening.end() :]) if opening else question


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
