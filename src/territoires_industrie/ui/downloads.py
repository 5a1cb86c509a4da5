"""Downloads of exactly what is shown: made when asked for, not at every rerun.

One format list and one button, whatever the page: a page says which rows it offers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from territoires_industrie.export.archive import export_sites_geojson, export_table
from territoires_industrie.export.by_address import DataFile
from territoires_industrie.export.citation import Citation, cite
from territoires_industrie.export.csv import DECIMAL_MARKS, usual_mark
from territoires_industrie.export.formats import PAGE_FORMATS
from territoires_industrie.export.manner import PLAIN, Manner, Visit
from territoires_industrie.export.names import file_name
from territoires_industrie.export.table import Table, table_of
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.own import is_own
from territoires_industrie.jobs.job import Job
from territoires_industrie.picture.export import MEDIA_TYPES, export_picture
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.ui.by_address import show_address_of
from territoires_industrie.ui.chart import picture_stem
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.folded import over_page
from territoires_industrie.ui.picture_panel import choose_frame, choose_page
from territoires_industrie.ui.plates import page_plates
from territoires_industrie.ui.streamlit_private import DeltaGenerator
from territoires_industrie.ui.table import file_order
from territoires_industrie.wording import N_, _, language, today

DECIMALS = {"comma": N_("virgule"), "point": N_("point")}
PICTURES = {
    "png": N_("Image PNG de la carte"),
    "svg": N_("Image SVG de la carte, vectorielle"),
    "pdf": N_("Image PDF de la carte, à imprimer"),
}
SITES = {"sites.geojson": N_("GeoJSON des sites industriels déclarants")}
"""Files of the sites alone, by ending of their name."""


@dataclass(frozen=True)
class Offer:
    """What a page lets its reader take away.

    Attributes
    ----------
    view
        The view: its address is cited, its classes go in the GeoPackage.
    tables
        What can be taken, by label already said; the first is proposed. With none, the
        button is out of reach.
    key
        Start of the keys of the controls, and key of their container.
    is_map
        Whether the page is the map: every indicator but the view's can be left out.
    cited
        How to cite the table on the page, where it is not one of those that are taken.
    page
        Name of the page in addresses, whose maps can be taken as pictures; empty for none.
    """

    view: View
    tables: Mapping[str, Table]
    key: str = "telechargements"
    is_map: bool = False
    cited: Citation | None = None
    page: str = ""


@dataclass(frozen=True)
class _Taking:
    """What the button gives: which table, under which name, made how; and by which address.

    ``written_as`` is that of `DataFile`; None for a picture, which has no address. ``stem`` is the
    name of a file that is not named after its table.
    """

    table: Table
    suffix: str
    media_type: str
    make: Job
    is_empty: bool = False
    written_as: str | None = None
    manner: Manner = PLAIN
    stem: str = ""

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"{self.stem}.{self.suffix}" if self.stem else file_name(self.table, self.suffix)


def show_downloads(view: View, scene: Scene) -> None:
    """Offer the kept or selected units of the map, and its picture."""
    kept = {}
    if scene.in_filter.any():
        kept[_("Les unités du filtre")] = view.filter
    if view.selection:
        kept[_("La sélection seulement")] = Filter(only=view.selection)
    tables = {
        label: Table(View(view.level, filter=one, sites=view.sites), order=file_order(scene))
        for label, one in kept.items()
    }
    show_offer(Offer(view, tables, is_map=True, page="carte"))


def show_offer(offer: Offer) -> None:
    """Draw the controls of an offer: format, rows, what the format needs, one button."""
    with st.container(key=offer.key):
        st.markdown(f"**{_('Télécharger')}**")
        labels = {key: one.label for key, one in PAGE_FORMATS.items()}
        if offer.is_map:
            labels |= SITES if offer.view.shows_sites else {}
        labels |= PICTURES if offer.page else {}
        chosen, what, how = st.columns([3, 3, 4])
        written_as = chosen.selectbox(
            _("Format"),
            list(labels),
            format_func=lambda key: _(labels[key]),
            filter_mode="contains",
            # Streamlit goes on showing the words that a control of this key began with.
            key=f"{offer.key}_format_{language()}",
        )
        if written_as in PICTURES:
            taking = _picture(offer, written_as, what, how)
        elif written_as in SITES:
            taking = _sites(offer, written_as, what)
        else:
            taking = _table(offer, written_as, what, how)
        with st.container(horizontal=True):
            _show_button(offer.key, taking)
            _show_citation(offer, taking)


def _picture(offer: Offer, written_as: str, what: DeltaGenerator, how: DeltaGenerator) -> _Taking:
    plates = page_plates(offer.page, offer.view)
    with what:
        page = choose_page(offer.key)
    with how:
        plates, page = choose_frame(offer.key, offer.page, plates, page)
    # A figure of this session is at no address that somebody else could open.
    if not is_own(offer.view.indicator):
        page = replace(page, address=view_address(offer.view))
    level = plates[0].drawn.level
    options = (("picture_format", written_as), ("day", today()))
    make = Job(export_picture, (plates, page), options, kind=f"{written_as} {level}")
    stem = "" if offer.is_map else picture_stem(plates[0].legend.title)
    table = table_of(offer.view) if offer.is_map else Table(View(level))
    return _Taking(table, written_as, MEDIA_TYPES[written_as], make, stem=stem)


def _sites(offer: Offer, written_as: str, what: DeltaGenerator) -> _Taking:
    with what:
        table = _show_rows(offer)
    make = Job(export_sites_geojson, (table.view,), kind=f"{written_as} {table.view.level}")
    return _Taking(table, written_as, "application/geo+json", make, not offer.tables, "")


def _table(offer: Offer, written_as: str, what: DeltaGenerator, how: DeltaGenerator) -> _Taking:
    with what:
        table = _show_rows(offer)
    with how:
        table, decimal = _show_columns(offer, table, written_as)
    form, manner = PAGE_FORMATS[written_as], Manner(decimal, _visit(offer.view))
    kind = f"{written_as} {table.view.level} {len(table.indicators)}"
    make = Job(export_table, (table, written_as, manner), kind=kind)
    is_empty = not offer.tables
    return _Taking(table, form.suffix, form.media_type, make, is_empty, written_as, manner)


def _show_button(key: str, taking: _Taking) -> None:
    name = taking.name
    show_file_button(
        _("Télécharger le fichier"),
        FileToTake(name, taking.media_type, taking.make),
        f"{key}_bouton",
        help=name,
        disabled=taking.is_empty,
    )


def _show_rows(offer: Offer) -> Table:
    """Let the reader choose the rows; where the filter keeps none, there are none to choose.

    A list of one is not out of reach: Streamlit's label of one that is cannot be read.
    """
    tables = dict(offer.tables) or {
        _("Aucune unité"): Table(View(offer.view.level, filter=offer.view.filter))
    }
    label = st.selectbox(
        _("Lignes"),
        list(tables),
        filter_mode=None,
        key=f"{offer.key}_lignes",
    )
    return tables[label]


def _show_columns(offer: Offer, table: Table, written_as: str) -> tuple[Table, str]:
    """Let the reader choose the columns and, for the CSV, the decimal mark."""
    decimal = next(iter(DECIMAL_MARKS))
    if offer.is_map:
        only = st.toggle(
            _("L’indicateur affiché seulement"), value=True, key=f"{offer.key}_indicateur"
        )
        if only:
            shown = replace(offer.view, filter=table.view.filter)
            # What a table of one figure is sorted by without a word needs none.
            order = None if table.order == (shown.indicator, False) else table.order
            table = replace(table, view=shown, indicators=(shown.indicator,), order=order)
    has_years = table.has_figures and not PAGE_FORMATS[written_as].needs_ground
    if has_years and st.toggle(
        _("Toutes les années, une ligne chacune"), key=f"{offer.key}_annees"
    ):
        table = replace(table, every_year=True, order=None)
    if PAGE_FORMATS[written_as].has_decimal_mark:
        decimal = show_decimals(f"{offer.key}_decimales")
    return table, decimal


def show_decimals(key: str, *, disabled: bool = False) -> str:
    """Let the reader choose the decimal mark of a CSV."""
    return st.radio(
        _("Décimales du CSV"),
        list(DECIMAL_MARKS),
        index=list(DECIMAL_MARKS).index(usual_mark()),
        format_func=lambda slug: _(DECIMALS[slug]),
        horizontal=True,
        # Another control in another language, whose readers have another mark.
        key=f"{key}_{language()}",
        disabled=disabled,
    )


def _show_citation(offer: Offer, taking: _Taking) -> None:
    """Offer how to cite what is about to be taken, and how programs get the same.

    Written once it is unfolded: a click on the map does not wait for it.
    """
    key = f"{offer.key}_citation"
    label = _("Citer cette vue")
    with over_page(label, key, ":material/format_quote:") as is_open:
        if not is_open:
            return
        said = replace(offer.cited or _cited(taking.table), visit=_visit(offer.view))
        st.code(said.text, language=None, wrap_lines=True)
        st.caption(_("Entrée BibTeX"))
        st.code(said.bibtex, language="latex", wrap_lines=True)
        st.caption(_("La même table en Python"))
        st.code(said.python, language="python")
        if taking.written_as is not None:
            # Without the visit, whose day would change the bytes that an address gives.
            decimal = Manner(taking.manner.decimal)
            show_address_of(DataFile(taking.table, taking.written_as, decimal, language()))
        st.caption(
            _(
                "L’empreinte résume les fichiers de données utilisés : la même empreinte et "
                "les mêmes choix donnent les mêmes chiffres."
            )
        )


@reader_cache(maxsize=256)
def _cited(table: Table) -> Citation:
    """Cite a table, without the visit."""
    return cite(table)


def _visit(view: View) -> Visit:
    return Visit(view_address(view), today())


def view_address(view: View) -> str:
    """Write the whole address of a view on the page that is open, its year named."""
    base = str(st.context.url or "").partition("?")[0]
    return f"{base}?{urlencode(write_view(view, is_pinned=True))}"
