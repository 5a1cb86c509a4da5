"""Which sessions have a field for a file on their screen: no other may send one."""

from territoires_industrie.ui.streamlit_private import current_session, is_active_session

_EXPECTING: set[str] = set()


def expect_file() -> None:
    """Note that the page of this session now shows a field for a file."""
    session = current_session()
    if session is not None:
        _EXPECTING.add(session)


def expect_no_file() -> None:
    """Note that the page of this session shows none, and forget the sessions that have ended."""
    session = current_session()
    ended = {one for one in _EXPECTING if not is_active_session(one)}
    _EXPECTING.difference_update(ended, {session})


def expects_file(session: str) -> bool:
    """Whether a session has a field for a file on its screen."""
    return session in _EXPECTING
