"""Words of figures: what surrounds a number where it is shown."""

import pytest

from territoires_industrie.boundaries import ScreenGeometry
from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene import words
from territoires_industrie.scene.words import say_bounds, say_outline
from territoires_industrie.statistics.industry import check_estimates, read_industry

SHARE = find_indicator("industrial_jobs_share_pct")


def test_an_estimate_is_shown_with_its_bounds_and_the_error_of_its_method() -> None:
    said = say_bounds(SHARE, "territoire_phase2", "ti-2802").replace("\xa0", " ")
    low, high = read_industry("territoire_phase2").loc["ti-2802", ["low_pct", "high_pct"]]
    assert f"de {low:.1f} % à {high:.1f} %".replace(".", ",") in said
    most = check_estimates("departement")["gap"].abs().max()
    assert f"{most:.2f}".replace(".", ",") in said


def test_a_published_figure_has_no_bounds() -> None:
    assert say_bounds(SHARE, "epci", "200066876") == ""
    assert say_bounds(SHARE, "epci", "249740119") == ""
    assert say_bounds(find_indicator("area_km2"), "epci", "200066876") == ""


def test_an_outline_counts_the_units_that_it_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refresh may bring another list of territories."""
    assert say_outline("phase2") == "Phase 2 (183 territoires)"
    drawn = ScreenGeometry("territoire_phase2-0.json", ("ti-1", "ti-2"))
    monkeypatch.setattr(words, "screen_geometry", lambda _level: drawn)
    assert say_outline("phase2") == "Phase 2 (2 territoires)"
    assert say_outline("aucun") == "Aucun"
