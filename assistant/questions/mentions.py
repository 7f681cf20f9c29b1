"""Whom and what documents name: people, organisations, countries, cities, dates, each with a sentence that names it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.entities.dates import dates_of
from assistant.entities.item import Item
from assistant.entities.organisations import organisations_of
from assistant.entities.people import people_of
from assistant.entities.places import places_of
from assistant.entities.units import units_of
from assistant.language.countries import country_names
from store import Passage, Span

PEOPLE, ORGANISATIONS, DATES = "people", "organisations", "dates"
COUNTRIES, CITIES, PLACES = "countries", "cities", "places"
"""What may be asked for, as our own words call it."""

# The words for it in questions, by their beginnings.
_CALLED = (
    (PEOPLE, ("people", "person", "individual", "official", "who")),
    (ORGANISATIONS, ("organi", "agenc", "institution", "compan")),
    (COUNTRIES, ("countr", "nation")),
    (CITIES, ("cit", "town")),
    (PLACES, ("place", "location")),
    (DATES, ("date", "timeline", "chronology")),
)


def kind_called(word: str) -> str:
    """Return what a word of a question asks for: "organisations" for "agencies"; raises ValueError for other words."""
    for kind, beginnings in _CALLED:
        if word.lower().startswith(beginnings):
            return kind
    raise ValueError(f"{word!r} is no kind of mention")


def mentions_of(kind: str, passages: Sequence[Passage]) -> tuple[Item, ...]:
    """Return what a document names of a kind, each once, the most named where there are many.

    Args:
        kind: one of the constants above.
        passages: all of the document, in order.
    """
    units = units_of(passages)
    if kind == PEOPLE:
        return people_of(units)
    if kind == DATES:
        return dates_of(units)
    organisations = organisations_of(units)
    if kind == ORGANISATIONS:
        return organisations
    places = places_of(units, people_of(units), organisations)
    if kind == PLACES:
        return places
    if kind == CITIES:
        return tuple(item for item in places if item.text not in country_names())
    return _countries(places, {unit.span: unit.text for unit in units})


def _countries(places: Sequence[Item], texts: Mapping[Span, str]) -> tuple[Item, ...]:
    """Return the countries among places, and those that stand behind their cities ("Bergen, Norway"), as they come."""
    found = {item.text: item for item in places if item.text in country_names()}
    for city in places:
        name = re.search(rf"\b{re.escape(city.note)}\b", texts[city.sentence]) if city.note else None
        if name is not None:
            span = Span(city.sentence.start + name.start(), city.sentence.start + name.end())
            found.setdefault(city.note, Item(city.note, "", span, city.sentence))
    return tuple(sorted(found.values(), key=lambda item: item.span.start))
