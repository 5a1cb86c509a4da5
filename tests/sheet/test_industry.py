"""Industry in a sheet: whose share each one is."""

from territoires_industrie.sheet.industry import industry_section
from territoires_industrie.sheet.model import Note


def said(level: str, code: str) -> list[str]:
    blocks = industry_section(level, code).blocks
    return [one.text for one in blocks if isinstance(one, Note) and "deux mesures" in one.text]


def test_two_shares_of_industry_are_told_apart() -> None:
    (text,) = said("territoire_phase2", "ti-2802")
    assert text.startswith("14,7\xa0% ici et ≈\xa014,8\xa0% dans les chiffres clés")
    # Overseas, the first of the sheet is a share in salaried jobs too.
    assert said("epci", "249740119") == []
