"""How an uploaded file is read: what was recognised, and the user's say over it."""

import streamlit as st
from streamlit.typing import UploadedFile

from territoires_industrie.errors import AtlasError
from territoires_industrie.ui.turns import TURN
from territoires_industrie.upload.figures import DECIMALS
from territoires_industrie.upload.reading import RawTable, Reading, read_upload
from territoires_industrie.upload.text import ENCODINGS, SEPARATORS
from territoires_industrie.wording import N_, _, format_number

READ = "propre_table"
SAMPLE_ROWS = 5
PARTS = ("encoding", "separator", "sheet", "decimal")
MARK_NAMES = {",": N_("virgule"), ".": N_("point")}


def show_table_of(file: UploadedFile) -> RawTable:
    """Read a file, once for the same file and reading.

    Raises
    ------
    UploadError
        As `read_upload`; the controls of the reading are shown first.
    """
    asked = Reading(**{part: st.session_state.get(_key(part, file), "") for part in PARTS})
    if st.session_state.get(READ, (None, None))[0] != (file.file_id, asked):
        try:
            with st.spinner(_("Lecture du fichier…")), TURN.aside():
                table = read_upload(file.name, file.getvalue(), asked)
        except AtlasError:
            if asked != Reading():
                show_reading(None, file)
            raise
        st.session_state[READ] = ((file.file_id, asked), table)
    read: RawTable = st.session_state[READ][1]
    return read


def _key(part: str, file: UploadedFile) -> str:
    return f"propre_{part}_{file.file_id}"


def show_reading(table: RawTable | None, file: UploadedFile) -> None:
    """Say how a file was read and let the user say otherwise; a choice left alone is recognised."""
    options = {"decimal": {mark: _(MARK_NAMES[mark]) for mark in DECIMALS}}
    if table is not None and table.sheets:
        options["sheet"] = {name: name for name in table.sheets}
    else:
        options["encoding"] = {name: _(title) for name, title in ENCODINGS.items()}
        options["separator"] = {sign: _(title) for sign, title in SEPARATORS.items()}
    labels = {
        "encoding": _("Encodage"),
        "separator": _("Séparateur"),
        "sheet": _("Feuille"),
        "decimal": _("Signe décimal"),
    }
    with st.container(key="propre_lecture"):
        columns = st.columns(len(options))
        for place, (part, titles) in zip(columns, options.items(), strict=True):
            found = getattr(table.reading, part) if table is not None else ""
            _show_part(place, labels[part], titles, found, _key(part, file))
    if table is not None:
        st.caption(
            _("{rows} lignes, {columns} colonnes ; titres lus à la ligne {line}.").format(
                rows=format_number(len(table.cells)),
                columns=len(table.columns),
                line=table.header_line,
            )
        )


def _show_part(
    place: "st.delta_generator.DeltaGenerator",
    label: str,
    titles: dict[str, str],
    found: str,
    key: str,
) -> None:
    recognised = _("Reconnu : {name}").format(name=titles.get(found, found) or "–")
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
