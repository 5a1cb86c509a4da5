"""All that the pages use of Streamlit beyond what its reference promises.

CONTRIBUTING.md lists each with what to check at an upgrade; a test finds any other.
"""

import logging

from streamlit import runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.runtime.scriptrunner import get_script_run_ctx

__all__ = ["ColumnConfig", "DeltaGenerator"]
"""Names of Streamlit that other modules take from here."""

OUTSIDE_LOGGERS = (
    "streamlit.runtime.scriptrunner_utils.script_run_context",
    "streamlit.runtime.state.session_state_proxy",
)
"""What warns, in English, that a function of the pages runs outside one."""

AWAY_PARTS = '[data-testid="stDialog"], [data-testid="stStatusWidget"]'
"""What Streamlit shows, in English, while its server does not answer."""

UPLOADER_STYLE = """<style>
.st-key-%(key)s [data-testid="stFileUploaderDropzoneInstructions"] {display: none}
.st-key-%(key)s:has([data-testid="stFileChipIconError"])::after {
  content: "%(refusal)s"; display: block; padding-top: 0.5rem; font-weight: 600;
}
</style>"""
"""Words of the field for a file, which Streamlit says in English only.

A file that is too large never leaves the browser, and why another did not arrive stays there
too, as a text that no rule of style can tell apart: one sentence says each reason.
"""


def current_session() -> str | None:
    """Return the identifier of the session that this run belongs to; None outside a run."""
    context = get_script_run_ctx()
    return None if context is None else str(context.session_id)


def is_part_run() -> bool:
    """Whether a part of the page is drawn anew alone, which only a control in it causes."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def _is_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


def quieten_outside_pages() -> None:
    """Keep Streamlit from warning about what is meant: commands and the warm-up are no pages."""
    for name in OUTSIDE_LOGGERS:
        # Streamlit sets their level again when it reads its settings.
        logging.getLogger(name).addFilter(_is_error)


def is_active_session(session: str) -> bool:
    """Whether a session is connected; True for all where no server runs, as in tests."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


def register_component(component: object) -> None:
    """Have this process serve a component before a page of its own has shown it.

    Streamlit registers a component at the first script that imports it: behind one address,
    a second process would answer 404 to readers that the first one has sent it.
    """
    runtime.get_instance().component_registry.register_component(component)  # type: ignore[arg-type]
