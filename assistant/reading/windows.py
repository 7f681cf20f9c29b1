"""Which part of a passage is worth the reader's time.

The network takes nearly all the time of an answer, and the time goes by the characters that it reads. The answer is
seldom far from the sentence that shares most with the question: so the first passages are read whole, and of more of
them the sentences around that one, instead of fewer passages whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from store import Span

# So many passages are read whole; of the further ones so many characters each, unless a single unit is longer.
WHOLE_PASSAGES = 2
WINDOW_CHARACTERS = 300


def window(units: Sequence[Span], promise: Sequence[float], characters: int = WINDOW_CHARACTERS) -> range:
    """Return which neighbouring units to read, as a range of their numbers: the most promising, and those around it.

    Args:
        units: of one passage, in order; at least one.
        promise: of each; higher is likelier to hold the answer, the first of equals counts.
        characters: from the first unit's start to the last one's end; a single unit may be longer.
    """
    first = last = max(range(len(units)), key=lambda number: (promise[number], -number))
    grown = True
    while grown:
        grown = False
        # What follows explains more often than what stands before.
        if last + 1 < len(units) and units[last + 1].end - units[first].start <= characters:
            last, grown = last + 1, True
        if first > 0 and units[last].end - units[first - 1].start <= characters:
            first, grown = first - 1, True
    return range(first, last + 1)
