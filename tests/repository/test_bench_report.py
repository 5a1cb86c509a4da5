"""What the benchmarks' report says of a line: ahead, level or behind."""

from random import Random

import pytest

from benchmarks.measures import Measured
from benchmarks.report import LINES, MISSED, _value, _verdict
from benchmarks.short import say_ratios
from benchmarks.traffic import Traffic
from benchmarks.ways import ATLAS

MEMORY = next(line for line in LINES if line[1] == "memory")


@pytest.mark.parametrize(
    ("ours", "peer", "said"),
    [
        (0.2, 0.9, "met"),
        (0.04, 0.01, "level"),
        (-0.02, 0.0, "level"),
        (0.13, 0.04, "level"),
        (0.5, 0.3, MISSED),
        (None, 0.4, MISSED),
        (None, None, MISSED),
        (0.5, None, "met"),
    ],
)
def test_a_line_is_judged_by_what_the_table_shows(
    ours: float | None, peer: float | None, said: str
) -> None:
    ways: dict[str, dict[str, Measured | None]] = {
        way: {"memory": None if mb is None else {"mb": mb}}
        for way, mb in ((ATLAS, ours), ("pydeck", peer), ("plain", 1.0))
    }
    if peer is None:
        del ways["plain"]
    assert _verdict(ways, ATLAS, MEMORY) == said


def test_a_visit_is_a_first_view_and_five_changes() -> None:
    seen: Measured = {"bytes": 2_000.0}
    ways: dict[str, dict[str, Measured | None]] = {
        "whole": {"first": seen, "change": {"bytes": 50.0}},
        "slow": {"first": seen, "change": None},
        "part": {"first": seen},
    }
    told = {way: _value(ways, way, "visit", "bytes") for way in ways}
    assert told == {"whole": 2_250.0, "slow": float("inf"), "part": None}


def test_the_short_form_says_each_goal_as_a_ratio() -> None:
    atlas = {"largest": 260.0, "whole": 450.0, "bytes": 2e6}
    others = {"static file": {"whole": 200.0}, "empty page": {"whole": 200.0}}
    assert say_ratios({"atlas": atlas, **others}) == [
        "largest paint / static file: 1.30 (goal 1.3) met",
        "whole map / empty page: 2.25 (goal 1.5) missed",
        "bytes of a first visit: 2,000,000 (goal 1,700,000) missed",
    ]


@pytest.mark.parametrize(
    ("agreed", "least", "most"),
    [
        ("", 40_000, 40_000),
        ("permessage-deflate; server_max_window_bits=12", 20_100, 25_000),
        ("permessage-deflate; client_max_window_bits=12", 10_100, 12_500),
    ],
)
def test_a_message_weighs_what_its_connection_makes_of_it(
    agreed: str, least: int, most: int
) -> None:
    """A noise of 10 kB twice, as hexadecimal: a wide window alone sees it again."""
    traffic = Traffic()
    headers = {"Sec-WebSocket-Extensions": agreed} if agreed else {}
    traffic.agree({"requestId": "1", "response": {"headers": headers}})
    text = Random(1).randbytes(10_000).hex()
    for _time in range(2):
        traffic.add_frame({"requestId": "1", "response": {"opcode": 1, "payloadData": text}})
    assert least <= traffic.frames <= most
