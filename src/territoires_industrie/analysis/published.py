"""Figures that a territory publishes about itself, beside those that the atlas computes."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from territoires_industrie.analysis.profile import NOTICE, read_profile
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_units
from territoires_industrie.programme.actions import require_territoire
from territoires_industrie.programme.states import read_counted_members
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.wording import N_, _

QUALIFIERS = {"": "", "more_than": N_("plus de")}


@dataclass(frozen=True)
class Measured:
    """A figure of the atlas: its value (None where nothing can be computed) and its words."""

    value: float | None
    label: str
    definition: str


@dataclass(frozen=True)
class PublishedFigure:
    """One published figure and what the atlas has beside it.

    Attributes
    ----------
    measure
        Key of the data.
    label
        What the figure is, in the language of the run.
    text, value
        As printed; as a number, or None for a date.
    qualifier
        Key of ``QUALIFIERS``.
    unit
        Short unit, said.
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


Compute = Callable[[int, str], tuple[Measured, ...]]


def _indicator(key: str, year: str, label: str, definition: str) -> Compute:
    def read(phase: int, code: str) -> tuple[Measured, ...]:
        value = read_values(f"territoire_phase{phase}", key, year)["value"].astype("float64")[code]
        return (Measured(None if pd.isna(value) else float(value), _(label), _(definition)),)

    return read


def _manufacturing_jobs(phase: int, code: str) -> tuple[Measured, ...]:
    """Weight the zones' jobs three ways: industry and manufacturing, private or all."""
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
    for (source, year), said in sources.items():
        jobs = read_profile(f"territoire_phase{phase}", code, source, year).sectors
        for label, sectors in sections.items():
            total = float(jobs.loc[sectors, "weighted_jobs_count"].sum())
            found.append(Measured(total, _(label), f"{_(said)} {_(NOTICE)}"))
    return tuple(found)


def _nothing(_phase: int, _code: str) -> tuple[Measured, ...]:
    return ()


@dataclass(frozen=True)
class _Measure:
    label: str
    unit: str
    compute: Compute
    difference: str


_NO_VALUE_ADDED = N_(
    "Aucune valeur ajoutée n’est publiée par EPCI dans les sources de l’atlas : rien à comparer."
)

MEASURES = {
    "epci_count": _Measure(
        N_("Intercommunalités"), "", _members, N_("Même définition : les chiffres concordent.")
    ),
    "epci_count_2019_03": _Measure(
        N_("Intercommunalités en mars 2019"),
        "",
        _members_2020,
        N_(
            "Huit EPCI au 1er janvier 2019 ; sept depuis que Seine-Eure et Eure-Madrie-Seine ont "
            "fusionné, en septembre 2019."
        ),
    ),
    "label_date": _Measure(
        N_("Date du label"),
        "",
        _nothing,
        N_("Les données de l’ANCT ne portent pas la date du label : rien à comparer."),
    ),
    "population_count": _Measure(
        N_("Population"),
        N_("hab."),
        _indicator(
            "population_count",
            "2022",
            N_("Population municipale des communes membres"),
            N_("Recensement de 2022, communes du 1er janvier 2026."),
        ),
        N_("Le territoire écrit un arrondi : les chiffres concordent."),
    ),
    "industrial_employer_establishments_count": _Measure(
        N_("Établissements industriels employeurs"),
        "",
        _indicator(
            "industrial_establishments_count",
            "2018",
            N_("Établissements industriels"),
            N_("Établissements actifs des sections B à E au 31 décembre 2018 (INSEE)."),
        ),
        N_(
            "Ni la source, ni l’année, ni le périmètre de l’industrie du chiffre publié ne sont "
            "dits. Le nôtre compte aussi l’énergie, l’eau et les déchets (sections D et E), et "
            "tous les établissements du répertoire de 2018, dont ceux sans salarié en fin d’année."
        ),
    ),
    "manufacturing_salaried_jobs_count": _Measure(
        N_("Emplois salariés manufacturiers"),
        "",
        _manufacturing_jobs,
        N_(
            "L’emploi industriel n’est pas publié par EPCI et secteur : le nôtre est celui des "
            "zones d’emploi, pondéré par leurs habitants, donc un ordre de grandeur. Le chiffre "
            "publié ne dit ni son année ni s’il compte l’énergie et l’eau : il tombe entre "
            "l’industrie manufacturière seule et toute l’industrie."
        ),
    ),
    "manufacturing_share_of_territoire_value_added_pct": _Measure(
        N_("Part de l’industrie manufacturière dans la richesse du territoire"),
        "%",
        _nothing,
        _NO_VALUE_ADDED,
    ),
    "share_of_region_manufacturing_value_added_pct": _Measure(
        N_("Part du territoire dans la valeur ajoutée manufacturière de la région"),
        "%",
        _nothing,
        _NO_VALUE_ADDED,
    ),
}
"""What each published measure is, how the atlas computes it and why they may differ."""


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
    spec = MEASURES[measure]
    return PublishedFigure(
        measure=measure,
        label=_(spec.label),
        text=text,
        value=float(text) if text.replace(".", "", 1).isdigit() else None,
        qualifier=qualifier,
        unit=_(spec.unit) if spec.unit else "",
        source=source,
        computed=spec.compute(phase, code),
        difference=_(spec.difference),
    )
