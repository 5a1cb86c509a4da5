"""State support beside the programme's own: brownfield grants, firms helped by France Relance."""

from collections.abc import Iterable
from functools import cache

import pandas as pd

from territoires_industrie.join import read_passage
from territoires_industrie.membership import read_composition, require_level
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_, _, fold, format_number

GRANTS = "brownfield_grant_2023"
RELANCE = "france_relance_2022"

BROWNFIELD_LIMITS = N_(
    "Fonds vert 2023, mesure « recyclage foncier » : surtout du logement. Aucune mesure propre aux "
    "Territoires d’industrie n’existait en 2023."
)
RELANCE_LIMITS = N_(
    "Entreprises industrielles et agricoles aidées par France Relance, cumul au 31 décembre 2022, "
    "par département. Les départements font {departements} entreprises, la France {france} : la "
    "source les compte à part."
)
INDUSTRY_WORDS = ("industri", "usine", "manufactur")
"""Beginnings of the words by which a title names industry."""


@cache
def read_brownfield_grants() -> pd.DataFrame:
    """Read the brownfield grants of 2023, largest first; never change what it returns.

    Returns
    -------
    pandas.DataFrame
        ``project_title``, ``beneficiary_name``, ``commune_name`` (as printed), ``commune_code``
        (2026; missing where the source names none that is known), ``departement_code``,
        ``grant_eur``, ``names_industry`` (whether the title does).
    """
    table = read_table(GRANTS)
    return table.assign(
        commune_code=table["commune_code"].map(read_passage().today),
        grant_eur=table["grant_eur"].astype(float),
        # The measure is mostly about homes: only titles tell the projects that are of industry.
        names_industry=[
            any(word in fold(title) for word in INDUSTRY_WORDS) for title in table["project_title"]
        ],
    ).sort_values("grant_eur", ascending=False, ignore_index=True)


def brownfield_grants_of(level_key: str, code: str) -> pd.DataFrame:
    """List the brownfield grants whose commune lies in a unit, as ``read_brownfield_grants``.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    grants = read_brownfield_grants()
    units = read_composition()[require_level(level_key).column]
    return grants[(units.reindex(grants["commune_code"]) == code).to_numpy()]


def count_unplaced_grants(departement_codes: Iterable[str]) -> int:
    """Count the brownfield grants in some départements of which no commune is known."""
    grants = read_brownfield_grants()
    inside = grants["departement_code"].isin(list(departement_codes))
    return int((inside & grants["commune_code"].isna()).sum())


@cache
def helped_firms() -> pd.DataFrame:
    """Count the firms helped by France Relance by the end of 2022.

    Returns
    -------
    pandas.DataFrame
        ``level`` (``departement``, ``region`` or ``france``), ``unit_code``,
        ``helped_firms_count``.
    """
    table = read_table(RELANCE)
    # Counts are cumulated from month to month: the last one holds the others.
    last: pd.DataFrame = table[table["month_end"] == table["month_end"].max()]
    return last.drop(columns="month_end").reset_index(drop=True)


def describe_relance() -> str:
    """Write what the counts of helped firms are, and why their sums differ."""
    sums = helped_firms().groupby("level")["helped_firms_count"].sum()
    return _(RELANCE_LIMITS).format(
        departements=format_number(sums["departement"]), france=format_number(sums["france"])
    )


def firms_by_departement() -> pd.Series:
    """Return the firms helped in each département by the end of 2022; index its code."""
    table = helped_firms()
    counts = table[table["level"] == "departement"]
    return counts.set_index("unit_code")["helped_firms_count"]
