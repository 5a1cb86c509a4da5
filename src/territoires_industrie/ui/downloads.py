"""Downloads of exactly what is shown: made when asked for, not at every rerun."""

import streamlit as st

from territoires_industrie.export.archive import export_extract_archive, export_extract_geojson
from territoires_industrie.export.csv import DECIMAL_MARKS
from territoires_industrie.export.extract import Extract
from territoires_industrie.export.names import file_name
from territoires_industrie.ui.scene import Scene
from territoires_industrie.ui.view import View
from territoires_industrie.wording import N_, _, language, speaking

DECIMALS = {"comma": N_("virgule"), "point": N_("point")}
SCOPES = {
    "filter": N_("Les unités du filtre"),
    "selection": N_("La sélection seulement"),
}


def show_downloads(view: View, scene: Scene) -> None:
    """Offer the kept or selected units as GeoJSON, and as CSV with its dictionary."""
    with st.container(key="telechargements"):
        st.markdown(f"**{_('Télécharger')}**")
        scope, columns, decimal = st.columns(3)
        only_selected = scope.radio(
            _("Lignes"),
            list(SCOPES),
            format_func=lambda slug: _(SCOPES[slug]),
            key="telecharger_lignes",
            disabled=not view.selection,
        ) == "selection" and bool(view.selection)
        shown_only = columns.toggle(
            _("L’indicateur affiché seulement"), value=True, key="telecharger_indicateur"
        )
        mark = decimal.radio(
            _("Décimales du CSV"),
            list(DECIMAL_MARKS),
            format_func=lambda slug: _(DECIMALS[slug]),
            horizontal=True,
            key="telecharger_decimales",
        )
        extract = Extract(
            level_key=view.level,
            indicator_keys=(view.indicator,) if shown_only else (),
            year=view.year if shown_only else "",
            filter=view.filter,
            selection=view.selection if only_selected else (),
        )
        _show_buttons(extract, mark, enabled=bool(scene.in_filter.any()) or only_selected)


def _show_buttons(extract: Extract, mark: str, *, enabled: bool) -> None:
    code = language()

    def geojson() -> bytes:
        with speaking(code):
            return export_extract_geojson(extract)

    def archive() -> bytes:
        with speaking(code):
            return export_extract_archive(extract, mark)

    with st.container(horizontal=True):
        st.download_button(
            _("GeoJSON (contours et données)"),
            geojson,
            file_name=file_name(extract, "geojson"),
            mime="application/geo+json",
            icon=":material/download:",
            on_click="ignore",
            disabled=not enabled,
            key="telecharger_geojson",
        )
        st.download_button(
            _("CSV, dictionnaire et sources (ZIP)"),
            archive,
            file_name=file_name(extract, "zip"),
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
            disabled=not enabled,
            key="telecharger_csv",
        )
