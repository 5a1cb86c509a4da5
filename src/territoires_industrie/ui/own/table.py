"""How an uploaded file is read: what was recognised, and the user's say over it."""

import streamlit as st
from streamlit.typing import UploadedFile

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.own.once import once
from territoires_industrie.ui.streamlit_private import DeltaGenerator
from territoires_industrie.upload.opening import Opened, open_file
from territoires_industrie.upload.raw import RawTable, Reading
from territoires_industrie.upload.text import ENCODINGS, SEPARATORS
from territoires_industrie.wording import N_, _, list_texts, ngettext

READ = "propre_table"
SAMPLE_ROWS = 5
LEFT_OUT_SHOWN = 5
PARTS = ("encoding", "separator", "sheet", "titles")
TITLES = {"yes": N_("la première ligne nomme les colonnes"), "no": N_("aucune ligne de titres")}


def open_table_of(file: UploadedFile) -> Opened:
    """Read a file, once for the same file and reading.

    Raises
    ------
    AtlasError
        As `open_file` and ``once``; the controls of the reading are shown first.
    """
    asked = Reading(**{part: st.session_state.get(_key(part, file), "") for part in PARTS})
    # The bar goes by the time that files of about this size took before.
    megabytes = file.size >> 20
    arguments = (file.getvalue(), file.name, asked)
    job = Job(open_file, arguments, kind=f"{megabytes} MB", is_private=True)
    try:
        opened: Opened = once(READ, (file.file_id, asked), job)
    except AtlasError:
        # What was said of the file may be the fault: it can still be unsaid.
        if asked != Reading():
            show_reading(None, file)
        raise
    return opened


def _key(part: str, file: UploadedFile) -> str:
    # Of this file alone: another one begins with what is recognised in it.
    return f"propre_{part}_{file.file_id}"


def show_reading(table: RawTable | None, file: UploadedFile) -> None:
    """Show how a file was read and let the user correct it; a choice left alone is recognised."""
    options: dict[str, dict[str, str]] = {}
    if table is not None and table.sheets:
        options["sheet"] = {name: name for name in table.sheets}
    else:
        options["encoding"] = {name: _(title) for name, title in ENCODINGS.items()}
        options["separator"] = {sign: _(title) for sign, title in SEPARATORS.items()}
    options["titles"] = {name: _(title) for name, title in TITLES.items()}
    labels = {
        "titles": _("Titres"),
        "encoding": _("Encodage"),
        "separator": _("Séparateur"),
        "sheet": _("Feuille"),
    }
    columns = st.columns(len(options))
    for place, (part, titles) in zip(columns, options.items(), strict=True):
        found = _found(table, part)
        _show_part(place, labels[part], titles, found, _key(part, file))
    if table is not None:
        st.caption(escape_markdown(_say_table(table)))


def _found(table: RawTable | None, part: str) -> str:
    """Return what was recognised of a part."""
    if table is None:
        return ""
    if part == "titles":
        return "yes" if table.header_line else "no"
    return str(getattr(table.reading, part))


def _say_table(table: RawTable) -> str:
    """Write the size of a table, where its titles are, and what was left out of it."""
    told = _("{rows}, {columns} ; titres lus à la ligne {line}.")
    if not table.header_line:
        told = _("{rows}, {columns} ; aucune ligne de titres.")
    said = told.format(
        rows=ngettext("{count} ligne", "{count} lignes", len(table.cells)),
        columns=ngettext("{count} colonne", "{count} colonnes", len(table.columns)),
        line=table.header_line,
    )
    if table.left_out:
        pairs = list(table.left_out.items())[:LEFT_OUT_SHOWN]
        left = list_texts(f"« {title} » ({reason})" for title, reason in pairs)
        said = f"{said} {_('Colonnes laissées de côté : {columns}.').format(columns=left)}"
    return " ".join((said, *table.notes))


def _show_part(
    place: DeltaGenerator,
    label: str,
    titles: dict[str, str],
    found: str,
    key: str,
) -> None:
    recognised = _("Reconnu : {name}").format(name=titles.get(found, found) or "?")
    place.selectbox(
        label,
        ["", *titles],
        format_func=lambda slug: titles[slug] if slug else recognised,
        filter_mode=None,
        key=key,
    )


def show_sample(table: RawTable) -> None:
    """Show the first rows, as texts."""
    sample = table.cells.head(SAMPLE_ROWS).rename_axis(_("Ligne"))
    st.dataframe(sample, key="propre_extrait", height="content")
