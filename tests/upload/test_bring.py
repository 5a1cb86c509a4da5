"""Files of users on the map: passage, sums, statuses, and every row that is not used."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from territoires_industrie.export.citation import cite, data_fingerprint
from territoires_industrie.export.names import file_name
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import (
    Measure,
    find_indicator,
    indicators_of,
    national_value,
    own,
    read_values,
)
from territoires_industrie.join import read_passage
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_composition, read_members, read_units
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.sources import ROOT, read_table
from territoires_industrie.statistics.aggregation import read_measures
from territoires_industrie.statistics.status import Status
from territoires_industrie.upload import (
    Brought,
    RawTable,
    Reading,
    Roles,
    bring_indicator,
    propose_roles,
    read_upload,
    use_file,
)
from territoires_industrie.upload import bring as bring_module
from territoires_industrie.upload.example import example_file
from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.rows import say_report

LE_HAVRE, ROUEN = "200084952", "200023414"
AGEN_BEFORE = ("200035459", "200036572")
AGEN = "200096956"
"""Two EPCI of 2021 that merged in 2022, by the repository's own list of successors."""


def table_of(frame: pd.DataFrame, name: str = "fichier.csv") -> RawTable:
    return read_upload(name, frame.to_csv(sep=";", decimal=",", index=False).encode())


def figures(brought: Brought, level: str) -> pd.DataFrame:
    return brought.own.formula.cells(level, brought.own.years[-1])


def bring(frame: pd.DataFrame, **roles: object) -> Brought:
    table = table_of(frame)
    proposed = propose_roles(table)
    dated = replace(proposed, year=proposed.year or "2024")
    return bring_indicator(table, replace(dated, **roles))  # type: ignore[arg-type]


def refusal(frame: pd.DataFrame, **roles: object) -> str:
    with pytest.raises(UploadError) as refused:
        bring(frame, **roles)
    return str(refused.value)


def cell(brought: Brought, level: str, code: str) -> tuple[float, str]:
    cells = figures(brought, level)
    return float(cells["value"][code]), str(cells["status"][code])


def every_commune(column: str) -> pd.DataFrame:
    values = read_measures()[column]
    return pd.DataFrame({"commune": values.index, "valeur": values.to_numpy()})


def test_roles_are_proposed_from_titles_and_cells() -> None:
    roles = propose_roles(read_upload("exemple.csv", example_file()))
    assert roles == Roles(
        key_kind="epci",
        key_column="siren",
        cog_year=COG_YEAR,
        kind="",
        value="emplois_prives_2022",
        denominator="habitants_2022",
        title="emplois_prives_2022",
        year="2022",
    )


def test_a_count_by_commune_is_the_figure_that_the_atlas_works_out() -> None:
    brought = bring(every_commune("population_count_2022"), kind="count")
    assert (brought.own.measure, brought.own.decimals) == (Measure.COUNT, 0)
    for level in LEVELS:
        ours = figures(brought, level)
        theirs = read_values(level, "population_count", "2022")
        assert ours["value"].equals(theirs["value"]), level
        assert ours.index.equals(read_units(level).index)
    assert brought.own.formula.nation(brought.own.years[-1]) == national_value(
        "population_count", "2022"
    )


def test_a_quotient_of_a_group_is_recomputed_from_its_sums() -> None:
    comparator = read_table("commune_comparator_2018")
    columns = ["industrial_establishments_count_2018", "establishments_count_2018"]
    brought = bring(
        comparator[["commune_code", *columns]],
        kind="quotient",
        value=columns[0],
        denominator=columns[1],
        scale=100.0,
        unit="%",
    )
    assert brought.roles.cog_year == 0
    assert brought.rows.report.passed > 0
    for level in ("epci", "territoire_phase2", "zone_emploi", "departement", "region"):
        theirs = read_values(level, "industrial_establishments_share_pct", "2018")["value"]
        both = pd.DataFrame({"ours": figures(brought, level)["value"], "theirs": theirs}).dropna()
        # A former commune without a figure leaves its whole unit without: one région here.
        assert len(both) >= 0.94 * theirs.notna().sum(), level
        assert np.allclose(both["ours"], both["theirs"]), level


