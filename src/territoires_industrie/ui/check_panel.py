"""``atlas check`` run from the page: whether every file is the one that its record describes."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import _, format_number, language, speaking

RESULT = "controle"
KEPT_S = 600
"""One check serves every reader for so long: it takes some seconds of a processor."""


@dataclass(frozen=True)
class CheckResult:
    """What a check found: its steps, its problems, how long it took and when it was."""

    steps: tuple[str, ...]
    problems: tuple[str, ...]
    seconds: float
    at: str


@st.cache_data(ttl=KEPT_S, max_entries=2, show_spinner=False)
def run_check(code: str) -> CheckResult:
    """Verify every file of the atlas, in the words of a language."""
    from territoires_industrie.checks import check_all

    steps: list[str] = []
    begun = time.perf_counter()
    with speaking(code):
        problems = check_all(steps.append)
    seconds = time.perf_counter() - begun
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return CheckResult(tuple(steps), tuple(problems), seconds, at)


def show_check() -> None:
    """Offer the check, and show its result once it was asked for."""
    with st.container(border=True):
        st.markdown(f"**{_('Vérifier les fichiers')}**")
        st.caption(
            _(
                "Compare chaque fichier avec l’empreinte, les lignes, la clé et les colonnes de sa "
                "notice, les contours entre eux, et les totaux avec ceux des producteurs (« atlas "
                "check »)."
            )
        )
        if st.button(_("Vérifier maintenant"), icon=":material/fact_check:", key="verifier"):
            st.session_state[RESULT] = True
        if st.session_state.get(RESULT):
            with st.spinner(_("Vérification en cours : une dizaine de secondes…")), TURN.aside():
                result = run_check(language())
            _show_result(result)


def _show_result(result: CheckResult) -> None:
    when = _("Vérifié le {at}, en {seconds} s.").format(
        at=result.at, seconds=format_number(result.seconds, 1)
    )
    if result.problems:
        st.error("\n\n".join(map(escape_markdown, result.problems)), icon=":material/error:")
    else:
        st.success(_("Tous les fichiers sont en ordre."), icon=":material/check_circle:")
    st.caption(escape_markdown(f"{' · '.join(result.steps)} — {when}"))
