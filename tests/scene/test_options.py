"""Choices of the pages in addresses: told when wrong, each page's own, the same when read again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.options import Option, PageOptions
from territoires_industrie.scene.reader import LONGEST
from territoires_industrie.scene.view import View, settle
from territoires_industrie.ui.comparison.options import ComparisonOptions
from territoires_industrie.ui.navigation import OPTIONS, PAGES, PageEntry, read_address
from territoires_industrie.ui.programme.options import ProgrammeOptions
from tests.faults.wrong_addresses import VIEW_NAMES

CHOICES = [(page, name, option) for page in OPTIONS for name, option in page.declared()]
IDS = [f"{page.page}.{option.name}" for page, _name, option in CHOICES]
UNLISTED = ["2", "1,0,2,1", "mot", "deux mots", "4.5"]
"""Values of choices whose valid ones cannot be listed; some are wrong for some of them."""

every_choice = pytest.mark.parametrize(("page", "name", "option"), CHOICES, ids=IDS)


def test_no_two_choices_have_one_name() -> None:
    assert len(set(IDS)) == len(IDS)
    assert len({page.page for page in OPTIONS}) == len(OPTIONS)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_declares_choices_under_its_own_name(entry: PageEntry) -> None:
    assert entry.options is None or entry.options.page == entry.name


@every_choice
def test_a_choice_is_no_parameter_of_the_view(
    page: type[PageOptions], name: str, option: Option
) -> None:
    assert option.name not in {*VIEW_NAMES, "dans", "lien"}
    assert hasattr(page(), name)


@every_choice
@pytest.mark.parametrize("is_own", [True, False])
def test_a_wrong_choice_is_told_on_every_page(
    page: type[PageOptions], name: str, option: Option, is_own: bool
) -> None:
    written = option.name if is_own else f"{page.page}.{option.name}"
    wrong = "x" * (option.longest + 1)
    view, problems = read_address({written: wrong}, page.page if is_own else "carte")
    assert f"« {written}" in problems[0].text
    if option.longest == LONGEST:
        assert getattr(view.options_of(page), name) == getattr(page(), name)


@every_choice
def test_the_values_near_a_wrong_one_are_told(
    page: type[PageOptions], name: str, option: Option
) -> None:
    for valid in option.valid(page(), "epci")[:1]:
        _view, problems = read_address({option.name: f"{valid}x"}, page.page)
        assert f"{option.name}={valid}x" in problems[0].text, name
        assert "Valeurs proches" in problems[0].text
        assert valid in problems[0].text.partition("Valeurs proches")[2]


@every_choice
def test_a_short_name_means_nothing_on_another_page(
    page: type[PageOptions], name: str, option: Option
) -> None:
    for value in option.valid(page(), "epci")[-1:]:
        other = "methode" if page.page == "carte" else "carte"
        view, problems = read_address({option.name: value}, other)
        assert (view.options, problems) == ((), []), name


@st.composite
def addresses(draw: st.DrawFn) -> dict[str, str]:
    """Draw choices of several pages, each right by itself."""
    address = {}
    for page, _name, option in draw(st.lists(st.sampled_from(CHOICES), max_size=6)):
        valid = option.valid(page(), "epci") or UNLISTED
        address[f"{page.page}.{option.name}"] = draw(st.sampled_from(valid))
    return address


@settings(deadline=None, derandomize=True, max_examples=80)
@given(address=addresses(), page=st.sampled_from([entry.name for entry in PAGES]))
def test_what_is_written_on_a_page_is_read_there(address: dict[str, str], page: str) -> None:
    view, _problems = read_address(address, "")
    assert read_address(write_view(view, page), page) == (view, [])


def test_a_page_left_and_found_again_keeps_its_choices() -> None:
    view, _problems = read_address({"vue": "contrats", "theme": "innover"}, "programme")
    met = read_address(write_view(view, "methode"), "methode")[0]
    again = write_view(met, "programme")
    assert (again["vue"], again["theme"]) == ("contrats", "innover")


def test_a_choice_may_depend_on_another() -> None:
    address = {"etat_avant": "2023-11-14", "etat_apres": "2018-11-22"}
    view, problems = read_address(address, "programme")
    assert view.options_of(ProgrammeOptions) == ProgrammeOptions(before="2023-11-14")
    assert "etat_apres=2018-11-22" in problems[0].text


def test_what_a_level_does_not_offer_is_forgotten_there() -> None:
    axes = ComparisonOptions(x="jobs_urssaf_ce_count", beside=("region:28",))
    view = View("zone_emploi").with_options(axes)
    assert settle(view).options_of(ComparisonOptions) == axes
    on_epci = settle(replace(view, level="epci"))
    assert on_epci.options_of(ComparisonOptions) == ComparisonOptions(beside=("region:28",))
