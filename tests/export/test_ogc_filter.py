"""What one filter may ask for."""

from urllib.parse import urlencode

import pytest

from territoires_industrie.export.ogc_filter import FilterError, require_modest_filters

SQUARE = "POLYGON((-5 41,-1.5 -41,10 51,-5 51,-5 41))"


@pytest.mark.parametrize(
    "text",
    [
        "region_code='28' AND population_count>-1000000",
        "departement_name LIKE '%Seine%' OR departement_name ILIKE '%mer%'",
        f"region_code IN ({','.join(['28'] * 300)})",
        f"INTERSECTS(geometry, {SQUARE})",
        "name = '((((((((((((((((((((((((' AND NOT code IS NULL",
    ],
)
def test_what_a_person_asks_is_let_through(text: str) -> None:
    require_modest_filters(urlencode({"filter": text, "limit": 2}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{'(' * 400}a=1{')' * 400}", "400"),
        ("NOT " * 90 + "a=1", "91"),
        ("a>1" + "+1" * 500, "501"),
        ("a>1" + "-1" * 500, "501"),
        (" OR ".join(["a=1"] * 50), "99"),
        (" OR ".join([f"INTERSECTS(geometry, {SQUARE})"] * 5), "5"),
        ("name LIKE '%a%a%'", "« % »"),
        (" OR ".join(["name LIKE '%a%'"] * 4), "8"),
        ("name LIKE '%a%a%", "« % »"),
    ],
)
def test_what_would_take_long_is_refused_with_what_was_counted(text: str, said: str) -> None:
    with pytest.raises(FilterError, match=said):
        require_modest_filters(urlencode([("filter", "a=1"), ("filter", text)]))
