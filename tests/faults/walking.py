"""A reader at random: opens a page, touches controls as a browser would send them, changes page."""

import json
import math
import random
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.ui.map_component import MapClick
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.wording import speaking
from tests.pages.opening import run_page
from tests.pages.reading import view_of, written
from tests.pages.stub_map import StubMap

TYPED = ("", "le havre", "76", "200084952", "10 ; 20", "20 ; 10", "dix", "<b>é</b>", "9" * 400)
NUMBERS = (0.0, 1.0, 15_000.0, 1e6, 1e15)
TABLE_ROWS = 100


class Walk:
    """One walk, told by its number alone.

    Attributes
    ----------
    page
        The page where the reader is.
    steps
        What was done so far, to be told where it breaks.
    """

    def __init__(self, seed: int, stub: StubMap) -> None:
        self.chance = random.Random(seed)
        self.stub = stub
        self.name = self.chance.choice(PAGES).name
        language = self.chance.choice(["fr", "en"])
        self.steps = [f"open {self.name} lang={language}"]
        self.page = run_page(self.name, lang=language)

    def step(self) -> None:
        """Do one thing that the page offers."""
        done = self._choose()
        self.steps.append(done)

    def _choose(self) -> str:
        kind = self.chance.random()
        if kind < 0.12:
            return self._change_page()
        if kind < 0.35 and self.name == "carte":
            return self._click_map()
        if kind < 0.4 and len(self.page.dataframe):
            return self._touch_table()
        return self._touch_control()

    def _change_page(self) -> str:
        """Follow a link of the menu: another page, the same address."""
        self.name = self.chance.choice(PAGES).name
        kept = written(self.page)
        self.page = run_page(self.name, **kept)
        return f"go to {self.name} with {kept}"

    def _click_map(self) -> str:
        codes = screen_geometry(view_of(self.page).level).codes
        clicked = tuple(self.chance.sample(codes, self.chance.choice([0, 1, 1, 3, 12])))
        self.stub.waiting = MapClick(clicked, self.stub.payload.selection_n + 1)
        self._run()
        self._run()
        return f"click {clicked}"

    def _touch_table(self) -> str:
        """Tick rows of a table, as many as it may have, or click the head of a column."""
        table = self.chance.choice(list(self.page.dataframe))
        size = len(table.value)
        rows = [row for row in range(min(size, TABLE_ROWS)) if self.chance.random() < 0.03]
        heads = list(table.value.columns) if self.chance.random() < 0.4 else []
        columns = [str(self.chance.choice(heads))] if heads else []
        held = {"selection": {"rows": rows, "columns": columns}}
        if not table.proto.selection_mode:
            return "look at a table"
        self._send(WidgetState(id=table.proto.id, string_value=json.dumps(held)))
        return f"table {table.key}: {held}"

    def _touch_control(self) -> str:
        offered = {state.id: state for state in self._states()}
        controls = [one for one in self._controls() if one.proto.id in offered]
        if not controls:
            return "nothing to touch"
        control = self.chance.choice(controls)
        state = self._touched(control, offered[control.proto.id])
        self._send(state)
        return f"{control.type} {control.key}: {str(state).partition(chr(10))[2][:200]!r}"

    def _controls(self) -> list[Any]:
        page = self.page
        lists = (
            page.selectbox,
            page.multiselect,
            page.radio,
            page.button,
            page.button_group,
            page.slider,
            page.select_slider,
            page.toggle,
            page.checkbox,
            page.text_input,
            page.number_input,
            page.pagination,
        )
        return [one for kind in lists for one in kind if not getattr(one, "disabled", False)]

    def _touched(self, control: Any, before: WidgetState) -> WidgetState:
        """Give what a browser sends when a reader touches this control."""
        state, choose = WidgetState(id=before.id), self.chance.choice
        if control.type in ("selectbox", "radio"):
            state.string_value = choose(control.options)
        elif control.type == "multiselect":
            count = min(len(control.options), choose([0, 1, 2, 5]))
            state.string_array_value.data[:] = self.chance.sample(control.options, count)
        elif control.type in ("button_group", "select_slider"):
            state.string_array_value.data[:] = [choose(control.options)]
        elif control.type == "button":
            state.trigger_value = True
        elif control.type == "slider":
            low, high, step = control.proto.min, control.proto.max, control.proto.step
            state.double_array_value.data[:] = [
                low + step * self.chance.randint(0, math.floor((high - low) / step))
            ]
        elif control.type in ("toggle", "checkbox"):
            state.bool_value = not before.bool_value
        elif control.type == "number_input":
            state.double_value = choose(NUMBERS)
        elif control.type == "pagination":
            state.int_value = self.chance.randint(1, control.proto.num_pages)
        else:
            state.string_value = choose(TYPED)
        return state

    def _send(self, changed: WidgetState) -> None:
        self._run(*(one for one in self._states() if one.id != changed.id), changed)

    def _run(self, *states: WidgetState) -> None:
        self.page._run(WidgetStates(widgets=states or self._states()))

    def _states(self) -> list[WidgetState]:
        """Give what every control holds: its labels are in the language of the page."""
        with speaking(view_of(self.page).language):
            return list(self.page._tree.get_widget_states().widgets)
