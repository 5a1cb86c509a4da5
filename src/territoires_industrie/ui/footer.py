"""What every page ends with: who made it, from what, under which licence, as of when."""

from datetime import date
from html import escape

import streamlit as st
from babel.dates import format_date

from territoires_industrie.data_state import STATE
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.method.provenance import list_notes
from territoires_industrie.scene.address import write_language
from territoires_industrie.ui.data_state import say_state
from territoires_industrie.ui.scheme import show_schemes
from territoires_industrie.wording import _, format_number, language


def show_footer() -> None:
    """Show producer, sources, licence, date of the data, where faults go, and how it looks."""
    spoken = write_language(language())
    query = f"?lang={spoken}" if spoken else ""
    pages = {"donnees": _("Sources et licences"), "methode": _("Méthode et limites")}
    links = " · ".join(
        f"<a href='{page}{query}' target='_self'>{escape(title)}</a>"
        for page, title in pages.items()
    )
    # One element: a browser goes through all of a page several times a change.
    st.html(f"<footer><p>{escape(_write())}</p><p>{links}</p></footer>")
    show_schemes()


@reader_cache(maxsize=2)
def _write() -> str:
    count = format_number(len(list_notes()))
    sentences = (
        _("Atlas des Territoires d’industrie, fait de données publiques."),
        _(
            "Sources : {count} fichiers de l’INSEE, de l’IGN, de l’Urssaf, de l’ANCT, des "
            "ministères et d’autres, chacun avec sa fiche."
        ).format(count=count),
        _("Licence : MIT pour le code, celle de chaque producteur pour les données."),
        say_date(),
        _(
            "Une erreur ? Dites-la par un ticket sur la forge qui héberge l’atlas, avec l’adresse "
            "de la page."
        ),
    )
    return " ".join(sentences)


def say_date() -> str:
    """Write as of when the data are: the last month that a file was fetched, or the refresh."""
    if STATE.is_refreshed:
        return say_state()
    fetched = max(note.record.date_accessed for note in list_notes() if note.record)
    # A record says a day, a month or only a year.
    year, month, *_day = (int(part) for part in f"{fetched}-1".split("-"))
    said = format_date(date(year, month, 1), "MMMM y", locale=language())
    text = _("Données relevées jusqu’en {month}, contours au 1er janvier {year}.")
    return text.format(month=said, year=COG_YEAR)
