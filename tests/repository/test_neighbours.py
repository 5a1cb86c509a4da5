"""The lines of the work of others: what counts as felt, and the table of the load page."""

from pathlib import Path

from benchmarks.load import KEPT, PARTS, REPORT, Case
from benchmarks.load_report import (
    SECTIONS,
    Load,
    _felt_table,
    _mixed_goals,
    _served,
    _spared,
    keep_part,
    read_parts,
    write_load,
)
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
    mixed = Mixed(5.0, 500.0, (700.0, 790.0), 590.0, 730.0, 610.0, 0)
    assert [met for _goal, _said, met in _mixed_goals(mixed)] == [True, True]
    grown = Mixed(5.0, 500.0, (700.0, 790.0), 610.0, 770.0, 610.0, 0)
    assert [said for _goal, said, _met in _mixed_goals(grown)] == ["+22%", "160 MB"]
    assert not any(met for _goal, _said, met in _mixed_goals(grown))


def test_a_part_that_is_measured_anew_leaves_the_others(tmp_path: Path) -> None:
    kept = tmp_path / "load.json"
    keep_part(
        kept, "mixed", {"mixed": Mixed(5.0, 500.0, (700.0, 790.0), 590.0, 730.0, 610.0, 0)}, 0.1
    )
    keep_part(kept, "others", {"felt": [felt("a", 301.0)]}, 0.1)
    before = write_load(read_parts(kept))
    after = write_load(keep_part(kept, "others", {"felt": [felt("a", 299.0)]}, 4.0))
    assert "301 ms (a) | **missed**" in before
    assert "299 ms (a) | met" in after
    assert "140 MB | met" in after
    assert ("not quiet" in before, "not quiet" in after) == (False, True)


def test_as_many_readers_are_served_as_were_tried_and_answered_in_time() -> None:
    loads = [
        Load(1, readers, 3.0, 900, 40.0, p95_ms, 90.0, 0.8, 0)
        for readers, p95_ms in ((100, 500.0), (150, 1001.0))
    ]
    assert [goal[1:] for goal in _served(loads)] == [("100", False)]
    assert [goal[1:] for goal in _served(loads[:1])] == [("100, no more tried", False)]
    assert Case.read("2x400x3") == Case(2, 400, 3.0)


def test_the_page_of_load_is_written_from_what_was_measured() -> None:
    assert PARTS.keys() == SECTIONS.keys()
    assert REPORT.read_text("utf-8") == write_load(read_parts(KEPT))


def test_what_was_measured_before_has_every_line() -> None:
    assert [one.what for one in read_felt(THEN)] == [line.what for line in LINES]
