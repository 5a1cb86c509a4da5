"""The table of the map: the same units, filter, figure and selection.

Figures are written by the atlas, in the number form of the page's language, which the
browser's own number columns cannot promise. So the order is the server's too: a click on
a column's head sorts by it, a second click turns the order round.
"""

from collections.abc import Sequence
from functools import cache
from math import ceil

import pandas as pd
import pyarrow as pa
import streamlit as st

from territoires_industrie.indicators import Measure, find_indicator, read_values
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import programme_status, read_units, split_codes
from territoires_industrie.scene.scene import Scene, scene_key, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.header import SHEET_LEVELS
from territoires_industrie.ui.grid import GridChoice, new_choice, selection_of, tick_selected
from territoires_industrie.ui.links import unit_address
from territoires_industrie.ui.map_view import unit_labels
from territoires_industrie.ui.state import change_view, touch
from territoires_industrie.ui.streamlit_private import ColumnConfig
from territoires_industrie.wording import _, fold, format_number

TABLE = "tableau_unites"
PINNED = "tableau_epingles"
SORT = "tableau_tri"
PAGE = "tableau_page"
SUBJECT = "tableau_sujet"
PAGE_ROWS = 100
HEIGHT = 420
REGION_PIXELS = 185
"""Width of the longest name of a région, which would be cut."""

FIGURES = ("value", "rank", "population")
"""Columns of figures: right-aligned, highest first."""

POPULATION = "population_count"
SHEET = "sheet"
"""Column of the links to the sheets of the units."""


def show_table(view: View, scene: Scene) -> None:
    """Show the kept units, highest first; a ticked row is a selected unit, and the other way."""
    with st.container(key="tableau"):
        ordered = _order(view, scene)
        codes = _page_of(ordered, (scene_key(view), _sort_of(scene)))
        texts, columns = _texts(view, scene, codes), _columns(view, scene)
        shown = tick_selected(TABLE, codes, view.selection, tuple(texts.column_names))
        st.dataframe(
            texts,
            key=TABLE,
            hide_index=True,
            height=HEIGHT,
            on_select=lambda: _take_choice(shown, codes, view, scene),
            selection_mode=["multi-row", "single-column"],
            column_config=columns,
            alt=_("Tableau des unités affichées sur la carte"),
        )
        with st.container(key="tableau_clavier"):
            st.caption(
                _(
                    "Au clavier : les flèches vont d’une cellule à l’autre, Ctrl + Espace trie par "
                    "la colonne, puis Maj + Espace coche la ligne."
                )
            )
        if len(ordered) > PAGE_ROWS:
            st.pagination(ceil(len(ordered) / PAGE_ROWS), key=_page_key(), on_change=touch)


def _page_of(ordered: Sequence[str], subject: object) -> list[str]:
    """Return the rows of the page that the reader is on; another subject opens at its start.

    A page at a time: the whole table would weigh ten times what the map does.
    """
    if st.session_state.get(SUBJECT) != subject:
        st.session_state[SUBJECT] = subject
        _open_first_page()
    page = int(st.session_state.get(_page_key(), 1))
    return list(ordered[(page - 1) * PAGE_ROWS : page * PAGE_ROWS])


def _page_key() -> str:
    return f"{PAGE}_{st.session_state.get(PAGE, 0)}"


def _open_first_page() -> None:
    """Start a new pagination: Streamlit wants no value written into the one on the page."""
    st.session_state[PAGE] = st.session_state.get(PAGE, 0) + 1


def _sort_of(scene: Scene) -> tuple[str, bool]:
    """Return the column that the table is sorted by, and whether lowest first."""
    is_category = scene.indicator.measure is Measure.CATEGORY
    sort: tuple[str, bool] = st.session_state.get(SORT, ("value", is_category))
    return sort


def file_order(scene: Scene) -> tuple[str, bool]:
    """Return the column of a file that sorts it as the table is sorted, and the direction."""
    level = LEVELS[scene.view.level]
    columns = {
        "name": level.name_field,
        "code": level.code_field,
        "population": "population_count",
        "region": "region_name",
        "territoire": "territoire_name_phase2",
    }
    column, ascending = _sort_of(scene)
    return columns.get(column, scene.indicator.key), ascending


def _order(view: View, scene: Scene) -> Sequence[str]:
    """Units that the filter keeps, in order; those selected elsewhere come on top."""
    if st.session_state.get(PINNED, (None, ()))[0] != view.selection:
        st.session_state[PINNED] = (view.selection, view.selection)
        _open_first_page()
    # What was selected elsewhere goes first; a row that is ticked here stays where it is.
    pinned = [code for code in st.session_state[PINNED][1] if code in scene.cells.index]
    ranked = _ranked(scene_key(view), *_sort_of(scene))
    return [*pinned, *(code for code in ranked if code not in pinned)] if pinned else ranked


