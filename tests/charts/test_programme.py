"""Charts of the programme's page: each is Vega-Lite, with the figures of the atlas."""

from collections.abc import Iterator

import pandas as pd

from territoires_industrie.analysis.matched import compare_members
from territoires_industrie.charts import matched
from territoires_industrie.charts.parts import Chart
from territoires_industrie.charts.programme import (
    count_bars,
    count_steps,
    flow_ribbons,
    region_bars,
)
from territoires_industrie.programme.flows import MOVEMENTS, count_flows, read_flows
from territoires_industrie.programme.timeline import territoire_counts
from tests.charts.checking import checked


def charts() -> Iterator[Chart]:
    counts = count_flows(read_flows("2022-12-31", "2023-11-14"))
    total = {key: int(sum(counts[key][:-1])) for key in MOVEMENTS}
    yield flow_ribbons(total, "avant", "après")
    yield region_bars(counts, {str(code): f"Région {code}" for code in counts.index})
    yield count_steps(territoire_counts())
    yield count_bars({"A": 3, "B": 0})
    comparison = compare_members()
    yield matched.change_bars(comparison)
    yield matched.gap_chart(comparison)
    yield matched.spread_chart(comparison.trends[0])
    yield matched.balance_chart(comparison.balance)


def test_a_later_state_stands_within_the_axis() -> None:
    counts = territoire_counts()
    later = counts.tail(1).assign(event_date="2026-03-01")
    ends = [
        checked(count_steps(table))["layer"][0]["encoding"]["x"]["scale"]["domain"][1]
        for table in (counts, pd.concat([counts, later]))
    ]
    assert ends == ["2025-01-01", "2027-01-01"]


def test_every_chart_is_vega_lite_with_rows() -> None:
    for chart in charts():
        assert any(checked(chart)["datasets"].values())
