"""The field that takes a file, and what it says in the page's language when none arrived."""

import streamlit as st
from streamlit.typing import UploadedFile

from territoires_industrie.ui.expected_files import expect_file
from territoires_industrie.ui.streamlit_private import UPLOADER_STYLE
from territoires_industrie.upload.limits import MAX_MEGABYTES
from territoires_industrie.wording import _

FILE = "propre_fichier"


def show_uploader() -> UploadedFile | None:
    """Show the field and give the file, if there is one."""
    refusal = _(
        "Fichier non reçu. S’il dépasse {limit} Mo, gardez les seules colonnes utiles (code et "
        "chiffres) ou une seule année ; sinon, la connexion s’est interrompue, la page a été "
        "rechargée entre-temps ou le serveur n’a plus de place : retirez-le par sa croix, puis "
        "déposez-le à nouveau."
    )
    st.html(UPLOADER_STYLE % {"key": FILE, "refusal": refusal.format(limit=MAX_MEGABYTES)})
    expect_file()
    return st.file_uploader(
        _("Votre fichier : tableau, classeur ou couche SIG ({limit} Mo au plus)").format(
            limit=MAX_MEGABYTES
        ),
        max_upload_size=MAX_MEGABYTES,
        key=FILE,
    )
