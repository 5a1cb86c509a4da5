"""Which sessions have a field for a file on their screen: no other may send one."""

from collections.abc import Iterator
from contextlib import contextmanager

from territoires_industrie.errors import AtlasError
from territoires_industrie.ui.streamlit_private import current_session, is_active_session

_EXPECTING: set[str] = set()
_SHOWN: set[str] = set()
"""Sessions whose page showed a field in the run that is under way."""


def expect_file() -> None:
    """Note that the page of this session now shows a field for a file."""
    session = current_session()
    if session is not None:
        _EXPECTING.add(session)
        _SHOWN.add(session)


@contextmanager
def noting_fields() -> Iterator[None]:
    """Forget, once a page is drawn, the field that it does not show any more.

    Not before: a file that takes the place of another arrives while the page is drawn without
    the first. Sessions that have ended are forgotten as well.
    """
    session = current_session()
    _SHOWN.discard(session or "")
    # A run that is cut short says nothing: the field of the last whole one is still on screen.
    try:
        yield
    except AtlasError:  # told by the page, which ends with it
        _forget_unseen(session)
        raise
    _forget_unseen(session)


def _forget_unseen(session: str | None) -> None:
    # Other sessions' threads add to the set meanwhile.
    gone = {one for one in tuple(_EXPECTING) if not is_active_session(one)} - {session}
    _EXPECTING.difference_update(gone, {session} - _SHOWN)
    _SHOWN.difference_update(gone)


def expects_file(session: str) -> bool:
    """Whether a session has a field for a file on its screen."""
    return session in _EXPECTING
