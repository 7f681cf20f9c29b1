"""What is read of a long passage: the sentences around the most promising one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.reading.windows import WHOLE_PASSAGES, WINDOW_CHARACTERS, window
from store import NewPassage, NewVersion, Span, Store


def units(*lengths: int) -> list[Span]:
    """Units of the given lengths, one space between them."""
    found, position = [], 0
    for length in lengths:
        found.append(Span(position, position + length))
        position += length + 1
    return found


@pytest.mark.parametrize(
    ("lengths", "promise", "characters", "read"),
    [
        ((10, 10, 10), (0, 1, 0), 32, range(0, 3)),
        ((10, 10, 10), (0, 1, 0), 31, range(1, 3)),
        ((10, 10, 10), (0, 0, 1), 21, range(1, 3)),
        ((10, 10, 10), (1, 1, 1), 10, range(0, 1)),
        ((10, 99, 10), (0, 1, 0), 50, range(1, 2)),
        ((10,), (0,), 1, range(0, 1)),
    ],
)
def test_the_most_promising_unit_is_read_with_its_neighbours(
    lengths: tuple[int, ...], promise: tuple[float, ...], characters: int, read: range
) -> None:
    assert window(units(*lengths), promise, characters) == read


@given(st.lists(st.tuples(st.integers(1, 200), st.floats(0, 1)), min_size=1, max_size=12), st.integers(1, 800))
def test_a_window_is_no_longer_than_allowed_and_has_no_room_left(
    drawn: list[tuple[int, float]], characters: int
) -> None:
    spans, promise = units(*(length for length, _ in drawn)), [one for _, one in drawn]
    read = window(spans, promise, characters)
    best = promise.index(max(promise))
    assert best in read
    size = spans[read[-1]].end - spans[read[0]].start
    assert size <= characters or len(read) == 1
    for more in ([read[0] - 1] if read[0] else []) + ([read[-1] + 1] if read[-1] + 1 < len(spans) else []):
        wider = (min(more, read[0]), max(more, read[-1]))
        assert spans[wider[1]].end - spans[wider[0]].start > characters


def test_the_answer_is_found_at_the_end_of_a_long_passage_that_comes_late(store: Store) -> None:
    filler = "The clerks counted boxes of the harbour office and wrote reports on boxes of the harbour. "
    for number in range(WHOLE_PASSAGES + 3):
        held = "The harbour office of Bergen was founded by Astrid Moen." if number == 0 else "Nobody was there."
        text = f"{filler * 6}{held}"
        assert len(text) > WINDOW_CHARACTERS
        ends = [place + 1 for place, char in enumerate(text) if char == "."]
        starts = [0, *(end + 1 for end in ends[:-1])]
        sentences = tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))
        passage = NewPassage(0, len(text), None, (), sentences)
        store.add(
            NewVersion(f"/n/{number}.txt", f"Note {number}", f"{number}{text}".encode(), text, None, (), (passage,))
        )
    answer = Assistant(store).ask("Who founded the harbour office of Bergen?")
    assert "Astrid Moen" in answer.text
    assert all(store.text(one.document_id)[one.start : one.end] == one.quote for one in answer.citations)
