"""What a sentence says just that of which a question asks for is the answer, whatever the network marks."""

from __future__ import annotations

import pytest

from assistant.exact.predicates import told_of
from store import Span

OPTION = "Option B is the most cost-effective: a berth costs 19 euros, against 42 euros under option C."
PARTIES = "The parties are Estara, represented by Ms. Helve Tamm, and Norvale, represented by its envoy, Mr. Jonas Eik."
COVERAGE = "Coverage with two doses is 83 per cent in the region, against 94 per cent nationally."
OUTAGE = "On 12 August 2025, a long day, the system was down from 07:42 to 13:15."
HOSTED = "The forum was hosted by the Ministry of Fisheries and Bergen City."
LIKELY = "It is likely (60–75 per cent) that berths will be lacking through 2027."


@pytest.mark.parametrize(
    ("question", "sentence", "marked", "told"),
    [
        ("Which option is the most cost-effective?", OPTION, "option C", "Option B"),
        ("Which option is the cheapest?", OPTION, "option C", "option C"),
        ("What is the most cost-effective?", OPTION, "a berth", "a berth"),
        ("Which plan is new?", "The plan is new for Bergen.", "Bergen", "Bergen"),  # nothing but what is asked about
        ("Who represents Norvale?", PARTIES, "Estara", "its envoy, Mr. Jonas Eik"),
        ("Who represents Estara?", PARTIES, "Norvale", "Ms. Helve Tamm"),
        ("Who represents Estara?", PARTIES, "Helve Tamm", "Helve Tamm"),
        ("Who represents Chile?", PARTIES, "Estara", "Estara"),
        ("How likely is it that berths will be lacking?", LIKELY, "2027", "likely (60–75 per cent)"),
        ("How likely is it?", "There is a 30 per cent chance of storms by 2027.", "2027", "30 per cent chance"),
        ("When will berths be lacking?", LIKELY, "2027", "2027"),
        ("What is the coverage in the region?", COVERAGE, "two doses", "83 per cent"),
        ("What is the national coverage?", COVERAGE, "94 per cent", "94 per cent"),
        ("What is the risk in the region?", COVERAGE, "two doses", "two doses"),
        ("How long was the outage?", OUTAGE, "2025", "from 07:42 to 13:15"),
        ("How long was the outage?", OUTAGE, "a long day", "a long day"),
        ("When was the outage?", OUTAGE, "2025", "2025"),
        ("Who hosted the forum?", HOSTED, "Bergen City", "the Ministry of Fisheries and Bergen City"),
        ("Who opened the forum?", HOSTED, "Bergen City", "Bergen City"),
        ("Who hosted the forum?", "Hosted by Norway and Peru, the event was long.", "Peru", "Norway and Peru"),
        ("Who hosted the forum?", "It was opened by Norway and Peru.", "Peru", "Peru"),
    ],
)
def test_what_is_told_of_it(question: str, sentence: str, marked: str, told: str) -> None:
    at = sentence.index(marked)
    span = told_of(question, sentence, Span(at, at + len(marked)))
    assert sentence[span.start : span.end] == told
