"""Figures of the programme over time; sources that disagree are shown side by side."""

from functools import cache

import pandas as pd

from territoires_industrie.programme.states import STATES, listed_communes_count, state_counts
from territoires_industrie.sources import read_table, table_record
from territoires_industrie.wording import N_

THEMES = {
    "territoires": N_("Territoires et membres"),
    "contrats": N_("Contrats"),
    "actions": N_("Projets et actions"),
    "budget": N_("Budgets"),
    "mesures": N_("Mesures"),
    "gouvernance": N_("Gouvernance"),
    "emploi": N_("Emploi et établissements"),
}

QUALIFIERS = {"": "", "more_than": N_("plus de"), "about": N_("environ")}

NATIONAL = "national"
COMPUTED = "atlas"
"""Value of ``origin`` for a figure that the atlas counts in its own tables."""

SAME_FIGURE = {
    "nouveaux-phase-2": N_("Territoires nouveaux en phase 2"),
    "epci-axe-seine-2019": N_("EPCI de l’Axe Seine début 2019"),
    "budget-phase-1": N_("Budget de la phase 1"),
    "budget-2025": N_("Budget 2025"),
    "communes-phase-1": N_("Communes de la phase 1"),
    "intercommunalites-phase-1": N_("Intercommunalités de la phase 1"),
    "intercommunalites-phase-2": N_("Intercommunalités de la phase 2"),
}
"""Series of which all rows are about one quantity, so that two values are a disagreement."""

COMPUTED_SERIES = {
    "2022-12-31": ("intercommunalites-phase-1", "communes-phase-1"),
    "2023-11-14": ("intercommunalites-phase-2", ""),
}
"""States whose members and communes the press counted too: series of the two counts."""

COLUMNS = [
    "event_date",
    "date_text",
    "scope",
    "theme",
    "title",
    "value",
    "unit",
    "qualifier",
    "series",
    "note",
    "source",
    "origin",
]


@cache
def read_timeline() -> pd.DataFrame:
    """Read every dated figure, published or counted by the atlas, oldest first.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``event_date`` (ISO text of a day, a month or a year; empty when
        the source has no date), ``date_text`` (as printed), ``scope`` (``national``, a
        région or a territory), ``theme`` (key of ``THEMES``), ``title``, ``value``
        (float64), ``unit`` (euros are whole), ``qualifier`` (key of ``QUALIFIERS``),
        ``series`` (rows of one series are about one quantity), ``note``, ``source``,
        ``origin`` (``publié`` or ``atlas``). Undated rows come last.
    """
    published = read_table("programme_timeline_2025").assign(origin="publié")
    table = pd.concat([published[COLUMNS], _computed()], ignore_index=True)
    table["value"] = table["value"].astype(float)
    order = table["event_date"].where(table["event_date"] != "", "9999")
    ranked = table.assign(order=order).sort_values(["order", "scope", "theme", "value", "source"])
    return ranked.drop(columns="order").reset_index(drop=True)


def _computed() -> pd.DataFrame:
    """Count territories, members and communes of each national state."""
    rows = []
    for key, counts in state_counts().iterrows():
        state = STATES[str(key)]
        # The count of a state limited to some régions is none of the programme.
        if state.region_codes:
            continue
        members = int(counts["epci_count"] + counts["ept_count"])
        territoires = int(counts["territoire_count"])
        communes = listed_communes_count(state.key)
        title = N_("Communes de la liste") if state.is_derived else N_("Communes (de 2026)")
        series, commune_series = COMPUTED_SERIES.get(state.key, ("", ""))
        rows += [
            _row(state.key, N_("Territoires"), territoires, "", "territoires"),
            _row(state.key, N_("EPCI et EPT membres"), members, "EPCI", series),
            _row(state.key, title, communes, "communes", commune_series),
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(day: str, title: str, value: float, unit: str, series: str) -> dict[str, object]:
    table = "membership_2020" if day == "2020-10" else "membership_2024"
    return {
        "event_date": day,
        "date_text": "",
        "scope": NATIONAL,
        "theme": "territoires",
        "title": title,
        "value": value,
        "unit": unit,
        "qualifier": "",
        "series": series,
        "note": "",
        "source": table_record(table).attribution,
        "origin": COMPUTED,
    }


def territoire_counts() -> pd.DataFrame:
    """List the number of territories at each date, published and counted.

    Returns
    -------
    pandas.DataFrame
        Rows of ``read_timeline`` of the series ``territoires``, oldest first: from 124
        announced to 183.
    """
    table = read_timeline()
    return table[table["series"] == "territoires"].reset_index(drop=True)


def list_disagreements() -> dict[str, pd.DataFrame]:
    """Group the figures that are about one quantity and have different values.

    A figure printed as « more than » contradicts no other and is left out.

    Returns
    -------
    dict
        Key of ``SAME_FIGURE`` → its rows of ``read_timeline``, all kept side by side.
    """
    table = read_timeline()
    exact = table[table["qualifier"] != "more_than"]
    groups = {key: exact[exact["series"] == key].reset_index(drop=True) for key in SAME_FIGURE}
    return {key: rows for key, rows in groups.items() if rows["value"].nunique() > 1}
