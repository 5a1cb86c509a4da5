"""Atlas des Territoires d'industrie: page configuration and the list of pages."""

import streamlit as st

from territoires_industrie.ui.frame import open_page
from territoires_industrie.wording import _

open_page()
st.navigation(
    [
        st.Page("pages/carte.py", title=_("Carte"), icon=":material/map:", default=True),
        st.Page("pages/territoire.py", title=_("Territoire"), icon=":material/description:"),
        st.Page("pages/comparaison.py", title=_("Comparaison"), icon=":material/compare_arrows:"),
        st.Page("pages/filieres.py", title=_("Filières"), icon=":material/factory:"),
        st.Page("pages/programme.py", title=_("Programme"), icon=":material/timeline:"),
        st.Page("pages/methode.py", title=_("Méthode"), icon=":material/menu_book:"),
        st.Page("pages/donnees.py", title=_("Données"), icon=":material/database:"),
    ],
    position="top",
).run()
