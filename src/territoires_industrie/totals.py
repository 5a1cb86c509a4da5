"""Known totals of the tables, published by the producers or the programme: ``totals.toml``."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.membership import read_members, read_units
from territoires_industrie.sources import read_table


@dataclass(frozen=True)
class Total:
    """A known total: what it is, how to compute it, what it must be."""

    title: str
    measure: Callable[[], float]
    expected: float
    tolerance: float = 0.0


def _sum(table: str, column: str) -> float:
    return float(read_table(table)[column].astype(float).sum())


def _rows(table: str) -> float:
    return float(len(read_table(table)))


def _units(level_key: str) -> float:
    return float(len(read_units(level_key)))


def _nation(key: str, year: str) -> float:
    return float(national_value(key, year) or 0.0)


def _regions(key: str, year: str) -> float:
    return float(read_values("region", key, year)["value"].sum())


def _territoires(phase: int) -> float:
    return float(read_members(phase)["territoire_id"].nunique())


def _epci_private_jobs(year: str) -> float:
    table = read_table("epci_private_jobs_2024")
    return float(table.loc[table["year"] == year, "private_jobs_count"].sum())


def _salaried_industry(year: str) -> float:
    table = read_table("salaried_jobs_2023")
    rows = (table["a5_code"] == "BE") & (table["year"] == year)
    return float(table.loc[rows, "salaried_jobs_count"].sum())


def _industrial_sites() -> float:
    kinds = read_table("brownfield_2024")["site_type"].str.casefold()
    return float(kinds.str.contains("industriel").sum())


def _axe_seine(column: str) -> float:
    return float(read_units("territoire_phase2")[column]["ti-2802"])


MEASURES: dict[str, Callable[..., float]] = {
    measure.__name__.removeprefix("_"): measure
    for measure in (
        _sum, _rows, _units, _nation, _regions, _territoires, _epci_private_jobs,
        _salaried_industry, _industrial_sites, _axe_seine,
    )
}  # fmt: skip
"""How totals are measured, by the name that ``totals.toml`` has for it."""


def _read_totals() -> tuple[Total, ...]:
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(
        Total(
            said["title"],
            partial(MEASURES[said["kind"]], *said.get("of", ())),
            said["expected"],
            said.get("tolerance", 0.0),
        )
        for said in content["total"]
    )


TOTALS = _read_totals()
