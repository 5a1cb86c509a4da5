"""« Partager »: the link to a view, the lines that show it on another site, the map as one file."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from territoires_industrie.draw.standalone import export_html
from territoires_industrie.export.manner import Visit
from territoires_industrie.export.names import file_name
from territoires_industrie.export.table import table_of
from territoires_industrie.indicators.own import is_own
from territoires_industrie.jobs.job import Job
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.words import scene_words
from territoires_industrie.ui.by_address import top_address
from territoires_industrie.ui.embedding import PARAMETER, embedding_sites
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.navigation import write_short
from territoires_industrie.wording import _

PAGE = "carte"
FRAME = (
    '<iframe src="{address}" title="{title}" loading="lazy"\n'
    '        style="width: 100%; height: 600px; border: 0"></iframe>'
)


def show_sharing(scene: Scene) -> None:
    """Offer to share a map, once it is unfolded."""
    show_folded(_("Partager cette carte"), "partager", lambda: _show(scene))


def _show(scene: Scene) -> None:
    view, title = scene.view, scene_words(scene).title
    link = ""
    if any(map(is_own, (view.indicator, view.filter.figure))):
        st.caption(_("Votre indicateur n’a pas d’adresse : seul le fichier le porte à d’autres."))
    else:
        query = urlencode(write_view(view, PAGE))
        link = f"{top_address()}?{query}"
        st.caption(_("Le lien vers cette vue"))
        st.code(link, language=None, wrap_lines=True)
        st.caption(_("Le même, en court : sans ce que la carte montre d’elle-même"))
        # What the first page opens on has no parameter left.
        short = f"{top_address()}?{urlencode(write_short(view, PAGE))}".rstrip("?")
        st.code(short, language=None, wrap_lines=True)
        if Visit(link).is_local:
            st.caption(
                _(
                    "Cet atlas est installé sur votre ordinateur : ces liens ne s’ouvrent que là. "
                    "D’un atlas en ligne, ils s’ouvriraient partout."
                )
            )
        _show_frame(f"{top_address()}?{PARAMETER}=true&{query}", title)
    st.caption(_("La carte en un fichier, qui s’ouvre sans serveur ni réseau"))
    show_file_button(
        _("Télécharger la carte (HTML)"),
        FileToTake(
            file_name(table_of(view), "html"),
            "text/html",
            Job(export_html, (view, link), kind=f"html {view.level}"),
        ),
        "carte_html",
    )


def _show_frame(address: str, title: str) -> None:
    st.caption(_("Le code qui la montre dans une page d’un autre site"))
    st.code(
        FRAME.format(address=escape(address), title=escape(title)), language="html", wrap_lines=True
    )
    if sites := embedding_sites():
        # As code: the star of an origin stays a star, and no address becomes a link.
        named = ", ".join(f"`{site}`" for site in sites)
        st.caption(_("Sites qui peuvent la montrer : {sites}.").format(sites=named))
    else:
        st.caption(
            _(
                "Cet atlas ne se laisse montrer par aucun autre site ; qui le sert les nomme : "
                "`atlas serve --embed-from https://…`"
            )
        )
