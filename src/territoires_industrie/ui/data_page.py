"""The data page: every file with its record, its columns, its join, and its download."""

import streamlit as st

from territoires_industrie.export.file_archive import export_file, export_original, export_records
from territoires_industrie.html_table import table_html, text_columns
from territoires_industrie.jobs.job import Job
from territoires_industrie.method.model import stems
from territoires_industrie.method.provenance import (
    FileNote,
    list_columns,
    list_notes,
    read_rows,
    say_record,
)
from territoires_industrie.method.vintages import explain_join, notes_of
from territoires_industrie.scene.view import View
from territoires_industrie.ui.by_address import show_by_address
from territoires_industrie.ui.check_panel import show_check
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.data_options import DataOptions
from territoires_industrie.ui.data_state import show_data_state
from territoires_industrie.ui.downloads import show_decimals
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.frame import page
from territoires_industrie.ui.notes_html import facts_html, note_table_html
from territoires_industrie.ui.state import change_options
from territoires_industrie.ui.words import show_head
from territoires_industrie.wording import (
    _,
    fold,
    format_number,
    format_quantity,
    ngettext,
    say_dated,
)

DEFAULT_FILE = "data/commune_measures_2026.parquet"
ZIP = "application/zip"
PREVIEW_ROWS = 100
BYTES_A_KILOBYTE = 1000


@page("donnees")
def show_data_page(view: View) -> None:
    """Draw the data page."""
    options, notes = view.options_of(DataOptions), list_notes()
    show_head(view, _("Données"), options, _("Chercher un fichier"))
    show_data_state()
    found = [note for note in notes if _has(note, options.search)]
    st.caption(
        ngettext(
            "{found} fichier sur {count}",
            "{found} fichiers sur {count}",
            len(found),
            found=format_number(len(found)),
            count=format_number(len(notes)),
        )
    )
    if found:
        _show_file(view, found)
    _show_all(found)
    show_by_address(view)
    show_check()


def _has(note: FileNote, words: str) -> bool:
    texts = [note.name, _title(note), *(text for _label, text in say_record(note))]
    columns = [part for one in list_columns(note) for part in (one.name, one.definition)]
    folded = fold(" ".join([*texts, *columns]))
    return all(word in folded for word in stems(words))


def _title(note: FileNote) -> str:
    return say_dated(note.record.title) if note.record else note.name


def _show_file(view: View, found: list[FileNote]) -> None:
    by_name = {note.name: note for note in found}
    wanted = (view.options_of(DataOptions).file, DEFAULT_FILE, found[0].name)
    chosen = next(name for name in wanted if name in by_name)
    st.selectbox(
        _("Fichier"),
        list(by_name),
        format_func=lambda name: f"{_title(by_name[name])} — {name}",
        filter_mode="contains",
        **bound("fichier", chosen, lambda name: change_options(DataOptions, file=name)),
    )
    note = by_name[chosen]
    record_side, columns_side = st.columns(2, gap="medium")
    with record_side:
        st.markdown(f"**{_title(note)}**")
        st.html(f"<div class='notes'>{facts_html(say_record(note))}</div>")
    with columns_side:
        _show_downloads(note)
        _show_columns(note)
        _show_joins(note)
    _show_preview(note)


def _show_columns(note: FileNote) -> None:
    columns = list_columns(note)
    if not columns:
        st.caption(_("Ce fichier n’est pas une table : il n’a pas de colonnes."))
        return
    head = (_("Colonne"), _("Unité de mesure"), _("Définition"))
    rows = tuple((one.name, one.unit, one.definition) for one in columns)
    label = _("Colonnes ({count})").format(count=len(columns))
    with st.expander(label, expanded=True):
        table = table_html(text_columns(head), rows, title=label, look="defile")
        st.html(f"<div class='notes'>{table}</div>")


def _show_joins(note: FileNote) -> None:
    for join in notes_of(note.path.stem):
        entry = explain_join(join)
        with st.expander(_("Ce que la jointure garde et perd")):
            parts = "".join(note_table_html(table) for table in entry.tables)
            st.html(f"<div class='notes'>{facts_html(entry.facts)}{parts}</div>")


def _show_preview(note: FileNote) -> None:
    if note.is_table and st.toggle(
        _("Voir les {count} premières lignes").format(count=PREVIEW_ROWS), key="apercu"
    ):
        st.dataframe(read_rows(note).head(PREVIEW_ROWS), hide_index=True)


def _show_downloads(note: FileNote) -> None:
    mark = show_decimals("donnees_decimales", disabled=not note.is_table)
    table = Job(export_file, (note, mark), kind=note.name)
    original = Job(export_original, (note,), kind=note.name)
    with st.container(horizontal=True):
        show_file_button(
            _("CSV, colonnes et notice (ZIP)"),
            FileToTake(f"{note.path.stem}.csv.zip", ZIP, table),
            "telecharger_table",
            disabled=not note.is_table or note.record is None,
        )
        show_file_button(
            _("Fichier d’origine et notice (ZIP)"),
            FileToTake(f"{note.path.name}.zip", ZIP, original),
            "telecharger_origine",
            disabled=note.record is None,
        )


def _show_all(found: list[FileNote]) -> None:
    head = (_("Fichier"), _("Titre"), _("Producteur"), _("Période"), _("Lignes"), _("Taille"))
    rows = tuple(_overview(note) for note in found)
    with st.expander(_("Tous les fichiers ({count})").format(count=len(found))):
        table = table_html(text_columns(head), rows, title=_("Tous les fichiers"))
        st.html(f"<div class='notes'>{table}</div>")
        show_file_button(
            _("Toutes les notices (CSV)"),
            FileToTake(_("notices.csv"), "text/csv", Job(export_records)),
            "telecharger_notices",
        )


def _say_size(size: int) -> str:
    """Write bytes as kilobytes; the smallest files as what they are.

    >>> _say_size(412), _say_size(49_600)
    ('412\\xa0octets', '50\\xa0ko')
    """
    if size < BYTES_A_KILOBYTE:
        return format_quantity(size, _("octets"))
    return format_quantity(size / BYTES_A_KILOBYTE, _("ko"))


def _overview(note: FileNote) -> tuple[str, ...]:
    size = _say_size(note.size)
    if note.record is None:
        return (note.name, note.problem, "", "", "", size)
    rows = "" if note.record.rows is None else format_number(note.record.rows)
    period = _(note.record.reference_period)
    return (note.name, _title(note), _(note.record.producer), period, rows, size)
