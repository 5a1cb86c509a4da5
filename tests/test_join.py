"""Passage through the communes: nothing is lost silently, years are never mixed silently."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.errors import AtlasError, VintageError
from territoires_industrie.join import (
    JoinReport,
    join_to_communes,
    make_passage,
    match_units,
    read_passage,
)

PASSAGE = make_passage(
    pd.DataFrame(
        {
            "commune_code_any_year": ["76351", "76540", "76701", "75101", "75056", "85084"],
            "commune_code_2025": ["76351", "76540", "76540", "75056", "75056", "85084"],
        }
    ),
    pd.DataFrame(
        {
            "event_code": ["21", "21", "32"],
            "effective_date": ["2024-01-01", "1983-01-01", "2024-01-01"],
            "kind_before": ["COM", "COM", "COM"],
            "kind_after": ["COM", "COM", "COM"],
            "commune_before": ["85084", "76540", "76540"],
            "commune_after": ["85165", "76351", "76351"],
        }
    ),
    ["75056", "76351", "76540", "85084", "85165"],
)


def rows(*pairs: tuple[str, float | None]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["commune_code", "people"])


def join(frame: pd.DataFrame, cog_year: int | None = 2021) -> tuple[pd.DataFrame, JoinReport]:
    return join_to_communes(
        frame, cog_year=cog_year, columns=["people"], name="essai", passage=PASSAGE
    )


def test_codes_of_another_year_are_added_to_their_commune_of_today() -> None:
    joined, report = join(rows(("76540", 5.0), ("76701", 2.0), ("75101", 3.0)))
    assert joined["people"].dropna().to_dict() == {"75056": 3.0, "76540": 7.0}
    assert (report.rows, report.matched, report.passed) == (3, 1, 2)
    assert report.totals == {"people": (10.0, 10.0)}


def test_unknown_codes_are_listed_and_counted_in_the_totals() -> None:
    _joined, report = join(rows(("76540", 5.0), ("99999", 4.0)))
    assert report.unmatched == ("99999",)
    assert report.totals == {"people": (9.0, 5.0)}


@pytest.mark.parametrize("cog_year", [2021, 2026])
@pytest.mark.parametrize("absent", [None, float("nan"), ""])
def test_rows_without_a_code_are_reported_not_sorted_with_the_others(
    absent: object, cog_year: int
) -> None:
    table = pd.DataFrame({"commune_code": ["76351", absent], "people": [1.0, 2.0]})
    joined, report = join(table, cog_year)
    assert report.unmatched == ("",)
    assert joined["people"].sum() == 1
    more = pd.DataFrame({"commune_code": ["ZZZZZ", absent], "people": [1.0, 2.0]})
    assert join(more)[1].unmatched == ("", "ZZZZZ")


def test_communes_without_a_row_are_listed() -> None:
    _joined, report = join(rows(("76540", 5.0)))
    assert report.absent == ("75056", "76351", "85084", "85165")


def test_a_restored_commune_points_to_the_one_that_holds_its_figures() -> None:
    _joined, report = join(rows(("85084", 5.0)))
    assert report.restored == {"85165": "85084"}


def test_old_restorations_and_mergers_are_not_restorations() -> None:
    assert dict(PASSAGE.parents) == {"85165": "85084"}


def test_a_missing_figure_stays_missing() -> None:
    joined, _report = join(rows(("76540", None), ("76701", None), ("76351", 1.0)))
    assert joined["people"].isna().to_dict()["76540"]
    assert joined.loc["76351", "people"] == 1.0


def test_a_table_must_say_its_year() -> None:
    with pytest.raises(VintageError, match="n’est pas dite"):
        join(rows(("76540", 5.0)), cog_year=None)


def test_old_codes_are_refused_in_a_table_of_2026() -> None:
    with pytest.raises(VintageError, match="76701"):
        join(rows(("76540", 5.0), ("76701", 5.0)), cog_year=2026)


def test_units_are_matched_by_code() -> None:
    report = match_units(pd.Series(["a", "a", "c"]), pd.Series(["a", "b"]), "essai", 2025)
    assert (report.rows, report.matched) == (3, 1)
    assert (report.unmatched, report.absent) == (("c",), ("b",))


CODES = sorted(read_passage().target)


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES), st.integers(min_value=0, max_value=10**6)),
        min_size=1,
        max_size=40,
    )
)
@settings(deadline=None, max_examples=40)
def test_any_table_of_known_codes_keeps_its_total(pairs: list[tuple[str, int]]) -> None:
    frame = rows(*pairs).astype({"people": "float64"})
    joined, report = join_to_communes(
        frame, cog_year=0, columns=["people"], name="essai", passage=read_passage()
    )
    assert joined["people"].sum() == frame["people"].sum()
    assert report.unmatched == ()
    assert report.matched + report.passed == frame["commune_code"].nunique()
    assert len(joined) == 34875


def test_codes_read_as_numbers_get_their_zeros_back() -> None:
    frame = pd.DataFrame({"commune_code": [1004, 76351], "people": [2, 4]})
    joined, report = join_to_communes(frame, cog_year=2020, columns=["people"])
    assert (joined.loc["01004", "people"], joined.loc["76351", "people"]) == (2, 4)
    assert report.unmatched == ()


def test_numbers_that_are_zones_as_well_are_refused_with_both_choices() -> None:
    frame = pd.DataFrame({"commune_code": [1101, 1102, 1103], "people": 1})
    with pytest.raises(AtlasError, match=r"1101, 1102, 1103 .*zfill\(5\).*zone_emploi"):
        join_to_communes(frame, cog_year=2020, columns=["people"])
    texts = frame.assign(commune_code=["01101", "01102", "01103"])
    joined, _report = join_to_communes(texts, cog_year=0, columns=["people"])
    assert joined["people"].sum() == 3


def test_numbers_with_decimals_are_no_codes() -> None:
    frame = pd.DataFrame({"commune_code": [1004.5, 76351.0], "people": 1})
    with pytest.raises(AtlasError, match="commune_code"):
        join_to_communes(frame, cog_year=2020, columns=["people"])


def test_arrondissements_beside_their_commune_are_refused_unless_they_complete_it() -> None:
    frame = rows(("75056", 10.0), ("75101", 1.0))
    with pytest.raises(AtlasError, match="75101"):
        join(frame)
    # Rows without a code do not make a table of several rows a code.
    with pytest.raises(AtlasError, match="75101"):
        join(pd.concat([frame, rows(("", 1.0), ("", 2.0))]))
    joined, _report = join_to_communes(
        frame, cog_year=0, columns=["people"], passage=PASSAGE, adds_arrondissements=True
    )
    assert joined.loc["75056", "people"] == 11


@pytest.mark.parametrize(
    ("frame", "columns", "told"),
    [
        (pd.DataFrame({"commune_code": ["76540"], "n": ["10,5"]}), ["n"], "10,5"),
        (pd.DataFrame({"commune_code": ["76540"], "n": [1]}), ["absente"], "absente"),
        (pd.DataFrame({"insee": ["76540"], "n": [1]}), ["n"], "commune_code"),
    ],
)
def test_tables_that_cannot_be_added_up_are_refused_in_words(
    frame: pd.DataFrame, columns: list[str], told: str
) -> None:
    with pytest.raises(AtlasError, match=told):
        join_to_communes(frame, cog_year=2020, columns=columns)
