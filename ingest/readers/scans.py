"""The scanned pages of a document: what was recognised on them, and which were not and why."""

from __future__ import annotations

from typing import Any

from ingest.readers import ocr

# What becomes of a scanned page; its number goes before it.
_NO_TESSERACT = "have no text layer; install tesseract to have scans recognised"
_NOTHING_RECOGNISED = "have no text layer, and tesseract recognises nothing on them"
_TOO_LATE = "have no text layer, and there was no time left to recognise them (BRIEFING_MAX_SECONDS sets it)"
_TESSERACT_FAILED = "have no text layer, and tesseract fails on them"
_SINGULAR = (("have", "has"), ("on them", "on it"), ("them", "it"))


class Scans:
    """Recognises scanned pages until a deadline; ``recognised`` are the paragraphs of each page, by number from 1."""

    def __init__(self, deadline: float) -> None:
        self.recognised: dict[int, list[str]] = {}
        self._deadline = deadline
        self._missed: dict[str, list[int]] = {}
        self._available = ocr.is_available()

    def take(self, page: Any, number: int) -> None:
        """Recognise a page, a `pypdfium2.PdfPage`, or remember why not."""
        why = _NO_TESSERACT
        if self._available:
            try:
                if paragraphs := ocr.paragraphs_of(page, self._deadline):
                    self.recognised[number] = paragraphs
                    return
                why = _NOTHING_RECOGNISED
            except ocr.TooLate:
                why = _TOO_LATE
            except (OSError, ValueError):
                why = _TESSERACT_FAILED
        self._missed.setdefault(why, []).append(number)

    def notes(self) -> list[str]:
        """Return a line for each reason: "pages 3–7, 9 have no text layer; …"."""
        return [_said(numbers, why) for why, numbers in self._missed.items()]


def _said(numbers: list[int], why: str) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    listed = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    if len(numbers) > 1:
        return f"pages {listed} {why}"
    for plural, singular in _SINGULAR:
        why = why.replace(plural, singular, 1)
    return f"page {listed} {why}"