@reader_cache(maxsize=64)
def _ranked(view: View, column: str, ascending: bool) -> Sequence[str]:
    """List the units that the filter of a scene's key keeps, in order."""
    scene = scene_of(view)
    keys = _sort_keys(view, scene, column)[scene.in_filter]
    ranked = keys.sort_values(ascending=ascending, na_position="last", kind="stable")
    return tuple(ranked.index)


def _sort_keys(view: View, scene: Scene, column: str) -> pd.Series:
    if column in ("value", "rank"):
        return scene.cells["value"]
    if column == "population":
        return _population(view.level)
    return _folded(view.level, column)


def _population(level_key: str) -> pd.Series:
    """Return the newest legal population of each unit of a level, in the order of its units."""
    return read_values(level_key, POPULATION)["value"].reindex(read_units(level_key).index)


@cache
def _folded(level_key: str, column: str) -> pd.Series:
    """Return the texts of a column as they are sorted: without accents or case; shape (units,)."""
    units, words = read_units(level_key), _words(level_key)
    texts = words[column if column in words.column_names else "name"].to_pylist()
    return pd.Series([fold(text) for text in texts], units.index)


# Official names are the same in every language: one table serves all readers.
@cache
def _words(level_key: str) -> pa.Table:
    """Return the columns that are words, whatever the figure; shape (units, 2 to 4)."""
    units = read_units(level_key)
    words = units[["name"]].assign(code=units.index)
    if level_key != "region":
        words["region"] = units["region_code"].map(read_units("region")["name"])
    if LEVELS[level_key].phase is None:
        words["territoire"] = _territoire_names(level_key)
    return pa.Table.from_pandas(words, preserve_index=False).replace_schema_metadata()


def _take_choice(shown: GridChoice, codes: list[str], view: View, scene: Scene) -> None:
    chosen = new_choice(TABLE, shown)
    if chosen.rows != shown.rows:
        _take_rows([codes[row] for row in chosen.rows], codes, view)
    elif chosen.head != shown.head:
        column, ascending = _sort_of(scene)
        # A link has no order of its own: that of the names.
        clicked = "name" if chosen.head == SHEET else chosen.head or column
        is_ascending = not ascending if clicked == column else clicked not in FIGURES
        st.session_state[SORT] = (clicked, is_ascending)
        touch()


def _take_rows(ticked: list[str], codes: list[str], view: View) -> None:
    change_view(selection=selection_of(ticked, codes, view.selection))
    pinned = st.session_state[PINNED][1]
    st.session_state[PINNED] = (st.session_state["view"].selection, pinned)


def _texts(view: View, scene: Scene, codes: list[str]) -> pa.Table:
    """Write the cells of some units in the language of the run; shape (units, 4 to 8)."""
    # Arrow, as Streamlit sends it: a frame of texts takes long to make and to take apart.
    places = scene.units.index.get_indexer(pd.Index(codes))
    words = _words(view.level).take(places)
    labels = unit_labels(scene_key(view))
    figures = {"value": [labels[place] for place in places]}
    if scene.indicator.measure is not Measure.CATEGORY:
        figures["rank"] = [format_number(rank) for rank in scene.ranks.to_numpy()[places]]
    people = _population(view.level).to_numpy()[places]
    figures["population"] = [format_number(count) for count in people]
    # Beside the name: a phone shows two columns.
    for at, (name, column) in enumerate(figures.items(), start=1):
        words = words.add_column(at, name, pa.array(column, pa.string()))
    if view.level in SHEET_LEVELS:
        sheets = [unit_address(view, view.level, code) for code in codes]
        words = words.add_column(1 + len(figures), SHEET, pa.array(sheets, pa.string()))
    return words


@cache
def _territoire_names(level_key: str) -> pd.Series:
    """Name the territories of phase 2 that each unit of a level is in; shape (units,)."""
    names = read_units("territoire_phase2")["name"]
    ids = programme_status(level_key)["territoire_id_phase2"]
    joined = ids.dropna().unique()
    return ids.map({cell: ", ".join(names[split_codes(cell)]) for cell in joined}).fillna("")


def _columns(view: View, scene: Scene) -> dict[str, str | ColumnConfig | None]:
    text = st.column_config.TextColumn
    titles = {
        "name": _("Nom"),
        "code": _("Code"),
        "value": scene.indicator.dated(view.year),
        "rank": _("Rang"),
        "population": find_indicator(POPULATION).title_in(find_indicator(POPULATION).years[-1]),
        "region": _("Région"),
        "territoire": _("Territoires d’industrie (phase 2)"),
    }
    column, ascending = _sort_of(scene)
    titles[column] = f"{titles.get(column, '')} {'↑' if ascending else '↓'}"
    sheet = st.column_config.LinkColumn(
        _("Fiche"), display_text=_("Fiche"), width="small", alignment="left"
    )
    return {
        SHEET: sheet,
        **{
            name: text(
                title,
                alignment="right" if name in FIGURES else "left",
                pinned=name == "name",
                width=REGION_PIXELS if name == "region" else None,
                help=_("Cliquez l’en-tête pour trier ; une seconde fois pour inverser l’ordre."),
            )
            for name, title in titles.items()
        },
    }
