"""The announcement of 22 November 2018 in Normandie: its printed names and the EPCI of today."""

from functools import cache

import pandas as pd

from territoires_industrie.membership import CURRENT_STATES, read_units
from territoires_industrie.programme.states import read_counted_members
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_

MATCH_KINDS = {
    "même nom": N_("Même nom"),
    "abrégé": N_("Nom abrégé"),
    "nom d'usage": N_("Nom d’usage"),
    "renommé": N_("Renommé, même SIREN"),
    "fusion": N_("Fusionné depuis : autre SIREN"),
}
"""How a printed name is matched with an EPCI of today."""


@cache
def read_announcement() -> pd.DataFrame:
    """Read each printed name, the EPCI that it is today, and its territories in each phase.

    Returns
    -------
    pandas.DataFrame
        One row a printed name (29), in the order of the territories: ``announced_on``,
        ``territoire_name`` (as announced), ``epci_name_as_announced``, ``region_name``
        (as announced), ``epci_siren``, ``epci_name`` (2026), ``match_kind`` (key of
        ``MATCH_KINDS``), ``explanation``, ``evidence`` (texts of the data), ``source``, and
        for each phase ``territoire_id_phase1``, ``territoire_name_phase1``,
        ``territoire_id_phase2``, ``territoire_name_phase2`` (missing where not a member).
    """
    keys = ["territoire_name", "epci_name_as_announced"]
    printed = read_table("announcement_2018")
    matched = read_table("announcement_match_2018").drop(columns="territoire_id_phase1")
    table = printed.merge(matched, on=keys, how="left", validate="one_to_one")
    for phase, state in CURRENT_STATES.items():
        members = read_counted_members(state).reindex(table["epci_siren"])
        for column in ("territoire_id", "territoire_name"):
            table[f"{column}_phase{phase}"] = members[column].to_numpy()
    return table


@cache
def announced_territoires() -> pd.DataFrame:
    """Sum up the ten announced territories.

    Returns
    -------
    pandas.DataFrame
        Index ``territoire_name`` (as announced): ``printed_count`` (names),
        ``epci_count`` (today's EPCI they are), ``outside_count`` (members of another
        région), ``population_count`` (2022), ``territoire_id_phase1``,
        ``territoire_name_phase1``, ``kept_phase2_count`` (of its EPCI that are in phase 2)
        and ``territoire_names_phase2`` (tuple, where they are).
    """
    table = read_announcement()
    people = read_units("epci")["population_count"]
    rows = {}
    for name, group in table.groupby("territoire_name"):
        # Two printed names may be one EPCI of today: they have merged.
        once = group.drop_duplicates("epci_siren")
        later = once["territoire_name_phase2"].dropna()
        rows[str(name)] = {
            "printed_count": len(group),
            "epci_count": len(once),
            "outside_count": int((group["region_name"] != "Normandie").sum()),
            "population_count": float(people.reindex(once["epci_siren"]).sum()),
            "territoire_id_phase1": once["territoire_id_phase1"].iloc[0],
            "territoire_name_phase1": once["territoire_name_phase1"].iloc[0],
            "kept_phase2_count": len(later),
            "territoire_names_phase2": tuple(sorted(set(later))),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("territoire_name")
