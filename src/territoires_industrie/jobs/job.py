"""A piece of work as a value: what to call, with what, in which language, for which session."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from territoires_industrie.indicators.own import Shelf, current_shelf, using_shelf
from territoires_industrie.wording import language, speaking


@dataclass(frozen=True)
class Job:
    """A call, complete with what it depends on beside its arguments.

    Attributes
    ----------
    make
        A function of a module, so that another process finds it by its name.
    arguments, options
        Values that can be compared and sent to a process; options as (name, value) pairs.
    kind
        Jobs of one kind take about the same time: a format, a level.
    is_private
        Whether its result belongs to one session, and is kept for nobody.
    language
        Language of what is written.
    shelf
        Indicators that the session brought.
    """

    make: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    kind: str = field(default="", compare=False)
    is_private: bool = field(default=False, compare=False)
    language: str = field(default_factory=language)
    shelf: Shelf = field(default_factory=current_shelf, compare=False)

    @property
    def is_shared(self) -> bool:
        """Whether its result is the same for every session, and may be kept for all."""
        return not (self.is_private or self.shelf.indicators)

    def __call__(self) -> Any:
        """Do the work, wherever this is called."""
        with speaking(self.language), using_shelf(self.shelf):
            return self.make(*self.arguments, **dict(self.options))
