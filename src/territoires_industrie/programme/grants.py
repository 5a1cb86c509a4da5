"""Grants « Territoires d'industrie en transition écologique », with amounts where published."""

from functools import cache

import pandas as pd

from territoires_industrie.html_table import Row
from territoires_industrie.membership import read_composition, require_level
from territoires_industrie.sources import has_table, read_table, table_record
from territoires_industrie.wording import N_, fold

PACA = "93"
COLUMNS = [
    "region_code",
    "region_name",
    "departement_code",
    "commune_code",
    "commune_name",
    "beneficiary_name",
    "project_title",
    "grant_eur",
    "territoire_id_phase2",
    "published_on",
    "source",
]
GRANTS_TABLE = "transition_grant_2024"
"""Every grant of 2024 with its amount, which ``atlas refresh fonds-vert`` brings."""

THREE_REGIONS = N_(
    "Trois régions seulement : Provence-Alpes-Côte d’Azur avec les montants (2024), Grand Est et "
    "Nouvelle-Aquitaine sans montant par projet. Une absence n’est pas un refus."
)

ALL_REGIONS = N_(
    "Toutes les subventions de la mesure en 2024, avec leur montant (fonds vert) ; dans une région "
    "qui n’y est pas, celles que la préfecture a annoncées. Une absence n’est pas un refus."
)
LIMITS = ALL_REGIONS if has_table(GRANTS_TABLE) else THREE_REGIONS

PAID_TABLE = GRANTS_TABLE if has_table(GRANTS_TABLE) else "transition_grant_paca_2024"
ANNOUNCED_TABLE = "transition_grant_announced_2025"
"""Grants whose amounts are published, of every région or of one; and those announced elsewhere."""


@cache
def read_grants() -> pd.DataFrame:
    """Read every known grant of the measure.

    Returns
    -------
    pandas.DataFrame
        One row a project: ``region_code``, ``region_name``, ``departement_code``,
        ``commune_code`` (2026; missing when the source names no commune), ``commune_name``,
        ``beneficiary_name``, ``project_title``, ``grant_eur`` (NaN when no amount is
        published), ``territoire_id_phase2`` (that of the commune; missing outside any),
        ``published_on``, ``source``.
    """
    paid, announced = _paid(), _announced()
    # The list of a région that pays is whole: what was announced there is in it.
    others = announced[~announced["region_code"].isin(paid["region_code"])]
    table = pd.concat([paid, others], ignore_index=True)
    communes = read_composition()
    territoires = communes["territoire_id_phase2"].reindex(table["commune_code"])
    table["territoire_id_phase2"] = territoires.to_numpy()
    order = ["region_code", "commune_name", "beneficiary_name"]
    return table[COLUMNS].sort_values(order).reset_index(drop=True)


def _paid() -> pd.DataFrame:
    """Read the grants whose amounts are published: of every région, or of one."""
    table = read_table(PAID_TABLE)
    if PAID_TABLE != GRANTS_TABLE:
        # Two characters are enough: none of this région's départements is overseas.
        departements = table["commune_code"].str[:2]
        table = table.assign(region_code=PACA, departement_code=departements)
    regions = read_table("region_2026").set_index("region_code")["region_name"]
    return table.assign(
        region_name=table["region_code"].map(regions),
        grant_eur=table["grant_eur"].astype(float),
        published_on="2024",
        source=table_record(PAID_TABLE).attribution,
    )


def grant_table(region: str) -> str:
    """Name the table that the grants of a région are from."""
    return PAID_TABLE if region in set(_paid()["region_code"]) else ANNOUNCED_TABLE


def _announced() -> pd.DataFrame:
    table = read_table(ANNOUNCED_TABLE)
    regions = read_table("region_2026").set_index("region_name")["region_code"]
    communes = read_composition()
    # The press pages name communes: a name that two communes of a département have places none.
    keys = communes["departement_code"] + " " + communes["commune_name"].map(fold)
    codes = pd.Series(communes.index, index=keys)
    wanted = table["departement_code"] + " " + table["commune_name"].map(fold)
    return table.assign(
        region_code=table["region_name"].map(regions),
        commune_code=wanted.map(codes[~codes.index.duplicated(keep=False)]),
        grant_eur=pd.to_numeric(table["grant_eur"]).astype(float),
    )


def say_project(grant: Row) -> str:
    """Write the title of a project as its source prints it, a dash where it prints none."""
    title = grant["project_title"]
    return str(title) if pd.notna(title) and title else "–"


def regional_totals() -> pd.DataFrame:
    """Sum the measure by région.

    Returns
    -------
    pandas.DataFrame
        Index ``region_code``: ``region_name``, ``project_count``, ``grant_eur`` (sum of
        published amounts in Provence-Alpes-Côte d'Azur, announced total elsewhere) and
        ``is_detailed`` (whether the amount of each project is published).
    """
    grants = read_grants()
    announced = read_table(ANNOUNCED_TABLE)
    once = announced.drop_duplicates("region_name").set_index("region_name")
    totals = once["regional_total_eur"].astype(float)
    rows = {}
    for (code, name), group in grants.groupby(["region_code", "region_name"]):
        # A sum that lacks one amount would pass for the total: the one announced is taken.
        is_detailed = bool(group["grant_eur"].notna().all())
        total = float(group["grant_eur"].sum()) if is_detailed else totals[str(name)]
        rows[str(code)] = {
            "region_name": name,
            "project_count": len(group),
            "grant_eur": total,
            "is_detailed": is_detailed,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("region_code")


def grants_of(level_key: str, code: str) -> pd.DataFrame:
    """List the grants whose commune lies in a unit; same columns as ``read_grants``.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    level = require_level(level_key)
    grants = read_grants()
    inside = read_composition()[level.column].reindex(grants["commune_code"]).to_numpy()
    return grants[pd.Series(inside == code, index=grants.index)].reset_index(drop=True)
