"""Several figures of a file at once, and the ratio of two that a session holds."""

from dataclasses import replace

import pytest

from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators import own
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.upload import (
    bring_several,
    divide_indicators,
    limits,
    propose_roles,
    read_upload,
    use_ratio,
)
from territoires_industrie.upload.saving import restore_indicators, save_indicators

LE_HAVRE, ROUEN, LYON = "200084952", "200023414", "200046977"
CONTENT = (
    "siren;Emplois 2022;Sites 2022;Taux 2021\n"
    f"{LE_HAVRE};100;4;1,5\n{ROUEN};50;0;2,5\n{LYON};s;7;3,5\n"
).encode()


def bring_three() -> list[Indicator]:
    table = read_upload("a.csv", CONTENT)
    roles = replace(propose_roles(table), kind="rate", value="Emplois 2022", title="Emplois")
    made = bring_several(table, replace(roles, year="2022"), ["Sites 2022", "Taux 2021"])
    return [one.own for one in made]


def test_each_figure_is_an_indicator_with_its_own_title_and_year() -> None:
    jobs, sites, rate = bring_three()
    assert [one.name for one in (jobs, sites, rate)] == ["Emplois", "Sites 2022", "Taux 2021"]
    assert [one.years for one in (jobs, sites, rate)] == [("2022",), ("2022",), ("2021",)]
    assert rate.formula.cells("epci", "2021")["value"][ROUEN] == 2.5
    assert len({one.key for one in (jobs, sites, rate)}) == 3


def test_more_figures_than_a_session_may_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    formulas = [one.formula for one in bring_three()]
    count = sum(one.count for one in formulas if isinstance(one, OwnFigures))
    monkeypatch.setattr(limits, "MAX_FIGURES", count)
    assert len(bring_three()) == 3
    monkeypatch.setattr(limits, "MAX_FIGURES", count - 1)
    with pytest.raises(AtlasError, match="Trop de chiffres"):
        bring_three()


def test_a_ratio_has_a_figure_where_both_have_one() -> None:
    jobs, sites, _rate = bring_three()
    ratio = divide_indicators(jobs, sites, "Emplois par site", "‰", 1000)
    cells = ratio.formula.cells("epci", "2022")
    assert cells["value"][LE_HAVRE] == 25_000
    assert cells["status"][ROUEN] == "not_aggregable"  # no site to divide by
    assert cells["status"][LYON] == "withheld"
    assert (ratio.name, ratio.unit, ratio.years) == ("Emplois par site", "‰", ("2022",))
    (back,) = restore_indicators(save_indicators([ratio]))
    assert back.formula.cells("epci", "2022").equals(cells)


def test_a_ratio_states_both_files_as_its_source() -> None:
    jobs, sites, _rate = bring_three()
    assert isinstance(sites.formula, OwnFigures)
    record = replace(sites.record, producer="INSEE", attribution="autre.csv")
    other = replace(sites, formula=replace(sites.formula, provenance=record))
    said = divide_indicators(jobs, other, "Emplois par site").record
    assert said.producer.endswith("INSEE")
    assert said.producer.startswith(jobs.record.producer)
    assert said.attribution == f"{jobs.record.attribution} ; autre.csv"
    assert said.product == jobs.record.product


def test_a_ratio_of_nothing_in_common_is_refused() -> None:
    jobs, _sites, rate = bring_three()
    for other in (jobs, rate):
        with pytest.raises(AtlasError, match="une année en commun"):
            divide_indicators(jobs, other, "Rapport")
    with pytest.raises(AtlasError, match="Titre"):
        divide_indicators(jobs, rate, " ")


def with_departments(one: Indicator, code: str) -> Indicator:
    """Return an indicator of one more level, its first, where one unit alone has a figure."""
    assert isinstance(one.formula, OwnFigures)
    cells = one.formula.cells("epci", "2022")
    alone = cells.assign(value=cells["value"].where(cells.index == code))
    by_year = {"2022": {"departement": alone, "epci": cells}}
    levels = ("departement", "epci")
    return replace(one, levels=levels, formula=replace(one.formula, by_year=by_year))


def test_a_ratio_has_the_levels_where_it_has_a_figure() -> None:
    jobs, sites, _rate = bring_three()
    first, second = with_departments(jobs, LE_HAVRE), with_departments(sites, LYON)
    ratio = divide_indicators(first, second, "Emplois par site")
    assert ratio.levels == ("epci",)


def test_the_lines_of_a_ratio_make_it_again() -> None:
    jobs, sites, _rate = bring_three()
    with own.using_shelf(own.Shelf(jobs, sites)):
        ratio = use_ratio(jobs.key, sites.key, "Emplois par site")
        assert own.own_indicators()[ratio.key] is ratio
        again: dict[str, object] = {}
        exec("\n".join(ratio.formula.python[-3:]), again)
        assert ratio.key in own.own_indicators()


def test_what_the_parts_of_a_ratio_share_is_read_once() -> None:
    first, second, _rate = bring_three()
    alone = first.formula.python
    # Each is made of the two before it: their lines would double with every step.
    for step in range(limits.MAX_HELD):
        first, second = divide_indicators(first, second, f"Rapport {step}"), first
    lines = first.formula.python
    assert lines[: len(alone)] == alone
    assert lines[-1] == first.formula.python[-1]
    assert sum(line.startswith("use_ratio") for line in lines) == limits.MAX_HELD
    assert len(lines) < len(alone) * 2 + 4 * limits.MAX_HELD
    assert restore_indicators(save_indicators([first]))[0].formula.python == lines


def bring_series(*, is_series: bool) -> list[Indicator]:
    """Bring a figure, and two columns of another one, with or without the series."""
    content = f"siren;Emplois 2021;Emplois 2022;Sites 2021;Sites 2022\n{LE_HAVRE};90;100;3;4\n"
    table = read_upload("a.csv", content.encode())
    roles = replace(propose_roles(table, value="Emplois 2022"), kind="rate")
    if not is_series:
        roles = replace(roles, year_columns=())
    return [one.own for one in bring_several(table, roles, ["Sites 2021", "Sites 2022"])]


def test_the_other_figures_are_single_years_where_the_first_is() -> None:
    made = bring_series(is_series=False)
    assert [one.years for one in made] == [("2022",), ("2021",), ("2022",)]
    assert made[1].formula.cells("epci", "2021")["value"][LE_HAVRE] == 3


def test_two_columns_of_one_series_are_one_indicator() -> None:
    made = bring_series(is_series=True)
    assert [one.years for one in made] == [("2021", "2022")] * 2
