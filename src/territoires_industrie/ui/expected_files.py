"""Which sessions have a field for a file on their screen: no other may send one."""

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

_EXPECTING: set[str] = set()


def expect_file() -> None:
    """Note that the page of this session now shows a field for a file."""
    context = get_script_run_ctx()
    if context is not None:
        _EXPECTING.add(context.session_id)


def expect_no_file() -> None:
    """Note that the page of this session shows none, and forget the sessions that have ended."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return
    is_active = runtime.get_instance().is_active_session
    _EXPECTING.difference_update(
        {session for session in _EXPECTING if not is_active(session)}, {context.session_id}
    )


def expects_file(session: str) -> bool:
    """Whether a session has a field for a file on its screen."""
    return session in _EXPECTING
