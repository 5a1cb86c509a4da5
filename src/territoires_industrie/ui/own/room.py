"""Room for the figures of a session: each file is bounded, and so are all that it holds."""

from collections.abc import Iterable

from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.upload.limits import require_held


def require_room(indicators: Iterable[Indicator]) -> None:
    """Refuse to hold indicators that have more figures together than one file may.

    Raises
    ------
    UploadError
        If they have: a file of 3 kB may say 5 million, which take 140 MB as long as the session.
    """
    own = [one.formula for one in indicators if isinstance(one.formula, OwnFigures)]
    require_held(figures=sum(figures.count for figures in own))
