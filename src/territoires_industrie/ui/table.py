"""The table of the map: the same units, filter, figure and selection."""

from functools import cache

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from territoires_industrie.indicators import Measure
from territoires_industrie.membership import programme_status, read_units
from territoires_industrie.ui.facts import SHOWN_VALUES, say_value
from territoires_industrie.ui.scene import Scene
from territoires_industrie.ui.state import change_view
from territoires_industrie.ui.view import View
from territoires_industrie.wording import _

TABLE = "tableau_unites"
PINNED = "tableau_epingles"
HEIGHT = 420


def show_table(view: View, scene: Scene) -> None:
    """Show the kept units, highest first; a ticked row is a selected unit, and the other way."""
    with st.container(key="tableau"):
        codes = _order(view, scene)
        wanted = [row for row, code in enumerate(codes) if code in view.selection]
        held = st.session_state.get(TABLE, {}).get("selection", {}).get("rows", [])
        if sorted(held) != wanted:
            st.session_state[TABLE] = {"selection": {"rows": wanted}}
        st.dataframe(
            _frame(view, scene, codes),
            key=TABLE,
            hide_index=True,
            height=HEIGHT,
            on_select=lambda: _select_rows(codes, view),
            selection_mode="multi-row",
            column_config=_columns(view, scene),
            alt=_("Tableau des unités affichées sur la carte"),
        )


def _order(view: View, scene: Scene) -> list[str]:
    """Units that the filter keeps, highest first; those selected elsewhere come on top."""
    if st.session_state.get(PINNED, (None, ()))[0] != view.selection:
        st.session_state[PINNED] = (view.selection, view.selection)
    pinned = [code for code in st.session_state[PINNED][1] if code in scene.values.index]
    value = scene.values["value"]
    kept = value[scene.in_filter]
    ranked = kept.sort_values(
        ascending=scene.indicator.measure is Measure.CATEGORY, na_position="last", kind="stable"
    )
    return pinned + [code for code in ranked.index if code not in set(pinned)]


def _select_rows(codes: list[str], view: View) -> None:
    rows = st.session_state[TABLE]["selection"]["rows"]
    ticked = [codes[row] for row in rows]
    kept = [code for code in view.selection if code in ticked]
    added = [code for code in ticked if code not in kept]
    change_view(selection=(*kept, *added)[-10:])
    pinned = st.session_state[PINNED][1]
    st.session_state[PINNED] = (st.session_state["view"].selection, pinned)


def _frame(view: View, scene: Scene, codes: list[str]) -> pd.DataFrame:
    units, values = scene.units.loc[codes], scene.values.loc[codes]
    indicator = scene.indicator
    frame = pd.DataFrame({"name": units["name"], "code": codes}, index=codes)
    if indicator.measure is Measure.CATEGORY:
        frame["value"] = [say_value(indicator, *row) for row in values.itertuples(index=False)]
    else:
        frame["value"] = values["value"].astype(float)
        frame["rank"] = scene.rank.loc[codes]
    frame["population"] = units["population_count"]
    if view.level != "region":
        names = read_units("region")["name"]
        frame["region"] = units["region_code"].map(names)
    if view.level_spec.phase is None:
        frame["territoire"] = _territoire_names(view.level).loc[codes]
    absent = ~values["status"].isin([str(status) for status in SHOWN_VALUES])
    if absent.any():
        frame["status"] = [
            say_value(indicator, *row) if gone else ""
            for gone, row in zip(absent, values.itertuples(index=False), strict=True)
        ]
    return frame


@cache
def _territoire_names(level_key: str) -> pd.Series:
    """Name the territories of phase 2 that each unit of a level is in; shape (units,)."""
    names = read_units("territoire_phase2")["name"]
    ids = programme_status(level_key)["territoire_id_phase2"].fillna("")
    return ids.map(lambda joined: ", ".join(names[one] for one in joined.split(" ; ") if one))


def _columns(view: View, scene: Scene) -> dict[str, str | ColumnConfig | None]:
    indicator = scene.indicator
    unit = f" ({_(indicator.unit)})" if indicator.unit else ""
    title = f"{_(indicator.title)}{unit}, {view.year}"
    figure = (
        st.column_config.TextColumn(title)
        if indicator.measure is Measure.CATEGORY
        else st.column_config.NumberColumn(title, format="localized")
    )
    return {
        "name": st.column_config.TextColumn(_("Nom"), pinned=True),
        "code": st.column_config.TextColumn(_("Code")),
        "value": figure,
        "rank": st.column_config.NumberColumn(_("Rang"), format="%d"),
        "population": st.column_config.NumberColumn(_("Population (2022)"), format="localized"),
        "region": st.column_config.TextColumn(_("Région")),
        "territoire": st.column_config.TextColumn(_("Territoires d’industrie (phase 2)")),
        "status": st.column_config.TextColumn(_("Sans valeur")),
    }
