"""The view: a choice that is changed, and what follows from it."""

from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene.address import IMPLIED, read_language, read_view, write_view
from territoires_industrie.scene.view import View, changed, view_of_unit

SHARE, CHANGE = "industrial_jobs_share_pct", "private_jobs_change_pct"
LATEST = find_indicator(CHANGE).years[-1]


def test_the_year_follows_the_latest_of_the_indicator_unless_it_was_chosen() -> None:
    shared = next(
        year for year in find_indicator(SHARE).years if year in find_indicator(CHANGE).years
    )
    assert shared != LATEST
    assert changed(View(indicator=SHARE, year=shared), indicator=CHANGE).year == LATEST
    chosen = changed(View(indicator=CHANGE, year=LATEST), year=shared)
    assert changed(chosen, indicator="private_jobs_count").year == shared
    assert view_of_unit(chosen, "departement", "76").year == shared


def test_an_address_to_cite_names_its_year() -> None:
    view = View(indicator=CHANGE, year=LATEST)
    assert "annee" not in write_view(view)
    assert write_view(view, is_pinned=True)["annee"] == LATEST


def test_an_address_names_french_for_who_would_get_english_without_it() -> None:
    assert "lang" not in write_view(View())
    before = IMPLIED.set("en")
    try:
        assert write_view(View())["lang"] == "fr"
        assert write_view(View(language="en"))["lang"] == read_language({}) == "en"
    finally:
        IMPLIED.reset(before)


def test_a_commune_is_kept_as_long_as_the_selected_unit_holds_it() -> None:
    rouen = View(selection=("200023414",), commune="76575")
    assert write_view(rouen)["commune"] == "76575"
    assert read_view({"selection": "200023414", "commune": "76575"})[0].commune == "76575"
    assert view_of_unit(rouen, "territoire_phase2", "ti-2802").commune == "76575"
    for other in (
        changed(rouen, selection=("200084952",)),
        changed(rouen, selection=()),
        view_of_unit(rouen, "commune", "76575"),
        read_view({"selection": "200023414", "commune": "<b>"})[0],
    ):
        assert other.commune == ""
