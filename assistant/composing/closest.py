"""What comes nearest to an answer where none was found: sentences to look at, of which nothing is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.citing import cite
from assistant.composing.selecting import is_heading, without_repetition
from assistant.reader import Reading
from assistant.types import Citation
from store import Snapshot

# Of the answerable questions on `bench/briefs/choose` that are declined, the right sentence is the first for 46 of 100,
# among three for 66 and among five for 74.
_CLOSEST = 3
# So many findings are looked through: copies of one sentence may stand in many documents.
_LOOKED_AT = 20


def closest(readings: Sequence[Reading], snapshot: Snapshot) -> tuple[Citation, ...]:
    """Return the sentences that readers put first, those of several readings in turn, each said once; no exact answers.

    Args:
        readings: one per single question, in the order they were asked.
        snapshot: the view of the store that they come from.
    """
    turns = zip_longest(*(reading.findings[:_LOOKED_AT] for reading in readings))
    found = (one for turn in turns for one in turn if one is not None and not is_heading(one))
    citations = (cite(replace(one, answer=None), snapshot) for one in without_repetition(found))
    return tuple(one for one in citations if one is not None)[:_CLOSEST]
