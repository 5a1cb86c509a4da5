"""A light or a dark page, as its reader chooses: the browser keeps it, no server hears of it."""

from territoires_industrie.ui.own_component import own_component
from territoires_industrie.wording import _


def show_schemes() -> None:
    """Let the reader choose a light or a dark page, or that of the system."""
    schemes = [("", _("comme le système")), ("light", _("claire")), ("dark", _("sombre"))]
    data = {"label": _("Apparence"), "schemes": schemes}
    own_component("scheme")(key="apparence", data=data)
