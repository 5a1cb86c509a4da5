"""Industrial sites that declare to the emissions registry: which, where, of which sector."""

from functools import cache

import pandas as pd

from territoires_industrie.membership import read_composition, require_level
from territoires_industrie.sources import Record, newest_table, read_table, table_record
from territoires_industrie.wording import N_

START = "industrial_site_"
TABLE = newest_table(START) or f"{START}2020"
"""The latest year of the register that the set holds: ``atlas refresh irep`` brings others."""

YEAR = TABLE.removeprefix(START)

NOTICE = (
    N_(
        "Établissements de l’industrie qui déclarent au registre des émissions polluantes, "
        "au-dessus de ses seuils, en 2020, année du Covid : ce ne sont pas toutes les usines."
    )
    if YEAR == "2020"
    else N_(
        "Établissements de l’industrie qui déclarent au registre des émissions polluantes, "
        "au-dessus de ses seuils : ce ne sont pas toutes les usines."
    )
)
CO2_NOTICE = N_("Un CO2 non déclaré est sous 10 000 tonnes dans l’année : il n’est pas nul.")


def sites_record() -> Record:
    """Read the provenance of the sites."""
    return table_record(TABLE)


@cache
def read_industrial_sites() -> pd.DataFrame:
    """Read every declared site, sorted by its identifier; never change what it returns.

    Returns
    -------
    pandas.DataFrame
        Index ``site_id``: ``site_name``, ``siret``, ``commune_code`` (2026; empty for three),
        ``commune_name``, ``ape_code``, ``ape_label``, ``a38_code``, ``is_located`` (whether the
        source's point lies in the commune that it names), ``lon``, ``lat`` (WGS 84, NaN where it
        does not), ``co2_fossil_t``, ``co2_t`` (tonnes in the year, NaN where none is declared).
    """
    # Sorted: the file of the screen has the places of the sites in this order, without a name.
    table = read_table(TABLE).set_index("site_id").sort_index()
    names = read_composition()["commune_name"]
    return table.rename(
        columns={f"{name}_{YEAR}": name for name in ("co2_fossil_t", "co2_t")}
    ).assign(commune_name=table["commune_code"].map(names).fillna(""))


@cache
def located_sites() -> pd.DataFrame:
    """List the sites that have a point: those that a map shows, in the order of its file."""
    sites = read_industrial_sites()
    return sites[sites["is_located"]]


@cache
def _unit_of(level_key: str) -> pd.Series:
    column = read_composition()[require_level(level_key).column]
    sites = read_industrial_sites()
    return pd.Series(column.reindex(sites["commune_code"]).to_numpy(), sites.index)


def sites_of(level_key: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """List the sites of some units, most fossil CO2 first, then by name.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    inside = read_industrial_sites()[_unit_of(level_key).isin(codes)]
    return inside.sort_values(["co2_fossil_t", "site_name"], ascending=[False, True])


def are_in(level_key: str, codes: pd.Index) -> "pd.Series[bool]":
    """Return whether each site with a point lies in one of some units."""
    return _unit_of(level_key)[located_sites().index].isin(codes)
