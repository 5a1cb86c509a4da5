"""The page where a user brings an indicator: file, reading, roles, what matched, one button."""

from collections.abc import Sequence

import streamlit as st
from streamlit.typing import UploadedFile

from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.indicators.own import Shelf
from territoires_industrie.jobs.job import Job
from territoires_industrie.scene.view import View
from territoires_industrie.ui.carried import show_carried
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.frame import page
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.ui.own.absent_words import WORDS
from territoires_industrie.ui.own.once import STOPPED, once
from territoires_industrie.ui.own.ratio import show_ratio
from territoires_industrie.ui.own.report import show_report
from territoires_industrie.ui.own.roles import OTHERS, ROLES, other_figures, show_roles
from territoires_industrie.ui.own.room import ROOM
from territoires_industrie.ui.own.table import READ, open_table_of, show_reading, show_sample
from territoires_industrie.ui.own.uploader import show_uploader
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.ui.state import change_shelf, resume_session
from territoires_industrie.upload.bring import Brought, bring_several
from territoires_industrie.upload.example import NAME, example_file
from territoires_industrie.upload.limits import MAX_COLUMNS, MAX_HELD, MAX_ROWS
from territoires_industrie.upload.opening import Opened
from territoires_industrie.upload.questions import open_questions
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.roles import Roles
from territoires_industrie.upload.saving import NAME as SAVED_NAME
from territoires_industrie.upload.saving import (
    is_saved,
    restore_indicators,
    save_indicators,
)
from territoires_industrie.wording import _, format_number

MADE, RESTORED = "propre_resultat", "propre_repris"


@page("indicateur")
def show_own_page(view: View) -> None:
    """Draw the page of the user's own indicators."""
    title, search = st.columns([2, 1], vertical_alignment="center")
    title.markdown(f"## {_('Votre indicateur')}")
    with search:
        show_search(view, page=PAGES[0].name)
    show_carried(view)
    _show_words()
    _show_held(view)
    file = show_uploader()
    if file is None:
        _forget_file()
        return
    try:
        _show_file(file)
    except AtlasError as error:
        # What a file holds is quoted: plain text, whatever it says.
        st.error(escape_markdown(error), icon=":material/error:")


def _forget_file() -> None:
    """Let go of the last file and its table: what was added holds its own figures."""
    for name in (READ, ROLES, OTHERS, WORDS, MADE, RESTORED, STOPPED):
        st.session_state.pop(name, None)


def _show_words() -> None:
    st.markdown(
        _(
            "Déposez un tableau : une colonne de codes ou de noms (commune, EPCI, territoire "
            "d’industrie, zone d’emploi, bassin de vie, département ou région) et des chiffres. "
            "L’indicateur se lit alors comme les autres, sur la carte, les fiches, la comparaison "
            "et dans les fichiers téléchargés."
        )
    )
    st.caption(
        _(
            "Il reste dans votre session : personne d’autre ne le voit, rien n’est enregistré sur "
            "le serveur, et recharger la page l’efface : une fois ajouté, il s’enregistre dans un "
            "fichier qui le restaure. {rows} lignes et {columns} colonnes au plus."
        ).format(rows=format_number(MAX_ROWS), columns=format_number(MAX_COLUMNS))
    )
    show_file_button(
        _("Fichier d’exemple"),
        FileToTake(NAME, "text/csv", example_file),
        "propre_exemple",
        help=_("Emplois privés et habitants de chaque EPCI, tirés des données de l’atlas."),
    )


def _show_held(view: View) -> None:
    """List the indicators that the session holds, each with its map and a way to drop it."""
    shelf = resume_session()
    for rank, (key, held) in enumerate(shelf.indicators.items()):
        with st.container(
            border=True, horizontal=True, vertical_alignment="center", key=f"propre_{rank}"
        ):
            title = escape_markdown(held.title_in(held.years[-1]))
            st.markdown(f"**{title}** · {escape_markdown(held.record.attribution)}")
            if view.indicator == key:
                show_link("carte", _("Voir sur la carte"), view, icon=":material/map:")
            else:
                st.button(
                    _("Choisir"),
                    icon=":material/check:",
                    key=f"propre_choisir_{rank}",
                    on_click=_choose,
                    args=(shelf, key),
                )
            st.button(
                _("Retirer"),
                icon=":material/delete:",
                key=f"propre_retirer_{rank}",
                on_click=change_shelf,
                args=(shelf.drop(key),),
            )
    if len(shelf.indicators) < MAX_HELD:
        show_ratio(shelf)
    _show_saving(shelf)


