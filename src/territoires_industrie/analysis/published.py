"""Figures that a territory publishes about itself, beside those that the atlas computes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from territoires_industrie.analysis.profile import NOTICE, read_profile
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_units
from territoires_industrie.programme.actions import require_territoire
from territoires_industrie.programme.states import read_counted_members
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.wording import N_, _


@dataclass(frozen=True)
class Measured:
    """A figure of the atlas: its value (None where it cannot be computed) and what it is."""

    value: float | None
    label: str
    definition: str


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure, and the figures of the atlas to compare it with.

    Attributes
    ----------
    measure
        Key of the data.
    label
        What the figure is, in the language of the run.
    text, value
        As printed; as a number, or None for a date.
    qualifier
        Key of ``timeline.QUALIFIERS``.
    unit
        Short unit, in the language of the run.
    source
        The page that prints it.
    computed
        Figures of the atlas for the same thing, the closest in definition first; empty
        when the data hold nothing comparable.
    difference
        Why the two differ, or why nothing is computed, in the language of the run.
    """

    measure: str
    label: str
    text: str
    value: float | None
    qualifier: str
    unit: str
    source: str
    computed: tuple[Measured, ...]
    difference: str


def _members(phase: int, code: str) -> tuple[Measured, ...]:
    units = read_units(f"territoire_phase{phase}")
    label = _("Membres publiés par l’ANCT (EPCI et EPT)")
    count = units.loc[[code], ["epci_count", "ept_count"]].to_numpy().sum()
    return (Measured(float(count), label, _("Dernier état publié de la phase.")),)


def _members_2020(phase: int, code: str) -> tuple[Measured, ...]:
    if phase != 1:
        return ()
    label = _("EPCI déduits de la liste d’octobre 2020")
    count = float((read_counted_members("2020-10")["territoire_id"] == code).sum())
    return (Measured(count, label, _("EPCI de 2025 ; l’état de mars 2019 n’est pas publié.")),)


def _manufacturing_jobs(phase: int, code: str) -> tuple[Measured, ...]:
    """Weight the jobs of the zones: industry or manufacturing, of Urssaf or of FLORES."""
    found = []
    sections = {
        N_("Industrie (sections B à E)"): list(industrial_sectors()),
        N_("Industrie manufacturière (section C)"): [
            sector for sector in industrial_sectors() if sector.startswith("C")
        ],
    }
    sources = {
        ("urssaf", "2024"): N_("Emploi salarié privé, Urssaf, 31 décembre 2024."),
        ("flores", "2022"): N_("Emploi salarié public et privé, FLORES, 31 décembre 2022."),
    }
    # Nobody says which the published figure counts: it should fall between the two extremes.
    for (source, year), definition in sources.items():
        jobs = read_profile(f"territoire_phase{phase}", code, source, year).sectors
        for label, sectors in sections.items():
            total = float(jobs.loc[sectors, "weighted_jobs_count"].sum())
            found.append(Measured(total, _(label), f"{_(definition)} {_(NOTICE)}"))
    return tuple(found)


def _read_indicator(entry: Mapping[str, str], phase: int, code: str) -> tuple[Measured, ...]:
    """Read the indicator of an entry for a territory."""
    cells = read_values(f"territoire_phase{phase}", entry["key"], entry["year"])
    value = cells["value"].astype("float64")[code]
    figure = None if pd.isna(value) else float(value)
    return (Measured(figure, _(entry["label"]), _(entry["definition"])),)


_COMPUTED = {
    "members": _members,
    "members_2020": _members_2020,
    "manufacturing_jobs": _manufacturing_jobs,
}
_measures = tomllib.loads(Path(__file__).with_name("published.toml").read_text("utf-8"))


def published_figures(phase: int, territoire_id: str) -> list[PublishedFigure]:
    """List the figures that a territory publishes, each beside those of the atlas.

    Empty for a territory whose pages were not collected (all but Axe Seine).

    Raises
    ------
    UnknownCodeError
        If the phase has no such territory.
    """
    require_territoire(phase, territoire_id)
    table = read_table("territoire_published_figure_2025")
    mine = table[(table["phase"] == str(phase)) & (table["territoire_id"] == territoire_id)]
    rows = mine[["territoire_id", "measure", "value", "qualifier", "source"]]
    return [_figure(phase, *map(str, row)) for row in rows.itertuples(index=False)]


def _figure(
    phase: int, code: str, measure: str, text: str, qualifier: str, source: str
) -> PublishedFigure:
    entry = _measures[measure]
    computed: tuple[Measured, ...] = ()
    if "indicator" in entry:
        computed = _read_indicator(entry["indicator"], phase, code)
    elif "computed" in entry:
        computed = _COMPUTED[entry["computed"]](phase, code)
    return PublishedFigure(
        measure=measure,
        label=_(entry["label"]),
        text=text,
        value=float(text) if text.replace(".", "", 1).isdigit() else None,
        qualifier=qualifier,
        unit=_(entry.get("unit", "")),
        source=source,
        computed=computed,
        difference=_(entry["difference"]),
    )
