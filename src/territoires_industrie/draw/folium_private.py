"""All that the atlas uses of folium and branca beyond what their reference promises.

CONTRIBUTING.md lists each with what to check at an upgrade; a test finds any other.
"""

from branca.element import Element
from folium.map import Layer


def name_element(element: Element, name: str, number: str | None = None) -> None:
    """Choose the variable of an element in the script: its name, then its number if given."""
    element._name = name
    if number is not None:
        element._id = number


def set_parent(element: Element, parent: Element) -> None:
    """Let an element know its parent, which stays as it is."""
    element._parent = parent


class UnboundedLayer(Layer):
    """A layer whose bounds are known to the browser only."""

    def _get_self_bounds(self) -> list[list[float | None]]:
        return [[None, None], [None, None]]