def test_epci_of_2021_that_merged_since_are_added_up_and_reported() -> None:
    frame = pd.DataFrame({"siren": [*AGEN_BEFORE, LE_HAVRE], "n": [10, 5, 7]})
    brought = bring(frame, kind="count")
    assert brought.roles.cog_year == 2021
    assert cell(brought, "epci", AGEN) == (15.0, "value")
    assert cell(brought, "epci", LE_HAVRE) == (7.0, "value")
    report = brought.rows.report
    assert (report.matched, report.passed, report.unmatched) == (1, 2, ())
    assert "2 passés par les communes du COG 2021 à celui de 2026" in say_report(report).replace(
        "\u202f", " "
    )


def test_half_of_a_merger_gives_no_figure() -> None:
    frame = pd.DataFrame({"siren": [AGEN_BEFORE[0], LE_HAVRE], "n": [10, 7]})
    brought = bring(frame, kind="count", cog_year=2021)
    assert cell(brought, "epci", AGEN)[1] == Status.NOT_AGGREGABLE
    assert cell(brought, "epci", ROUEN)[1] == Status.NOT_IN_FILE
    zeros = bring(frame, kind="count", cog_year=2021, absent_is_zero=True)
    assert cell(zeros, "epci", AGEN) == (10.0, "value")
    assert cell(zeros, "epci", ROUEN) == (0.0, "zero")


def test_an_epci_that_was_split_is_not_shared_out() -> None:
    split = "200067221"
    frame = pd.DataFrame({"siren": [split, LE_HAVRE], "n": [10, 7]})
    brought = bring(frame, kind="count", cog_year=2021)
    parts = read_table("epci_composition_2019_2026")
    communes = parts.loc[
        (parts["epci_siren"] == split) & (parts["cog_year"] == 2021), "commune_code_2026"
    ]
    heirs = read_composition().loc[communes.unique(), "epci_siren"].unique()
    assert len(heirs) > 1
    assert {cell(brought, "epci", heir)[1] for heir in heirs} == {Status.NOT_AGGREGABLE}


def test_a_code_of_another_year_is_listed_with_its_years() -> None:
    frame = pd.DataFrame({"siren": [LE_HAVRE, AGEN_BEFORE[0], "123456789", ""], "n": [1, 2, 3, 4]})
    brought = bring(frame, kind="count", cog_year=COG_YEAR)
    listed = brought.rows.unmatched
    assert listed["line"].tolist() == [3, 4, 5]
    assert listed["code"].tolist() == [AGEN_BEFORE[0], "123456789", ""]
    reasons = listed["reason"].tolist()
    assert reasons[0] == "EPCI d’un autre COG : de 2019 à 2021"
    assert "9 chiffres" in reasons[1]
    assert reasons[2] == "Code vide"


def test_a_former_commune_goes_to_that_of_today() -> None:
    passage = read_passage()
    old = next(code for code in sorted(passage.target) if code not in passage.current)
    new = passage.target[old]
    frame = pd.DataFrame({"insee": [old, new], "n": [3, 4]})
    brought = bring(frame, kind="count", absent_is_zero=True)
    assert brought.roles.cog_year == 0
    assert cell(brought, "commune", new) == (7.0, "value")
    strict = bring(frame, kind="count", cog_year=COG_YEAR, absent_is_zero=True)
    assert strict.rows.unmatched["reason"].tolist() == ["Commune d’un autre COG que 2026"]
    assert cell(strict, "commune", new) == (4.0, "value")


def test_lost_zeros_and_blanks_are_put_back() -> None:
    frame = pd.DataFrame({"insee": ["1004", "2a004", " 76 351 "], "n": [1, 2, 3]})
    brought = bring(frame, kind="count", absent_is_zero=True)
    assert [cell(brought, "commune", code)[0] for code in ("01004", "2A004", "76351")] == [1, 2, 3]


