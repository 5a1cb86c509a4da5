"""What stands where the search field is, in a page without a browser."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest


class StubSearch:
    """Keeps what the page last gave its field to show, and types or chooses when told to."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}
        self.said: dict[str, str] = {}

    def mount(
        self,
        key: str,
        data: dict[str, Any],
        on_text_change: Callable[[], None],
        on_chosen_change: Callable[[], None],
    ) -> dict[str, str]:
        """Take the place of ``mount``."""
        self.found = data
        said, self.said = self.said, {}
        st.session_state[key] = said
        if "chosen" in said:
            on_chosen_change()
        return said

    def type(self, page: AppTest, text: str) -> list[str]:
        """Type a text; return the names that the field then lists."""
        self.said = {"text": text}
        page.run()
        page.run()
        return [hit["name"] for group in self.found["groups"] for hit in group["hits"]]

    def choose(self, page: AppTest, identifier: str) -> None:
        """Choose a result, such as ``epci:200084952``."""
        self.said = {"chosen": identifier}
        page.run()
        assert not page.exception
