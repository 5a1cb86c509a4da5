"""Beside the map: its legend, and where its figure comes from."""

import streamlit as st

from territoires_industrie.charts.indicator import histogram
from territoires_industrie.classes.legend_html import legend_html
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.scene.legend import scene_legend
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_bounds_note, say_dated
from territoires_industrie.sources import Record
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.markdown import escape_markdown, link_markdown
from territoires_industrie.ui.method_options import MethodOptions
from territoires_industrie.ui.state import touch
from territoires_industrie.wording import _

NOTE = "note_indicateur"
"""The note under the legend, which is only made once it is open."""


def show_legend(view: View, scene: Scene, key: str = "legende") -> None:
    """Show the legend: the classes of the map itself, counted inside the filter.

    Parameters
    ----------
    key
        Key of its container, which starts with ``legende``.
    """
    indicator, classes = scene.indicator, scene.classification
    with st.container(key=key):
        st.html(legend_html(scene_legend(scene, say_dated(scene))))
        if said := say_bounds_note(classes):
            st.caption(said)
        note_key = f"{NOTE}{key.removeprefix('legende')}"
        with st.expander(_("Source, définition, limites"), key=note_key, on_change=touch) as note:
            if not note.open:
                return
            show_note(indicator, _("**Année** : {year}").format(year=view.year))
            _show_more(indicator, view)
            if indicator.measure is not Measure.CATEGORY:
                chart = histogram(scene.cells, classes, view.selection, indicator)
                st.vega_lite_chart(spec=chart, key=f"histogramme{key.removeprefix('legende')}")


def _show_more(indicator: Indicator, view: View) -> None:
    """Link to where the figure is explained whole."""
    if indicator.formula.is_own:
        show_link("indicateur", _("Votre fichier"), view, icon=":material/upload_file:")
        return
    explained = view.with_options(MethodOptions())
    label = _("Formule, champ et fichier")
    show_link("methode", label, explained, icon=":material/menu_book:")


def show_note(indicator: Indicator, more: str) -> None:
    """Write what an indicator is and its limits, what more is known here, and its source.

    Parameters
    ----------
    more
        Markdown: what is known here.
    """
    record = indicator.record
    warnings = escape_markdown(_(record.usage_warnings))
    lines = [
        escape_markdown(_(indicator.definition)),
        escape_markdown(_(indicator.limits)),
        more,
        _("**Source** : {source}").format(source=_say_source(record)),
        f"⚠ {warnings}" if warnings else "",
    ]
    st.markdown("\n\n".join(line for line in lines if line))


def _say_source(record: Record) -> str:
    """Write the attribution of a table with its link and licence."""
    linked = link_markdown(_(record.attribution), record.url_landing)
    return f"{linked} · {escape_markdown(_(record.licence_upstream))}"
