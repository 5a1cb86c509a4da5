"""Industry in a sheet: whose share each one is."""

import pytest

from territoires_industrie.sheet.industry import industry_section
from territoires_industrie.sheet.model import Chart, Note
from territoires_industrie.wording import LANGUAGES, speaking


def said(level: str, code: str) -> list[str]:
    blocks = industry_section(level, code).blocks
    return [one.text for one in blocks if isinstance(one, Note) and "deux mesures" in one.text]


def test_two_shares_of_industry_are_told_apart() -> None:
    (text,) = said("territoire_phase2", "ti-2802")
    assert text.startswith("14,7\xa0% ici et ≈\xa014,8\xa0% dans les chiffres clés")
    # Overseas, the first of the sheet is a share in salaried jobs too.
    assert said("epci", "249740119") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_a_chart_has_two_lines_on_a_phone(language: str) -> None:
    with speaking(language):
        blocks = industry_section("epci", "200084952").blocks
    names = [one.spec["title"]["text"] for one in blocks if isinstance(one, Chart)]
    assert any(len(lines) == 2 for lines in names)
    assert not any(";" in line for lines in names for line in lines)


def test_sectors_whose_names_hold_commas_are_told_apart() -> None:
    charts = [one for one in industry_section("epci", "200084952").blocks if isinstance(one, Chart)]
    first = next(one for one in charts if one.key == "specialisation")
    told = first.words.partition(" : ")[2]
    assert told.removesuffix(".").split(" ; ") == first.table.frame["label"].head(3).tolist()
