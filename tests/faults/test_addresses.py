"""Any address shows a page: fuzzed addresses are read, worked out, and opened."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territoires_industrie.classes.classing import Classing
from territoires_industrie.errors import BreaksError
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.ui import map_component
from territoires_industrie.ui.navigation import PAGES, read_address
from territoires_industrie.wording import speaking
from tests.faults.amounts import ADDRESSES_OPENED, ADDRESSES_READ
from tests.faults.wrong_addresses import VIEW_NAMES, Address, addresses
from tests.pages.opening import open_page
from tests.pages.stub_map import StubMap

PAGE_NAMES = st.sampled_from([page.name for page in PAGES])
PATIENT = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


@pytest.mark.fault(
    "Wrong address: unknown names, codes of elsewhere, cut or absurd values",
    "the nearest valid view, and what was left out with the values near it",
)
@settings(PATIENT, max_examples=ADDRESSES_READ)
@given(address=addresses(), page=PAGE_NAMES)
def test_any_address_gives_a_view_that_can_be_drawn(address: Address, page: str) -> None:
    view, problems = read_address(address, page)
    assert all(problem.text for problem in problems)
    with speaking(view.language):
        try:
            assert len(scene_of(view).cells)
        except BreaksError:  # told by the page, which then draws without these breaks
            assert view.classing.method == "manuel"


@pytest.mark.fault(
    "Address written by the atlas, in any view that a wrong address led to",
    "the same view again, nothing to tell",
)
@settings(PATIENT, max_examples=ADDRESSES_READ)
@given(address=addresses(), page=PAGE_NAMES, other=PAGE_NAMES)
def test_what_a_view_writes_reads_as_that_view(address: Address, page: str, other: str) -> None:
    view, _problems = read_address(address, page)
    again, problems = read_address(write_view(view, other), other)
    assert write_view(again, page) == write_view(view, page)
    assert not [problem.text for problem in problems if not problem.targets]


@pytest.mark.fault(
    "Wrong address opened on any page",
    "the page, in the nearest valid view; no traceback",
)
@settings(PATIENT, max_examples=ADDRESSES_OPENED)
@given(address=addresses(), name=PAGE_NAMES)
def test_any_address_opens_a_page(address: Address, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_component, "show_map", StubMap().show)
        page = open_page(name, **address)
    assert not page.error, page.error[0].value
    assert len(page.main.children) > 0


def test_the_names_are_those_of_the_view() -> None:
    full = View(
        level="territoire_phase1",
        indicator="industrial_establishments_share_pct",
        year="2017",
        filter=Filter(("28",), "touche", "phase1", "CE", 2.0, 1.0, 2.0),
        classing=Classing("manuel", 4, (1.0,), is_common=False),
        selection=("ti-2801",),
        outline="aucun",
        background="ign",
        language="en",
    )
    assert set(write_view(full)) == set(VIEW_NAMES)
