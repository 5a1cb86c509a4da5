"""Projects named for a territory, by axis of the programme, contracts and named industries."""

from functools import cache

import pandas as pd

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_, _

AXES = {
    "attirer": N_("Attirer"),
    "recruter": N_("Recruter"),
    "simplifier": N_("Simplifier"),
    "innover": N_("Innover"),
    "installer": N_("Installer"),
}
"""Axes of the programme: the five problems that the territories name."""

CONTRACT_STATUSES = {
    "signe": N_("Plan d’actions signé"),
    "non-signe": N_("Pas encore signé à cette date"),
    "inconnu": N_("Statut absent des données"),
}

CONTRACTS_ON = "2019-11-19"
"""Day for which the contracts of Grand Est are known."""


def require_territoire(phase: int, territoire_id: str) -> None:
    """Refuse an id that is not a territory of the phase.

    Raises
    ------
    UnknownCodeError
        The message names the nearest ids of the phase.
    """
    names = read_units(f"territoire_phase{phase}")["name"]
    if territoire_id not in names.index:
        close = nearest(territoire_id, names.index) or list(names.index[:3])
        shown = ", ".join(f"{code} ({names[code]})" for code in close)
        text = _("Territoire inconnu en phase {phase} : « {id} ». Territoires proches : {close}.")
        raise UnknownCodeError(text, phase=phase, id=territoire_id, close=shown)


@cache
def read_actions() -> pd.DataFrame:
    """Read the projects that public pages name for a territory.

    Returns
    -------
    pandas.DataFrame
        One row a project: ``phase`` (int), ``territoire_id``, ``territoire_name``, ``date``
        (ISO text or empty), ``axis`` (key of ``AXES``), ``axis_assigned_by``,
        ``action_title``, ``note``, ``source``.
    """
    table = read_table("action_2025")
    # Texts of a CSV, where the rest of the code has phases as numbers.
    return table.assign(phase=table["phase"].astype(int))


def actions_of(phase: int, territoire_id: str) -> dict[str, pd.DataFrame]:
    """Group the projects of a territory by axis, every axis present even without project.

    Raises
    ------
    UnknownCodeError
        If the phase has no such territory.
    """
    require_territoire(phase, territoire_id)
    table = read_actions()
    mine = table[(table["phase"] == phase) & (table["territoire_id"] == territoire_id)]
    return {axis: mine[mine["axis"] == axis].reset_index(drop=True) for axis in AXES}


@cache
def read_contracts() -> pd.DataFrame:
    """Read whether each territory of Grand Est had signed its plan on 19 November 2019.

    Returns
    -------
    pandas.DataFrame
        Index ``territoire_id`` (phase 1, 15 rows): ``territoire_name``,
        ``has_signed_plan`` (bool), ``signed_on`` (that day, or empty), ``signed_before``,
        ``source``.
    """
    table = read_table("contract_2019").set_index("territoire_id")
    return table.assign(has_signed_plan=table["has_signed_plan"] == "true").drop(columns="phase")


def contract_status(phase: int, territoire_id: str) -> str:
    """Return the status of a territory's contract, a key of ``CONTRACT_STATUSES``.

    Known for the fifteen territories of Grand Est in phase 1 only.

    Raises
    ------
    UnknownCodeError
        If the phase has no such territory.
    """
    require_territoire(phase, territoire_id)
    contracts = read_contracts()
    # The ids of the table are those of phase 1: in phase 2 the same ids are other territories.
    if phase != 1 or territoire_id not in contracts.index:
        return "inconnu"
    return "signe" if contracts.at[territoire_id, "has_signed_plan"] else "non-signe"


def count_contracts() -> tuple[int, int]:
    """Count the territories of Grand Est with a signed plan, and all of them.

    >>> count_contracts()
    (13, 15)
    """
    contracts = read_contracts()
    return int(contracts["has_signed_plan"].sum()), len(contracts)


def industries_named(phase: int, territoire_id: str) -> pd.DataFrame:
    """List the industries that the territory's own pages name.

    Returns
    -------
    pandas.DataFrame
        ``industry_named`` and ``source``; no row when its pages were not collected.

    Raises
    ------
    UnknownCodeError
        If the phase has no such territory.
    """
    require_territoire(phase, territoire_id)
    table = read_table("territoire_industry_named_2025")
    mine = (table["phase"] == str(phase)) & (table["territoire_id"] == territoire_id)
    return table.loc[mine, ["industry_named", "source"]].reset_index(drop=True)
