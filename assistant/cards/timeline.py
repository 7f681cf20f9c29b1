"""Dates on a line, as SVG without any text of a document in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.entities.dates import first_day, last_day

# In the SVG's own units; it is scaled to the width there is.
_WIDTH, _MARGIN, _AXIS, _HEIGHT = 720, 48, 70, 96
_RADIUS, _STEP = 5, 12
# Points nearer than this are put above each other, up to so many.
_NEAR, _MOST_ABOVE = 11, 4
# So many marks with a year or a month fit below the line.
_MOST_MARKS = 8
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200)
_DAYS_OF_MONTHS = 540


def timeline_svg(notes: Sequence[str], label: str) -> str:
    """Return a picture of dates, in order of time, as an inline SVG.

    Args:
        notes: the dates as ISO 8601, as `Item.note` has them; at least one.
        label: says in words what the picture shows.
    """
    first, last = min(map(first_day, notes)), max(map(last_day, notes))
    length = max((last - first).days, 1)

    def place(moment: date) -> float:
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * (moment - first).days / length

    parts = [f'<line class="ba-axis" x1="{_MARGIN - 8}" y1="{_AXIS}" x2="{_WIDTH - _MARGIN + 8}" y2="{_AXIS}"/>']
    for moment, text in _marks(first, last):
        at = f"{place(moment):.1f}"
        parts.append(f'<line class="ba-axis" x1="{at}" y1="{_AXIS}" x2="{at}" y2="{_AXIS + 5}"/>')
        parts.append(f'<text x="{at}" y="{_AXIS + 19}" text-anchor="middle">{text}</text>')
    points: list[tuple[float, int]] = []
    for note in notes:
        since, until = place(first_day(note)), place(last_day(note))
        x = (since + until) / 2
        above = sum(abs(x - other) < _NEAR for other, _ in points)
        y = _AXIS - _RADIUS - 3 - _STEP * min(above, _MOST_ABOVE)
        points.append((x, above))
        if until - since > 2 * _RADIUS:  # a month, a year, some days: as long as it is
            parts.append(
                f'<rect class="ba-span" x="{since:.1f}" y="{y - 2}" width="{until - since:.1f}" height="4" rx="2"/>'
            )
        parts.append(f'<circle class="ba-point" cx="{x:.1f}" cy="{y}" r="{_RADIUS}"/>')
    drawn = "".join(parts)
    return (
        f'<svg class="ba-timeline" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(label)}" '
        f'xmlns="http://www.w3.org/2000/svg">{drawn}</svg><p class="ba-note">{escape(label)}</p>'
    )


def _marks(first: date, last: date) -> list[tuple[date, str]]:
    """Return where the line has marks, and what stands below them: years, or months of a short time."""
    if (last - first).days <= _DAYS_OF_MONTHS:
        months = [date(first.year + at // 12, at % 12 + 1, 1) for at in range(first.month - 1, first.month + 20)]
        within = [moment for moment in months if first <= moment <= last]
        if len(within) < 2:
            return list(dict.fromkeys([(first, f"{first.day} {first:%b %Y}"), (last, f"{last.day} {last:%b %Y}")]))
        step = -(-len(within) // _MOST_MARKS)
        return [(moment, f"{moment:%b %Y}") for moment in within[::step]]
    span = last.year - first.year + 1
    step = next((years for years in _YEARS if span / years <= _MOST_MARKS), _YEARS[-1])
    years = range(-(-first.year // step) * step, last.year + 1, step)
    return [(moment, f"{moment.year}") for year in years if first <= (moment := date(year, 1, 1)) <= last]
