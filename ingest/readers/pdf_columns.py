"""Two columns of prose that the file writes line by line across both: first the left one, then the right one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.pdf_lines import Gap, Line

# Fewer lines side by side are a table, an address or a heading with a date.
_FEWEST_ROWS = 6
# Left edges of a column are within so many points.
_SAME_EDGE = 3.0
# Lines of prose are of so many characters at least (median) and most of them fill their column.
_SHORTEST_PROSE = 20
_FULL, _MOST = 0.75, 0.6
# Prose holds fewer digits.
_MOST_DIGITS = 0.2


@dataclass(slots=True)
class _Stretch:
    """Lines below one another that keep to their side of the room between two columns."""

    lines: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    rows: int = 0

    def in_order(self) -> list[Line]:
        if self.rows >= _FEWEST_ROWS and _is_prose(self.left) and _is_prose(self.right):
            return [*in_reading_order(self.left), *in_reading_order(self.right)]
        return self.lines


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return a page's lines with columns one after the other; they stay as they are where there are none.

    Files that write one column after the other are in order already.
    """
    edges = Counter(round(cut.start / _SAME_EDGE) for line in lines for cut in _wide(line))
    if not edges or edges.most_common(1)[0][1] < _FEWEST_ROWS:
        return lines
    edge = edges.most_common(1)[0][0] * _SAME_EDGE
    ordered: list[Line] = []
    stretch = _Stretch()
    for line in lines:
        cut = next((one for one in _wide(line) if abs(one.start - edge) <= _SAME_EDGE), None)
        if line.cell or (cut is None and line.left < edge - _SAME_EDGE < line.right):
            ordered += stretch.in_order()
            ordered.append(line)
            stretch = _Stretch()
            continue
        stretch.lines.append(line)
        if cut is not None:
            left, right = _apart(line, cut)
            stretch.left.append(left)
            stretch.right.append(right)
            stretch.rows += 1
        elif line.left >= edge - _SAME_EDGE:
            stretch.right.append(line)
        else:
            stretch.left.append(line)
    return ordered + stretch.in_order()


def _wide(line: Line) -> list[Gap]:
    return [] if line.cell else [cut for cut in line.breaks if cut.position in line.gaps]


def _apart(line: Line, cut: Gap) -> tuple[Line, Line]:
    """Cut a line in two at a gap."""
    text = line.text[: cut.position].rstrip()
    left = replace(
        line,
        text=text,
        offsets=line.offsets[: len(text)],
        right=cut.end,
        gaps=tuple(at for at in line.gaps if at < cut.position),
        cells=tuple(edge for edge in line.cells if edge < cut.start),
        breaks=tuple(one for one in line.breaks if one.position < cut.position),
        broken=False,
    )
    rest = line.text[cut.position :]
    right = replace(
        line,
        text=rest,
        offsets=line.offsets[cut.position :],
        left=cut.start,
        gaps=tuple(at - cut.position for at in line.gaps if at > cut.position),
        cells=tuple(edge for edge in line.cells if edge > cut.start),
        breaks=tuple(
            replace(one, position=one.position - cut.position) for one in line.breaks if one.start > cut.start
        ),
        # About as wide as its share of the letters.
        first_word=(line.right - cut.start) * len(rest.split(" ", 1)[0]) / max(len(rest), 1),
    )
    return left, right


def _is_prose(lines: Sequence[Line]) -> bool:
    text = "".join(line.text for line in lines)
    lengths = sorted(len(line.text) for line in lines)
    widest = max(line.right - line.left for line in lines)
    full = sum(line.right - line.left >= _FULL * widest for line in lines)
    digits = sum(character.isdigit() for character in text)
    return (
        lengths[len(lengths) // 2] >= _SHORTEST_PROSE
        and full >= _MOST * len(lines)
        and digits < _MOST_DIGITS * len(text)
    )
