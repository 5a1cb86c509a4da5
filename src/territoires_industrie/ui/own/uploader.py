"""The field that takes a file, in the page's language: Streamlit's own speaks English only."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from territoires_industrie.ui.expected_files import expect_file
from territoires_industrie.upload.limits import MAX_MEGABYTES
from territoires_industrie.wording import _

FILE = "propre_fichier"
STYLE = """<style>
.st-key-%(key)s section > span button p {font-size: 0}
.st-key-%(key)s section > span button p::after {font-size: 0.875rem; content: "%(label)s"}
.st-key-%(key)s [data-testid="stFileUploaderDropzoneInstructions"] {display: none}
.st-key-%(key)s:has([data-testid="stFileChipIconError"])::after {
  content: "%(refusal)s"; display: block; padding-top: 0.5rem; font-weight: 600;
}
</style>"""
"""A file that is too large never leaves the browser: its refusal is written there."""


def show_uploader() -> UploadedFile | None:
    """Show the field and give the file, if there is one."""
    refusal = _(
        "Fichier trop lourd : {limit} Mo au plus. Gardez les seules colonnes utiles (code et "
        "chiffres), ou une seule année, puis déposez-le à nouveau."
    )
    said = {
        "key": FILE,
        "label": _("Choisir un fichier"),
        "refusal": refusal.format(limit=MAX_MEGABYTES),
    }
    st.html(STYLE % said)
    expect_file()
    return st.file_uploader(
        _("Votre fichier, CSV ou XLSX ({limit} Mo au plus)").format(limit=MAX_MEGABYTES),
        max_upload_size=MAX_MEGABYTES,
        key=FILE,
    )
