"""What all documents that are asked are about, told by their titles, or by the event that all of them begin with.

Who asks the briefings on one dialogue "When did it take place?" means the dialogue, though nothing was said before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from assistant.language.wording import FUNCTION_WORDS, stem, tokens
from assistant.language.works import FILE_STEMS

# "Space Dialogue, third edition", "Background note: Space Dialogue", "Space Dialogue – background note".
_JOINTS = re.compile(r"\s*[,;:|()\[\]]+\s*|\s+[-–—]+\s+")
_OF = re.compile(r"(?P<form>[^,]{1,40}?) (?:of|on|for|about|from) (?:the )?", re.I)
# What a title says of the kind of document, beside the words for a document itself.
_FORMS = FILE_STEMS | {
    stem(word)
    for word in "annual background draft edition executive fact factsheet faq final information line minutes "
    "kit overview performance plan press q&a question answer record sheet summary update version".split()
}
_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 10  # words: a longer title is a sentence
_ARTICLES = ("the ", "a ", "an ")
# "Strengthening Bilateral Cooperation in Space": a headline tells what is done; "Steering Committee" is short.
_HEADLINE = re.compile(r"[A-Z]\w{3,}ing(?: [\w’'–-]+){4,}")
_ISSUER = re.compile(
    r"^(?:the )?(?:ministry|department|office|bureau|directorate|agency|secretariat)\b|\b(?:ministry|department|office|"
    r"bureau|directorate|commission|council|agency|institute|authority|secretariat|advisory|service|services)$",
    re.I,
)
EVENTS = (
    "dialogue forum summit conference meeting consultation consultations talks workshop symposium seminar session "
    "congress hearing exercise roundtable"
).split()
# What goes with such an event, and is told apart from it.
SIDE_EVENTS = tuple("event visit tour trip ceremony launch exhibition fair reception dinner".split())
EVENT_STEMS, SIDE_EVENT_STEMS = (frozenset(map(stem, words)) for words in (EVENTS, SIDE_EVENTS))
_NO_NAME = r"(?!(?:The|An?|This|That|These|Their|Its|Our|In|At|On|For|During|After|Before) )"
EVENT_NAMED = re.compile(
    rf"\b(?:{_NO_NAME}[A-Z][\w’'–-]*\w ){{1,4}}(?:{'|'.join(word.capitalize() for word in EVENTS)})\b"
)
# Any of these words stands for the one event; "the exercise" does not stand for a dialogue.
_GENERAL = ("meeting", "talks")
_WHEN_OR_WHERE = re.compile(r"(?:when|where|(?:at |on |in )?(?:what|which) (?:time|day|date|place|room|city))\b", re.I)
# What meets: of its minutes "the meeting" is the one that they are of.
_BODIES = frozenset("committee board council panel commission cabinet assembly".split())
# Whose it is or between whom tells another one: "the meeting of the board".
_THE_EVENT = re.compile(
    rf"\bthe (?P<event>{'|'.join(EVENTS)}|{'|'.join(event.capitalize() for event in EVENTS)})\b"
    r"(?!(?:['’]s)? (?:(?:of|between|with|on|about|room|hall)\b|[A-Z]))"
)


def common_subject(titles: Sequence[str], openings: Callable[[], Iterable[str]] = tuple) -> str | None:
    """Return what documents are about, as it stands in a question ("the Space Dialogue"), or None.

    It is a part of the titles that all of them have. Where they have none in common, it is the event that is named
    first in what all of them begin with; then in small letters ("the space dialogue"), since the documents need not
    name it so wherever they speak of it.

    Args:
        titles: the documents'.
        openings: gives what they begin with.
    """
    if (titled := _of_titles(titles)) is not None or not titles:
        return titled
    begun = list(openings())
    if not begun or not all(begun):
        return None
    events = (event[0] for event in EVENT_NAMED.finditer(begun[0]))
    event = next((one for one in events if all(one.casefold() in text.casefold() for text in begun)), None)
    return None if event is None else f"the {event.lower()}"


def title_given(title: str, source: str) -> str:
    """Return a document's title, "" where it only repeats the file's name in small letters: "Bridge closure".

    Such a one names no subject that "it" could stand for.

    Args:
        title: the document's.
        source: its file, an address or what else it came from.
    """
    is_named = any(word.is_name for word in tokens(title)[1:])
    is_of_file = _NO_LETTERS.sub("", title).casefold() == _NO_LETTERS.sub("", PurePath(source).stem).casefold()
    return "" if is_of_file and not is_named else title


def only_event(kind: str | None, openings: Iterable[str]) -> str | None:
    """Return the one event that any of some documents begin with ("the Space Dialogue"), or None.

    Args:
        kind: the word for such an event ("dialogue"), None for any; "meeting" stands for all of them.
        openings: what the documents begin with, their titles included.
    """
    wanted = None if kind in (None, *_GENERAL) else kind
    found = {event[0] for text in openings for event in EVENT_NAMED.finditer(text)}
    named = {one for one in found if wanted in (None, tokens(one)[-1].lower)}
    # "India–Japan Space Dialogue" is the Space Dialogue.
    shortest = {one for one in named if not any(one.endswith(f" {other}") for other in named)}
    return f"the {shortest.pop()}" if len(shortest) == 1 else None


def event_meant(question: str) -> str | None:
    """Return the word by which a question points at an event: "dialogue" of "When was the dialogue?"; None without."""
    found = _THE_EVENT.search(question)
    return None if found is None else found["event"].lower()


def meets(subject: str) -> bool:
    """Return whether a subject is an event, or a body that meets: "they" may be those who do."""
    return tokens(subject)[-1].lower in (*EVENTS, *_BODIES)


def in_full(question: str, subject: str) -> str | None:
    """Return a question with "the dialogue" in full, "the Space Dialogue", where that is what all documents are about.

    Of the minutes of a committee "the meeting" is its own: a committee is attended, but its meeting is held.

    None where it has no such words, or where the subject is no event and nothing that meets.
    """
    head = tokens(subject)[-1].lower
    if head in _BODIES:
        meant = {*_GENERAL, "session"}
        subject = f"the meeting of {subject}" if _WHEN_OR_WHERE.match(question) else subject
    elif head in EVENTS:
        meant = {*_GENERAL, head}
    else:
        return None
    found = next((one for one in _THE_EVENT.finditer(question) if one["event"].lower() in meant), None)
    return None if found is None else f"{question[: found.start()]}{subject}{question[found.end() :]}"


def _of_titles(titles: Iterable[str]) -> str | None:
    common: dict[str, str] | None = None
    for title in titles:
        found = (_without_form(part) for part in _JOINTS.split(title.strip()))
        parts = {part.casefold(): part for part in found if _names_a_subject(part)}
        common = parts if common is None else {key: part for key, part in common.items() if key in parts}
        if not common:
            return None
    if not common:
        return None
    # Who issues a document stands above its title: "Department of Fisheries: the herring accord" is on the accord.
    said = next((part for part in common.values() if not _ISSUER.search(part)), next(iter(common.values())))
    return said if said.lower().startswith(_ARTICLES) else f"the {said}"


def _without_form(part: str) -> str:
    """Return "steering committee" of "Minutes of the steering committee"."""
    form = _OF.match(part)
    if form is None or any(stem(word.text) not in _FORMS for word in tokens(form["form"])):
        return part
    return part[form.end() :]


def _names_a_subject(part: str) -> bool:
    words = tokens(part)
    plain = (word for word in words if not word.has_digit and word.lower not in FUNCTION_WORDS)
    names = any(stem(word.text) not in _FORMS for word in plain) and 1 < len(words) <= _LONGEST
    return names and _HEADLINE.match(part) is None
