"""Which set of data the atlas shows, and whether a newer one waits for its next start."""

import streamlit as st

from territoires_industrie.data_state import STATE, DataState, waiting_state
from territoires_industrie.wording import _


def say_state(state: DataState = STATE) -> str:
    """Write which set of data this process reads."""
    if state.refused:
        return _(
            "Jeu de données : celui du dépôt. Celui qui a été rafraîchi le {day} l’a été par une "
            "autre version de l’atlas et n’est pas lu : relancez `atlas refresh`."
        ).format(day=state.refused)
    if not state.is_refreshed:
        return _("Jeu de données : celui du dépôt, tel que livré avec l’atlas.")
    text = _("Jeu de données rafraîchi le {day} depuis les sources officielles : {sources}.")
    return text.format(day=state.made_at, sources=", ".join(state.refreshed))


def say_waiting(state: DataState | None) -> str:
    """Warn that the next start will read another set; nothing where it will not."""
    if state is None:
        return ""
    if not state.is_refreshed:
        return _("Au prochain démarrage, l’atlas reviendra aux données du dépôt.")
    text = _("Un jeu plus récent ({day}) est prêt : il servira au prochain démarrage de l’atlas.")
    return text.format(day=state.made_at)


def show_data_state() -> None:
    """Show the set that is shown; and, where there is one, the set that waits."""
    st.caption(say_state())
    if waiting := say_waiting(waiting_state()):
        st.info(waiting, icon=":material/update:")
