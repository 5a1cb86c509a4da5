"""Access, page by page: axe-core finds nothing grave, in both languages, light and dark.

Each page once here, in one language and theme; every combination, and the pages behind
their tabs, with ``make axe``.
"""

import os
from itertools import product

import pytest

from territoires_industrie.wording import LANGUAGES
from tests.addresses import BEHIND_TABS, FIRST_VIEWS
from tests.browser.axe import KNOWN, unlisted_findings
from tests.browser.conftest import NewPage
from tests.browser.serving import ROOT
from tests.browser.waiting import open_page

COMBINATIONS = tuple(product(LANGUAGES, ("light", "dark")))
QUICK = [
    (address, *COMBINATIONS[rank % len(COMBINATIONS)]) for rank, address in enumerate(FIRST_VIEWS)
]
WHOLE = [
    *((address, *how) for address, how in product(FIRST_VIEWS, COMBINATIONS)),
    *((address, *COMBINATIONS[rank % 4]) for rank, address in enumerate(BEHIND_TABS)),
    *((address, *COMBINATIONS[3 - rank % 4]) for rank, address in enumerate(BEHIND_TABS)),
]
CASES = WHOLE if os.environ.get("ATLAS_AXE") == "whole" else QUICK


@pytest.mark.parametrize(("address", "language", "theme"), CASES)
def test_axe_finds_nothing(
    new_page: NewPage,
    atlas_url: str,
    outside_requests: list[str],
    address: str,
    language: str,
    theme: str,
) -> None:
    page = new_page(color_scheme=theme)
    open_page(page, f"{atlas_url}/{address.removeprefix('carte')}&lang={language}")
    assert page.evaluate("document.documentElement.lang") == language
    assert unlisted_findings(page) == []
    outside_requests.clear()  # the background of one of the views


def test_every_known_finding_is_told() -> None:
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    for known in KNOWN:
        assert f"`{known.rule}`" in told
        assert f"`{known.selector}`" in told
