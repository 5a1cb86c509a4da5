"""What the benchmarks' report says of a line: ahead, level or behind."""

from random import Random

import pytest

from benchmarks import report
from benchmarks.charts import growth_rows, load_rows
from benchmarks.floors import Floor
from benchmarks.goals import GOALS, MISSED, OVER, PROCESS, UNMEASURED, judge, read_figure
from benchmarks.load import CASES, Case
from benchmarks.measures import Measured
from benchmarks.report import LINES, Figures, _verdict, write_report
from benchmarks.traffic import Traffic
from benchmarks.ways import ATLAS, OURS, PEERS, PLANS, WAYS, ordered
from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene.view import default_indicator
from territoires_industrie.ui.controls import indicator_label
from tests.browser.serving import ROOT

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


def test_what_nobody_measured_is_neither_met_nor_missed() -> None:
    only: dict[str, dict[str, Measured | None]] = {ATLAS: {"memory": {"mb": 0.2}}}
    assert _verdict(only, ATLAS, MEMORY) == UNMEASURED
    assert _verdict({"pydeck": {"memory": {"mb": 0.2}}}, ATLAS, MEMORY) == UNMEASURED


def test_the_atlas_is_measured_before_its_peers_and_theirs_of_communes_last() -> None:
    asked = [(level, way.key) for level, way in ordered(tuple(PLANS))]
    assert sorted(asked) == sorted(
        (one.level, way.key) for one in PLANS.values() for way in one.ways
    )
    assert {way for _, way in asked[: 2 * len(PLANS)]} == set(OURS)
    levels = [level for level, way in asked if way in PEERS]
    assert list(dict.fromkeys(levels)) == ["epci", "departement", "commune"]
    assert {level for level, _ in ordered(("epci",))} == {"epci"}


def test_a_visit_is_a_first_view_and_five_changes() -> None:
    seen: Measured = {"bytes": 2_000.0}
    ways: dict[str, dict[str, Measured | None]] = {
        "whole": {"first": seen, "change": {"bytes": 50.0}},
        "slow": {"first": seen, "change": None},
        "part": {"first": seen},
    }
    told = {way: read_figure(ways, way, "visit", "bytes") for way in ways}
    assert told == {"whole": 2_250.0, "slow": float("inf"), "part": None}


FIRSTS: dict[str, dict[str, Measured | None]] = {
    "atlas": {
        "turn": {"largest": 260.0, "whole": 450.0, "bytes": 2e6},
        "click": {"ms": 50.0, "worst_ms": 90.0, "cpu_ms": 25.0, "frames": 1.0},
    },
    "static": {"turn": {"largest": 200.0, "whole": 200.0, "bytes": 1e6}},
    "empty": {"turn": {"largest": 200.0, "whole": 200.0, "bytes": 1e6}},
    "plain": {"click": {"ms": 1_600.0, "worst_ms": 2_000.0, "cpu_ms": 9.0, "frames": 1.0}},
    "cached": {"click": None},
}


def test_a_goal_is_judged_by_what_was_measured_alone() -> None:
    seen = {goal: (told, met) for goal, told, met in judge(GOALS, {"epci": FIRSTS})}
    assert seen["largest paint / whole map of the static file ≤ 1.30"] == ("1.30", True)
    assert seen["whole map / empty page ≤ 1.50"] == ("2.25", False)
    assert seen["bytes of a first visit ≤ 1,700,000"] == ("2,000,000", False)
    assert seen["click to facts / folium.GeoJson ≤ 0.100"] == ("0.031", True)
    assert not any("export" in goal or "change" in goal for goal in seen)
    # One that was never over is at most nothing of the other.
    assert seen["click to facts / folium.GeoJson, cached ≤ 0.100"] == ("0.000", True)


def test_the_report_begins_with_goals_then_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "LIBRARIES", ())  # the peers, which this run may do without
    started: dict[str, dict[str, Measured | None]] = {"atlas": {"export": {"s": 1.5}}}
    levels = {PROCESS: started, "epci": FIRSTS}
    floors = [Floor("a page of 50 lines", 55, 6300, 8.4)]
    text, is_met = write_report(Figures(levels, {"epci": 1255}, [], floors, "140", 0.1))
    assert not is_met
    assert text.index("## Goals") < text.index("## In ratios") < text.index("## 1,255 polygons")
    assert "| `atlas export epci --format geojson`, s ≤ 2.0 | 1.5 | met |" in text
    assert f"| epci | click to facts | 32.0 | {OVER} |" in text
    assert "| a page of 50 lines | 55 | 6.3 | 8 |" in text
    assert "| epci: an empty Streamlit page | 200 | 200 | 1000 |" in text


def test_growth_is_drawn_where_both_were_measured() -> None:
    rows = growth_rows({"epci": FIRSTS}, {"epci": 1255})
    assert rows.to_numpy().tolist() == [["click to facts", "folium.GeoJson", 1255, 32.0]]


def test_the_load_page_has_the_rows_of_its_chart() -> None:
    rows = load_rows((ROOT / "docs" / "load.md").read_text("utf-8"))
    assert set(rows["readers"]) == {Case.read(case).readers for case in CASES}


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


@pytest.mark.parametrize("level", PLANS)
def test_the_atlas_is_never_asked_for_what_it_shows_already(level: str) -> None:
    shown = indicator_label([find_indicator(default_indicator(level))])
    labels = WAYS[0].labels(level)
    assert labels
    assert shown not in labels
