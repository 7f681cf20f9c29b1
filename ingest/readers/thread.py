"""The words of a message in parts: what is new, and the earlier messages of the thread that it repeats.

Programs put marks before each line that they repeat, and say above it who wrote it when. Left in the text, the marks
would stand inside sentences, and the words of one would pass for those of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_MARKS = re.compile(r"[ \t]*((?:>[ \t]?)*)")
# "On Tue, 14 Oct 2025 at 17:05, Ann Lee <ann@port.example> wrote:", on one line or broken in two.
_WROTE = re.compile(r"(?:On|Am|Le|El) .{6,250}\b(?:wrote|writes|schrieb.{0,80}|a écrit|escribió) ?:", re.S)
_MOST_LINES = 3
_ORIGINAL = re.compile(r"[-_ ]*(?:Original Message|Forwarded message|Begin forwarded message)[-_: ]*", re.I)
_FIELD = re.compile(r"\*?(?:From|Sent|Date|To|Cc|Subject):\*? .*")
# From so many such lines on, they are the head of a message.
_FEWEST_FIELDS = 3


@dataclass(slots=True)
class Part:
    """What one message of a thread says, or goes on to say below one that it repeats.

    ``head`` has the lines above it that tell who wrote when, none for the newest and for what goes on; ``lines`` are
    its words, without marks; ``depth`` is how many times over it is repeated, 0 for the newest.
    """

    head: Sequence[str] = ()
    depth: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(self.lines)


def parts_of(text: str) -> Iterator[Part]:
    """Yield the messages that a text holds, in its order, which programs begin or end with the newest."""
    marked = [(found[1].count(">"), line[found.end() :]) for line in text.split("\n") if (found := _MARKS.match(line))]
    part, depth, position = Part(), 0, 0
    while position < len(marked):
        level, line = marked[position]
        used, head = _head(marked, position)
        if used or level != depth:
            if part.head or "".join(part.lines).strip():
                yield part
            if used:
                position += used
                depth = _depth(marked, position, level)
                part = Part(head, depth)
                continue
            part, depth = Part((), level), level
        part.lines.append(line)
        position += 1
    if part.head or "".join(part.lines).strip():
        yield part


def _depth(marked: Sequence[tuple[int, str]], position: int, level: int) -> int:
    """Return how deep the words stand that follow a head: an empty line before them may have no mark."""
    return next((depth for depth, one in marked[position:] if one.strip()), level)


def _head(marked: Sequence[tuple[int, str]], position: int) -> tuple[int, list[str]]:
    """Return how many lines from one on are the head of an earlier message, and what they say; 0 for none."""
    level, line = marked[position]
    if line.startswith(("On ", "Am ", "Le ", "El ")):
        for used in range(1, _MOST_LINES + 1):
            said = [one.strip() for depth, one in marked[position : position + used] if depth == level]
            following = next((depth for depth, one in marked[position + used :] if one.strip()), level)
            if len(said) == used and following > level and _WROTE.fullmatch(" ".join(said)):
                return used, [" ".join(said)]
    skipped = 1 if _ORIGINAL.fullmatch(line.strip()) and line.strip() else 0
    fields: list[str] = []
    for depth, one in marked[position + skipped :]:
        if depth != level or not (_FIELD.fullmatch(one.strip()) or (skipped and not fields and not one.strip())):
            break
        if one.strip():
            fields.append(one.strip())
        else:
            skipped += 1
    if len(fields) < _FEWEST_FIELDS or not fields[0].lstrip("*").startswith("From"):
        return 0, []
    return skipped + len(fields), fields
