"""What stands where the map is, in a page without a browser."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.ui.map_component import MapClick


class StubMap:
    """Keeps the last payload that the page gave its map, and clicks when told to."""

    def __init__(self) -> None:
        self.payload = MapPayload(geometry="", classes="")
        self.waiting: MapClick | None = None

    def show(
        self,
        payload: MapPayload,
        key: str,
        height: int,
        on_change: Callable[[MapClick], None] | None = None,
    ) -> MapClick | None:
        """Take the place of ``show_map``."""
        self.payload = payload
        click, self.waiting = self.waiting, None
        if click is not None and on_change is not None:
            on_change(click)
        return click

    def click(self, page: AppTest, *codes: str) -> None:
        """Choose these units: one run brings the choice, the next one shows it."""
        self.waiting = MapClick(codes, self.payload.selection_n + 1)
        page.run()
        page.run()

    def class_of(self, code: str) -> str:
        """Return the letter of the class of an EPCI on the map."""
        return self.payload.classes[screen_geometry("epci").codes.index(code)]
