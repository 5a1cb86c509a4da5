"""Files made when their button is pressed: outside the run that drew it, yet as it would."""

from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


def later(make: Callable[[], T]) -> Callable[[], T]:
    """Make something later in the language, and with the own indicators, of this run.

    Streamlit calls what a download button was given from a thread of its own.
    """
    context = copy_context()
    # Python refuses to enter a context that is entered already: a button may be pressed twice.
    return lambda: context.copy().run(make)
