"""The fonts of a PDF: DejaVu, which matplotlib brings; for Chinese, Japanese and Korean those of the viewer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "BriefingSans"
_FACES = {
    (0, 0): "DejaVuSans.ttf",
    (1, 0): "DejaVuSans-Bold.ttf",
    (0, 1): "DejaVuSans-Oblique.ttf",
    (1, 1): "DejaVuSans-BoldOblique.ttf",
}
# What DejaVu has no shapes for; Adobe's fonts of these names are known to every viewer and not embedded.
_EAST_ASIAN = (
    (re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+"), "HYSMyeongJo-Medium"),
    (re.compile("[\u3040-\u30ff\u31f0-\u31ff]+"), "HeiseiMin-W3"),
    (re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+"), "STSong-Light"),
)


@cache
def register() -> None:
    """Make the fonts known to reportlab, once."""
    folder = _folder()
    for (bold, italic), file in _FACES.items():
        name = f"{FAMILY}-{bold}{italic}"
        registerFont(TTFont(name, folder / file))
        addMapping(FAMILY, bold, italic, name)
    registerFont(TTFont(FAMILY, folder / _FACES[0, 0]))
    for _, name in _EAST_ASIAN:
        registerFont(UnicodeCIDFont(name))
        for bold in (0, 1):
            for italic in (0, 1):
                addMapping(name, bold, italic, name)


def stretches(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the text in stretches with the font that each needs, None for the usual one."""
    shapes = getFont(FAMILY).face.charToGlyph
    run, font = "", None
    for char in text:
        needed = None if ord(char) in shapes else _east_asian(char)
        if needed != font and run:
            yield run, font
            run = ""
        run, font = run + char, needed
    if run:
        yield run, font


def _east_asian(char: str) -> str | None:
    return next((name for pattern, name in _EAST_ASIAN if pattern.match(char)), None)


def _folder() -> Path:
    found = find_spec("matplotlib")  # found without being imported
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib, whose fonts the PDF is set in, is not installed")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