def test_duplicates_are_set_aside_or_added_up() -> None:
    frame = pd.DataFrame({"siren": [LE_HAVRE, LE_HAVRE, ROUEN], "n": [1, 2, 4]})
    aside = bring(frame, kind="count")
    assert aside.rows.duplicates["line"].tolist() == [2, 3]
    assert cell(aside, "epci", LE_HAVRE)[1] == Status.NOT_AGGREGABLE
    added = bring(frame, kind="count", adds_duplicates=True)
    assert added.rows.duplicates.empty
    assert cell(added, "epci", LE_HAVRE) == (3.0, "value")
    assert "chaque code vient plusieurs fois" in refusal(frame.head(2), kind="count")


def test_arrondissements_beside_their_commune_are_not_counted_twice() -> None:
    frame = pd.DataFrame({"insee": ["75056", "75101", "69381"], "n": [10, 4, 2]})
    brought = bring(frame, kind="count", absent_is_zero=True)
    assert brought.rows.duplicates["code"].tolist() == ["75101"]
    assert cell(brought, "commune", "75056") == (10.0, "value")
    assert cell(brought, "commune", "69123") == (2.0, "value")


def test_a_rate_without_its_parts_is_never_given_to_a_group() -> None:
    units = read_units("epci").index
    brought = bring(pd.DataFrame({"siren": units, "taux": np.arange(len(units)) / 10}), kind="rate")
    assert brought.own.formula.nation(brought.own.years[-1]) is None
    assert figures(brought, "epci")["value"].notna().all()
    members = read_members(2).groupby("territoire_id")
    single = (members.size() == 1) & (members["member_kind"].first() == "epci")
    cells = figures(brought, "territoire_phase2")
    assert cells["value"].notna().equals(single.reindex(cells.index))
    assert (cells.loc[~single.reindex(cells.index), "status"] == Status.NOT_AGGREGABLE).all()
    assert "region" not in brought.own.levels


def test_a_rate_by_commune_shows_communes_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.DataFrame({"insee": ["76351", "76540"], "taux": [1.5, 2.5]})
    monkeypatch.setattr(bring_module, "MAP_LEVELS", ("epci", "region"))
    assert "numérateur" in refusal(frame, kind="rate")
    monkeypatch.setattr(bring_module, "MAP_LEVELS", ("epci", "commune"))
    assert bring(frame, kind="rate").own.levels == ("commune",)


def test_territories_of_either_phase_keep_their_own_ground() -> None:
    for phase in (1, 2):
        level = f"territoire_phase{phase}"
        units = read_units(level).index
        frame = pd.DataFrame({"id": units.str.upper(), "n": range(len(units))})
        brought = bring(frame, kind="count", key_kind=level, key_column="id")
        assert brought.rows.report.matched == len(units)
        values = figures(brought, level)["value"]
        # One territory may hold the ground of none of its own: nothing is shared out.
        assert values.dropna().equals(
            pd.Series(range(len(units)), units, dtype=float)[values.notna()]
        )
        assert values.notna().mean() > 0.98


def test_why_a_cell_has_no_figure_is_kept() -> None:
    sirens = [LE_HAVRE, ROUEN, "200066793", "200067106", "200071082"]
    frame = pd.DataFrame({"siren": sirens, "n": ["s", "n.d.", "abc", "0", "12,5"]})
    brought = bring(frame, kind="count")
    statuses = [cell(brought, "epci", siren)[1] for siren in sirens]
    assert statuses == ["withheld", "not_published", "not_published", "zero", "value"]
    assert brought.rows.unreadable["line"].tolist() == [4]
    assert "« abc » n’est pas un nombre" in brought.rows.unreadable["reason"][0]


def test_a_signed_rate_turns_around_zero_and_a_negative_count_is_refused() -> None:
    frame = pd.DataFrame({"siren": [LE_HAVRE, ROUEN], "solde": ["-1,5", "2,5"]})
    assert bring(frame, kind="rate").own.palette == "diverging_zero"
    told = refusal(frame, kind="count")
    assert "Colonne « solde »" in told
    assert f"{LE_HAVRE} a -1.5" in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Nature du chiffre"),
        ({"kind": "count", "value": "siren"}, "colonnes différentes"),
        ({"kind": "quotient", "denominator": "absente"}, "colonnes différentes"),
        ({"kind": "count", "value": "nom"}, "des nombres sont attendus"),
        ({"kind": "count", "key_kind": "commune", "cog_year": 0}, "Aucune ligne ne correspond"),
        ({"kind": "count", "title": " \u202e "}, "Titre"),
        ({"kind": "count", "title": "<script>alert(1)</script>"}, "HTML"),
        ({"kind": "count", "unit": "<b>€</b>"}, "HTML"),
        ({"kind": "count", "year": "２０２２"}, "Année de référence"),
        ({"kind": "count", "year": "22"}, "Année de référence"),
    ],
)
def test_roles_that_do_not_go_together_are_refused(changes: dict[str, str], told: str) -> None:
    frame = pd.DataFrame({"siren": [LE_HAVRE, ROUEN], "nom": ["a", "b"], "n": [1, 2]})
    assert told in refusal(frame, **changes)


