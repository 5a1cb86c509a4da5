"""Nearest neighbours and their weights."""

import pandas as pd

from territoires_industrie.analysis.matching import match_nearest, standardise, weigh_matches


def test_nearest_neighbours_on_a_line() -> None:
    scaled = standardise(pd.DataFrame({"x": [0.0, 10.0, 1.0, 4.0, 11.0]}, index=list("abpqr")))
    pairs = match_nearest(scaled, ["a", "b"], ["p", "q", "r"], 2, within_region=False)
    assert pairs["match_code"].tolist() == ["p", "q", "r", "q"]
    assert weigh_matches(pairs).to_dict() == {"p": 0.25, "q": 0.5, "r": 0.25}
