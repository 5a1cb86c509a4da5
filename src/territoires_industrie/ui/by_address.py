"""Data by address on the pages: the address of a file, and how programs read one."""

from dataclasses import replace

import streamlit as st

from territoires_industrie.export.by_address import DataFile
from territoires_industrie.export.manner import Manner
from territoires_industrie.export.table import Table, table_of
from territoires_industrie.indicators import indicators_of
from territoires_industrie.indicators.own import is_own
from territoires_industrie.jobs.workers import has_workers
from territoires_industrie.scene.view import View
from territoires_industrie.ui.navigation import ENTRIES
from territoires_industrie.wording import N_, _, language, say_pair

FOLDER = "donnees"
"""First word of the addresses of data; the page of the data is its front."""

PROGRAMS = {
    N_("curl, dans un terminal"): 'curl --fail --output epci.csv "{csv}"',
    N_("QGIS : Couche, Ajouter une couche vecteur, Protocole HTTP(S), URI"): "{geojson}",
    N_("R, avec sf"): 'epci <- sf::st_read("{geojson}")',
    N_("Python, avec geopandas"): 'rows = geopandas.read_file("{geojson}")',
    N_("Excel : Données, À partir d’autres sources, Requête vide, Éditeur avancé"): (
        'let\n  Source = Csv.Document(Web.Contents("{csv}"), [Delimiter=";", Encoding=65001]),\n'
        "  Table = Table.PromoteHeaders(Source, [PromoteAllScalars=true])\nin\n  Table"
    ),
}
"""How each program reads a file; tried where the program was at hand (docs/data-by-address.md)."""

DESCRIPTIONS = {
    "catalogue.json": N_("niveaux, formats, paramètres et indicateurs"),
    "datapackage.json": N_("les tables sources et leurs schémas (Data Package)"),
    "dcat.jsonld": N_("le même catalogue en DCAT (JSON-LD)"),
    "changements.atom": N_("ce qui change dans les données (Atom)"),
}


def top_address() -> str:
    """Return the address of the folder of the pages, whatever the path that a proxy gives it."""
    return folder_of(str(st.context.url or ""))


def folder_of(address: str) -> str:
    """Return the folder that a page stands in; the address of the first page is its folder's.

    >>> folder_of("https://site.test"), folder_of("https://site.test/donnees?region=28")
    ('https://site.test/', 'https://site.test/')
    >>> folder_of("https://site.test/atlas"), folder_of("https://site.test/atlas/donnees")
    ('https://site.test/atlas/', 'https://site.test/atlas/')
    """
    folder = address.partition("?")[0].rstrip("/")
    before, _slash, name = folder.rpartition("/")
    return f"{before if name in ENTRIES else folder}/"


def has_address(table: Table) -> bool:
    """Whether a program can ask for a table: the figures that a reader brought stay with them."""
    shown = table.indicators or tuple(one.key for one in indicators_of(table.view.level))
    return not any(map(is_own, (*shown, table.view.filter.figure)))


def show_address_of(file: DataFile) -> None:
    """Show the address of a file, if it has one."""
    # A page that runs without the server of the atlas has nobody at these addresses.
    if has_workers() and has_address(file.table):
        st.caption(_("Le même fichier par adresse, pour QGIS, R, Excel ou curl"))
        st.code(f"{top_address()}{FOLDER}/{file.address}", language=None, wrap_lines=True)


def show_by_address(view: View) -> None:
    """Explain the addresses of data, by those of the view that is open."""
    table = table_of(replace(view, selection=()))
    if not (has_workers() and has_address(table)):
        return
    top = f"{top_address()}{FOLDER}/"
    files = {
        form: top + DataFile(table, form, Manner(), language()).address
        for form in ("csv", "geojson")
    }
    with st.expander(_("Par adresse : QGIS, R, Excel, curl")):
        st.markdown(
            _(
                "Chaque niveau a une adresse dans chaque format, avec les paramètres des pages. "
                "Une adresse fausse est refusée, avec les valeurs proches. Ces exemples sont la "
                "vue ouverte."
            )
        )
        for title, words in PROGRAMS.items():
            st.caption(_(title))
            st.code(words.format(**files), language=None, wrap_lines=True)
        links = (
            say_pair(f"- [{name}]({top}{name})", _(text)) for name, text in DESCRIPTIONS.items()
        )
        st.markdown("\n".join(links))
