"""The lines of the work of others: what counts as felt, and the table of the load page."""

from benchmarks.load_report import _felt_table, _mixed_goals, _spared
from benchmarks.mixed import Mixed
from benchmarks.neighbours import LINES, THEN, Felt, Readers, read_felt


def felt(what: str, p95_ms: float, clicks: int = 5) -> Felt:
    return Felt(what, 40.0, p95_ms, 2 * p95_ms, clicks, 3.0, 700.0)


def test_a_click_counts_when_it_lasted_into_the_work_of_others() -> None:
    readers = Readers(port=0)
    readers.clicks = [(0.0, 0.5), (0.9, 0.3), (1.5, 0.1), (2.5, 0.1)]
    assert readers.between(1.0, 2.0) == [300.0, 100.0]


def test_the_table_sets_now_beside_then() -> None:
    table = _felt_table([felt("a", 900.0)], [felt("a", 90.0), felt("b", 30.0, clicks=0)])
    assert "| a | 900 (1800) | 90 (180) | 40 | 3.0 |" in table
    assert "| b | – | – |" in table
    assert _spared([felt("a", 301.0), felt("b", 20.0)]) == (
        "click p95 ≤ 300 ms while others work",
        "301 ms (a)",
        False,
    )


def test_mixed_use_is_held_to_its_first_round_and_a_table_to_its_size() -> None:
    mixed = Mixed(5.0, (500.0, 590.0), 600.0, 740.0, 610.0, 0)
    assert [met for _goal, _said, met in _mixed_goals(mixed)] == [True, True]
    grown = Mixed(5.0, (500.0, 610.0), 600.0, 760.0, 610.0, 0)
    assert [said for _goal, said, _met in _mixed_goals(grown)] == ["+22%", "160 MB"]
    assert not any(met for _goal, _said, met in _mixed_goals(grown))


def test_what_was_measured_before_has_every_line() -> None:
    assert [one.what for one in read_felt(THEN)] == [line.what for line in LINES]