def _show_saving(shelf: Shelf) -> None:
    """Offer the session's indicators as one file, which a later session takes back."""
    if not shelf.indicators:
        return
    show_file_button(
        _("Enregistrer mes indicateurs"),
        FileToTake(
            SAVED_NAME, "application/zip", lambda: save_indicators(shelf.indicators.values())
        ),
        "propre_enregistrer",
        icon=":material/save:",
        help=_("Un fichier à déposer ici même pour les retrouver, séries comprises."),
    )


def _show_restored(file: UploadedFile) -> None:
    """Offer to take back the indicators of a saved file, read by a worker as any other."""
    job = Job(restore_indicators, (file.getvalue(),), kind="saved", is_private=True)
    restored: list[Indicator] = once(RESTORED, file.file_id, job)
    shelf = resume_session()
    missing = [one for one in restored if one.key not in shelf.indicators]
    names = ", ".join(one.name for one in restored)
    st.markdown(escape_markdown(_("Indicateurs enregistrés : {names}").format(names=names)))
    if not missing:
        st.success(_("Ils sont dans votre atlas."), icon=":material/check_circle:")
        return
    room = MAX_HELD - len(shelf.indicators)
    if len(missing) > room:
        _say_full()
        return
    for one in missing:
        shelf = shelf.add(one)
    ROOM.require(shelf.indicators.values())
    st.button(
        _("Les reprendre dans l’atlas"),
        type="primary",
        icon=":material/restore:",
        key="propre_reprendre",
        on_click=_choose,
        args=(shelf, missing[0].key),
    )


def _choose(shelf: Shelf, key: str) -> None:
    """Show an indicator of the session, at the level of its file's own rows."""
    change_shelf(shelf, level=shelf.indicators[key].levels[0], indicator=key)


def _show_file(file: UploadedFile) -> None:
    if is_saved(file.getvalue()):
        _show_restored(file)
        return
    opened = open_table_of(file)
    try:
        _show_table(opened, file)
    finally:
        # Whatever happens: as texts, a table would weigh on the server as long as its session.
        opened.table.fold()


def _show_table(opened: Opened, file: UploadedFile) -> None:
    table = opened.table
    show_reading(table, file)
    show_sample(table)
    roles = show_roles(opened)
    if not roles.key_kind or not roles.kind:
        return
    if question := next(open_questions(table, roles), None):
        st.info(escape_markdown(question.text), icon=":material/help:")
        return
    brought = _bring(table, roles, other_figures())
    show_report(brought)
    _show_button([one.own for one in brought])


def _bring(table: RawTable, roles: Roles, others: tuple[str, ...]) -> tuple[Brought, ...]:
    """Make the indicators of a file, once for the same file, roles and columns of figures."""
    megabytes = len(table.packed) >> 20
    job = Job(bring_several, (table, roles, others), kind=f"{megabytes} MB", is_private=True)
    asked = (table.sha256, table.reading, roles, others)
    made: tuple[Brought, ...] = once(MADE, asked, job)
    return made


def _show_button(brought: Sequence[Indicator]) -> None:
    shelf = resume_session()
    missing = [one for one in brought if one.key not in shelf.indicators]
    if not missing:
        st.success(
            _("Cet indicateur est dans votre atlas, dans la liste en haut de la page."),
            icon=":material/check_circle:",
        )
        return
    is_full = len(shelf.indicators) + len(missing) > MAX_HELD
    fuller = shelf
    # Each goes before those that are there: the list then has the order of the file.
    for one in reversed(missing):
        fuller = fuller.add(one)
    ROOM.require(fuller.indicators.values())
    st.button(
        _("Ajouter à l’atlas"),
        type="primary",
        icon=":material/add_chart:",
        disabled=is_full,
        key="propre_ajouter",
        on_click=_choose,
        args=(fuller, missing[0].key),
    )
    if is_full:
        _say_full()


def _say_full() -> None:
    text = _("{count} indicateurs au plus par session : retirez-en un pour ajouter celui-ci.")
    st.warning(text.format(count=MAX_HELD), icon=":material/inventory_2:")
