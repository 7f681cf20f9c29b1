"""What a document is, by its own word: in its title, or in the first lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.entities.item import Item
from assistant.entities.units import Unit

_KINDS = (
    r"press release|news release|media release|press note|press statement|joint statement|"
    r"joint communiqu[ée]|communiqu[ée]|"
    r"fact sheet|factsheet|annual performance (?:plan|report)|performance (?:plan|report)|strategic plan|action plan|"
    r"annual report|progress report|quarterly report|financial report|status report|trip report|inspection report|"
    r"minutes|agenda|programme of events|meeting notes|briefing(?: note| paper| book)?|"
    r"background(?: note| paper|er)?|policy brief|"
    r"white paper|green paper|concept note|discussion paper|working paper|research paper|term sheet|memorandum of "
    r"understanding|memorandum|memo|terms of reference|statement of work|speech|remarks|testimony|keynote address|"
    r"guidelines?|manual|handbook|user guide|case study|review|survey|interview|newsletter|invitation|questionnaire|"
    r"contract|invoice|curriculum vitae|lease agreement|treaty|proposal|roadmap|obituary|recipe|tutorial|"
    r"strategy|plan|report|dialogue summary|summary record|transcript"
)
_KIND = re.compile(rf"(?<![\w-])(?:{_KINDS})(?![\w-])", re.I)
# A line that says what the document is stands among the first, and is short.
_FIRST_UNITS = 6
_LONGEST, _WITHIN = 200, 60


def kind_of(title: str, units: Sequence[Unit]) -> Item | None:
    """Return what a document calls itself ("Strategic Plan"), cited where it does so; None where it does not.

    Args:
        title: the document's title; it counts where it is a line of the text.
        units: the document's units in order.
    """
    for unit in units[:_FIRST_UNITS]:
        text = unit.text.strip()
        if len(text) > _LONGEST or text.endswith((".", "?", "!")):
            continue
        found = [match for match in _KIND.finditer(unit.text) if match.start() <= _WITHIN]
        # The noun that a title ends with says what it is: "Review of the Space Plan" is a review, "Plan Review" too.
        if found and (unit.is_headline or text == title.strip() or len(text.split()) <= 4):
            match = _chosen(unit.text, found)
            if match is not None:
                return Item(
                    match[0].capitalize() if match[0].isupper() else match[0], "", unit.at(*match.span()), unit.span
                )
    return None


def _chosen(text: str, found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Return the match that heads the line: the last before "of", "for", "on" or a mark, or the only one."""
    for match in found:
        if re.match(r"\s*(?:$|[:–—,(|\d]|(?:of|for|on|to|from|by|with|FY|Fiscal|\d{4})\b)", text[match.end() :]):
            return match
    return None