def test_in_force_it_is_an_indicator_like_any_other() -> None:
    brought = bring(pd.DataFrame({"siren": [LE_HAVRE, ROUEN], "n": [1, 2]}), kind="count")
    key = brought.own.key
    with own.using_shelf(own.Shelf(brought.own)):
        assert indicators_of("epci")[0] is find_indicator(key)
        assert read_values("epci", key)["value"][ROUEN] == 2
        assert national_value(key) == 3
        assert find_indicator(key).record.attribution == "fichier.csv"
        extract = Table(View("epci", filter=Filter(only=(ROUEN,))), (key,))
        assert "fichier.csv" in cite(extract).text
        assert data_fingerprint(extract) != data_fingerprint(replace(extract, indicators=()))
        assert file_name(extract, "csv").startswith(key.replace("_", "-"))
    with pytest.raises(Exception, match="Indicateur inconnu"):
        find_indicator(key)
    assert key not in {one.key for one in indicators_of("epci")}


def test_the_same_file_read_the_same_way_has_the_same_key() -> None:
    frame = pd.DataFrame({"siren": [LE_HAVRE, ROUEN], "n": [1, 2]})
    first, same = (bring(frame, kind="count").own.key for _time in range(2))
    assert first == same
    others = [
        bring(frame, kind="rate"),
        bring(frame, kind="count", title="Autre"),
        bring(frame.assign(n=[1, 3]), kind="count"),
    ]
    assert len({first, *(one.own.key for one in others)}) == 4


def test_the_python_of_a_citation_rebuilds_the_same_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"siren": [LE_HAVRE, ROUEN], "n": [1, 2]})
    frame.to_csv("fichier.csv", sep=";", index=False)
    with own.using_shelf(own.EMPTY):
        table = read_upload("fichier.csv", Path("fichier.csv").read_bytes())
        roles = replace(propose_roles(table), kind="count", year="2024")
        brought = use_file("fichier.csv", Reading(), roles)
        one = View("epci", brought.own.key, filter=Filter(only=(ROUEN,)))
        lines = cite(one).python
    with own.using_shelf(own.EMPTY):
        names: dict[str, object] = {}
        exec(lines, names)
        rebuilt = names["rows"]
        assert isinstance(rebuilt, pd.DataFrame)
        assert rebuilt[brought.own.key].tolist() == [2]


def test_the_python_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "own-indicator.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("sites.csv").write_text(f"epci;sites\n{LE_HAVRE};3\n{ROUEN};4\n", "utf-8")
    with own.using_shelf(own.EMPTY):
        exec(lines, {})
        (held,) = own.own_indicators().values()
        assert (held.title, held.formula.nation("2024")) == ("Sites", 7)


def test_a_division_by_next_to_nothing_gives_no_figure() -> None:
    content = f"siren;n;d\n{LE_HAVRE};5e14;1e-9\n{ROUEN};12;4\n".encode()
    roles = replace(propose_roles(read_upload("a.csv", content)), kind="quotient", year="2024")
    roles = replace(roles, value="n", denominator="d", decimal=".")
    brought = bring_indicator(read_upload("a.csv", content), roles)
    cells = brought.own.formula.cells("epci", "2024")
    assert cells["status"][LE_HAVRE] == Status.NOT_AGGREGABLE
    assert np.isnan(cells["value"][LE_HAVRE])
    assert cells["value"][ROUEN] == 3
    assert brought.own.formula.nation("2024") == pytest.approx(1.25e14)
