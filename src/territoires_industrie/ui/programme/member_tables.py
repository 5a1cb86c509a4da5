"""Tables of the members between two states: EPCI, communes, territories, names, mergers."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from territoires_industrie.html_table import Row
from territoires_industrie.membership import read_units
from territoires_industrie.programme.flows import (
    MOVEMENTS,
    Flows,
    read_flows,
    territoire_flows,
)
from territoires_industrie.programme.succession import mergers_between, read_names
from territoires_industrie.programme.words import say_day
from territoires_industrie.scene.view import View
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.grid import GridChoice, new_choice, selection_of, tick_selected
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import show_source
from territoires_industrie.ui.state import change_view
from territoires_industrie.ui.streamlit_private import ColumnConfig
from territoires_industrie.wording import N_, _, format_number, list_texts

TABLE = "programme_tableau_membres"
HEIGHT = 380
FATES = {
    "continue": N_("Continue"),
    "reparti": N_("Réparti entre d’autres"),
    "disparait": N_("Disparaît"),
    "nouveau": N_("Nouveau"),
}
NO_MEMBER = "–"


def show_member_tables(
    view: View, flows: Flows, movement: str, kept: frozenset[str] | None
) -> None:
    """Show the members one by one, then what explains the movements."""
    st.markdown(f"### {_('EPCI et EPT, un par un')}")
    _show_epci(view, flows, movement, kept)
    _show_communes(flows)
    _show_territoires(flows)
    _show_names()
    _show_mergers(flows)


def _show_epci(view: View, flows: Flows, movement: str, kept: frozenset[str] | None) -> None:
    members = flows.members
    if movement:
        members = members[members["movement"] == movement]
    if kept is not None:
        # EPT are in no list of EPCI: their région alone tells whether they are kept.
        regions = set(view.filter.regions)
        members = members[members.index.isin(kept) | members["region_code"].isin(regions)]
    # Who enters, leaves or changes comes before the many who stay.
    order = members["movement"].map(list(MOVEMENTS)[::-1].index)
    listed = members.assign(order=order).sort_values(["order", "name"]).drop(columns="order")
    codes = list(listed.index)
    selected = view.selection if view.level == "epci" else ()
    shown = tick_selected(TABLE, codes, selected)
    st.dataframe(
        member_frame(listed),
        key=TABLE,
        hide_index=True,
        height=HEIGHT,
        on_select=lambda: _take_choice(shown, codes, selected),
        selection_mode="multi-row",
        column_config=_columns(flows),
        alt=_("Tableau des membres et de leur mouvement"),
    )
    show_csv(listed.reset_index, "programme_membres")


def _take_choice(shown: GridChoice, codes: list[str], selected: tuple[str, ...]) -> None:
    chosen, epci = new_choice(TABLE, shown), read_units("epci").index
    if chosen.rows == shown.rows:
        return
    # An EPT is a row of the table, and no unit of the map's level.
    ticked = [codes[row] for row in chosen.rows if codes[row] in epci]
    change_view(level="epci", selection=selection_of(ticked, codes, selected))


def member_frame(members: pd.DataFrame) -> pd.DataFrame:
    """Lay out members as they are read: shape (members, 8)."""
    names = read_units("region")["name"]
    return pd.DataFrame(
        {
            "name": members["name"],
            "code": members.index,
            "movement": [_(MOVEMENTS[key]) for key in members["movement"]],
            "before": _say_territoires(members, "before"),
            "after": _say_territoires(members, "after"),
            "region": members["region_code"].map(names),
            "population": members["population_count"],
            "note": [_note(row) for row in members.to_dict("records")],
        }
    )


def _say_territoires(members: pd.DataFrame, side: str) -> list[str]:
    names, extents = members[f"territoire_name_{side}"], members[f"coverage_{side}"]
    return [_with_extent(*cell) for cell in zip(names, extents, strict=True)]


def _with_extent(name: object, extent: object) -> str:
    if not isinstance(name, str):
        return NO_MEMBER
    return _("{name} (en partie)").format(name=name) if extent == "partiel" else name


def _note(row: Row) -> str:
    """Write what a movement alone would hide: a new name, communes covered otherwise."""
    said = []
    if row["is_renamed"]:
        said.append(
            _("nom publié : {before}, puis {after}").format(
                before=row["member_name_before"], after=row["member_name_after"]
            )
        )
    if row["communes_elsewhere_count"]:
        text = (
            _("{count} de ses communes restent, sous un autre membre")
            if row["movement"] == "sort"
            else _("{count} de ses communes y étaient, sous un autre membre")
        )
        said.append(text.format(count=format_number(float(str(row["communes_elsewhere_count"])))))
    return list_texts(said)


def _columns(flows: Flows) -> dict[str, str | ColumnConfig | None]:
    text = st.column_config.TextColumn
    return {
        "name": text(_("EPCI ou EPT"), pinned=True),
        "code": text(_("SIREN")),
        "movement": text(_("Mouvement")),
        "before": text(_("Territoire, {day}").format(day=say_day(flows.before.key))),
        "after": text(_("Territoire, {day}").format(day=say_day(flows.after.key))),
        "region": text(_("Région")),
        "population": st.column_config.NumberColumn(_("Population (2022)"), format="localized"),
        "note": text(_("À savoir")),
    }


def _show_communes(flows: Flows) -> None:
    count = len(flows.communes)
    title = _("Communes membres à elles seules ({count})").format(count=format_number(count))

    def show() -> None:
        if not count:
            st.caption(_("Aucune commune n’est membre à elle seule à ces deux dates."))
            return
        st.dataframe(
            member_frame(flows.communes.sort_values("name")),
            hide_index=True,
            column_config={**_columns(flows), "name": _("Commune")},
        )

    show_folded(title, "programme_communes", show)


def _show_territoires(flows: Flows) -> None:
    table = _fates(flows.before.key, flows.after.key)
    counts = table["fate"].value_counts()
    said = ", ".join(
        f"{_(label).lower()} {format_number(counts.get(key, 0))}" for key, label in FATES.items()
    )
    title = _("Ce que sont devenus les territoires ({said})").format(said=said)

    def show() -> None:
        listed = table.sort_values(["fate", "territoire_name_after", "territoire_name_before"])
        st.dataframe(
            pd.DataFrame(
                {
                    _("Avant"): listed["territoire_name_before"].fillna(NO_MEMBER),
                    _("Identifiant avant"): listed["territoire_id_before"].fillna(""),
                    _("Après"): listed["territoire_name_after"].fillna(NO_MEMBER),
                    _("Identifiant après"): listed["territoire_id_after"].fillna(""),
                    _("Devenir"): [_(FATES[key]) for key in listed["fate"]],
                }
            ),
            hide_index=True,
        )
        show_csv(lambda: listed, "programme_territoires_d_un_etat_a_l_autre")

    show_folded(title, "programme_devenir", show)


@lru_cache(maxsize=16)
def _fates(before: str, after: str) -> pd.DataFrame:
    return territoire_flows(read_flows(before, after))


def _show_names() -> None:
    table = read_names()
    title = _("EPCI qui ont changé de nom, suivis par leur SIREN ({count})")

    def show() -> None:
        frame = pd.DataFrame({_("SIREN"): table.index})
        for key in table.columns:
            label = (
                _("Nom au 1er janvier 2026")
                if key == "name"
                else _("Nom au {day}").format(day=say_day(key))
            )
            frame[label] = table[key].fillna(NO_MEMBER).to_numpy()
        st.dataframe(frame, hide_index=True)
        st.caption(_("Casse, accents, ponctuation et forme juridique mis à part."))

    show_folded(title.format(count=format_number(len(table))), "programme_noms", show)


def _show_mergers(flows: Flows) -> None:
    table = mergers_between(flows.before.key, flows.after.key)
    title = _("EPCI fusionnés ou scindés depuis 2018, suivis par leurs communes ({count})")
    count = format_number(table["code_before"].nunique())

    def show() -> None:
        st.caption(
            _(
                "Les listes de membres sont dites avec les EPCI de 2026 : un ancien SIREN mène à "
                "ceux qui ont repris ses communes."
            )
        )
        st.dataframe(
            pd.DataFrame(
                {
                    _("Ancien EPCI"): table["name_before"],
                    _("Ancien SIREN"): table["code_before"],
                    _("EPCI de 2026"): table["name_after"],
                    _("SIREN"): table["code_after"],
                    _("Communes reprises"): table["commune_count"],
                    _("Vu jusqu’en"): table["last_seen"],
                    _("Territoire avant"): table["territoire_before"].fillna(NO_MEMBER),
                    _("Territoire après"): table["territoire_after"].fillna(NO_MEMBER),
                }
            ),
            hide_index=True,
        )
        show_source(*table["source"].unique())

    show_folded(title.format(count=count), "programme_fusions", show)
