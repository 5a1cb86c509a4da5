"""Territories, their members and the figure that is shown, in one table and its files."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.export.archive import export_members
from territoires_industrie.export.formats import PAGE_FORMATS
from territoires_industrie.export.members import Members, member_document, member_rows
from territoires_industrie.html_table import Column, Html, table_html
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.jobs.job import Job
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_value
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.links import link_html
from territoires_industrie.wording import N_, _, format_number, language

KINDS = {"epci": N_("EPCI"), "ept": N_("EPT"), "commune": N_("Commune")}


def show_member_figures(view: View, scene: Scene) -> None:
    """Fold the members of the kept territories with their figures; nothing at another level."""
    wanted = members_of(view, scene)
    if wanted is not None:
        label = _("Les territoires du filtre, leurs membres et leurs chiffres")
        show_folded(label, "membres_et_chiffres", partial(_show, view, scene, wanted))


def members_of(view: View, scene: Scene) -> Members | None:
    """Return the members of the territories that a view keeps; None at another level."""
    phase = view.level_spec.phase
    kept = scene.in_filter[scene.in_filter].index
    if phase is None or scene.indicator.measure is Measure.CATEGORY or kept.empty:
        return None
    only = () if scene.in_filter.all() else tuple(map(str, kept))
    return Members((phase,), indicators=(view.indicator,), year=view.year, only=only)


def _show(view: View, scene: Scene, wanted: Members) -> None:
    rows = member_rows(wanted)
    st.html(member_figures_html(view, scene.indicator, rows))
    _show_files(wanted)


def member_figures_html(view: View, indicator: Indicator, rows: pd.DataFrame) -> str:
    """Write each territory, a link to its sheet, then its members, with their figures."""
    key = indicator.key
    columns = (
        Column(_("Territoire et membres"), is_number=False),
        Column(_("Nature"), is_number=False),
        Column(_("Région"), is_number=False),
        Column(_("Population")),
        Column(indicator.title_in(view.year)),
    )
    cells: list[tuple[str, ...]] = []
    for code, members in rows.groupby("territoire_id", sort=False):
        first = members.iloc[0]
        name = link_html(view, view.level, str(code), str(first["territoire_name"]))
        figure = say_value(
            indicator, first[f"territoire_{key}"], str(first[f"territoire_{key}_status"])
        )
        people = format_number(members["population_count"].sum())
        whole = _("Territoire")
        regions = ", ".join(dict.fromkeys(map(str, members["region_name"].dropna())))
        cells.append((Html(f"<b>{name}</b>"), whole, regions, people, figure))
        cells += [
            (
                Html(f"&emsp;{escape(str(row['member_name']))}"),
                _(KINDS[str(row["member_kind"])]),
                "" if pd.isna(row["region_name"]) else str(row["region_name"]),
                format_number(row["population_count"]),
                say_value(indicator, row[key], str(row[f"{key}_status"])),
            )
            for row in members.to_dict("records")
        ]
    title = _("Territoires, membres et chiffres")
    return table_html(columns, cells, title=title, look="fiche defile")


def _show_files(wanted: Members) -> None:
    formats = {key: one for key, one in PAGE_FORMATS.items() if not one.needs_ground}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        written_as = st.selectbox(
            _("Format"),
            list(formats),
            format_func=lambda key: _(formats[key].label),
            filter_mode=None,
            # Streamlit goes on showing the words that a control of this key began with.
            key=f"membres_format_{language()}",
        )
        form = formats[written_as]
        name = f"{member_document(wanted).stem}.{form.suffix}"
        job = Job(export_members, (wanted, written_as), kind=f"{written_as} membres")
        file = FileToTake(name, form.media_type, job)
        show_file_button(_("Télécharger le fichier"), file, "membres_bouton", help=name)
