"""Tables as producers publish them, each with its right result: key, figure, year and values."""

import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from territoires_industrie.upload import (
    Brought,
    RawTable,
    Roles,
    bring_file,
    bring_indicator,
    propose_roles,
    read_upload,
)
from territoires_industrie.upload.columns import recognise_columns
from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.questions import open_questions

TABLES = Path(__file__).parent / "tables"
YEAR = "2024"


@cache
def read(name: str) -> RawTable:
    return read_upload(name, (TABLES / name).read_bytes())


@cache
def proposed(name: str) -> Roles:
    return propose_roles(read(name))


@cache
def bring(name: str, kind: str = "rate", **roles: object) -> Brought:
    table, asked = read(name), proposed(name)
    dated = replace(asked, year=asked.year or YEAR, kind=kind)
    return bring_indicator(table, replace(dated, **roles))  # type: ignore[arg-type]


def values(brought: Brought, year: str = "") -> dict[str, float]:
    cells = brought.own.formula.cells(brought.own.levels[0], year or brought.own.years[-1])
    return {str(code): float(one) for code, one in cells["value"].dropna().items()}


def status(brought: Brought, code: str) -> str:
    cells = brought.own.formula.cells(brought.own.levels[0], brought.own.years[-1])
    return str(cells["status"][code])


@pytest.mark.parametrize(
    ("name", "kind", "column", "value", "year"),
    [
        ("year_before_code.csv", "commune", "code_insee", "ventes", "2019"),
        ("communes_with_epci.csv", "commune", "CODGEO", "loyer_m2", ""),
        ("communes_epci.csv", "commune", "CODGEO", "valeur", ""),
        ("point_in_a_column.csv", "epci", "siren_epci", "taux", ""),
        ("two_decimal_marks.csv", "commune", "CODGEO", "SUPERF", ""),
        ("long_contour.csv", "epci", "siren_epci", "emplois", ""),
        ("many_columns.csv", "commune", "CODGEO", "VAR0", ""),
        ("html_in_a_comment.csv", "commune", "code_insee", "friches", ""),
        ("formula_beside.xlsx", "epci", "siren", "emplois", ""),
        ("long_by_year_and_sex.csv", "epci", "siren_epci", "valeur", ""),
        ("departements.csv", "departement", "code_departement", "taux", ""),
        ("regions.csv", "region", "code_region", "pib", ""),
        ("zones_emploi.csv", "zone_emploi", "ZE2020", "taux", ""),
        ("zones_emploi_of_one_region.csv", "zone_emploi", "ZE2020", "emplois", ""),
        ("departement_and_commune_apart.csv", "commune", "Code de la commune", "Inscrits", ""),
        ("not_available_words.csv", "commune", "codgeo", "part", ""),
        ("footnotes_and_units.csv", "epci", "siren", "emplois", ""),
        ("thousands_comma.csv", "epci", "siren", "jobs", ""),
        ("thousands_point.csv", "epci", "siren", "emplois", ""),
        ("apostrophe_and_prefix.csv", "commune", "code", "n", ""),
        ("postal_codes.csv", "commune_name", "COMMUNE", "CHAMBRES", ""),
        ("ept.csv", "epci", "siren", "taux", ""),
        ("epci_2017.csv", "epci", "epci", "revenu", "2017"),
        ("arrow_in_a_text.csv", "epci", "siren", "n", ""),
        ("rates_of_communes.csv", "commune", "code_insee", "evolution", ""),
        ("features.geojson", "epci", "siren", "taux", ""),
        ("insee_layout.csv", "commune", "CODGEO", "P20_POP", "2020"),
        ("epci_layout.csv", "epci", "EPCI", "taux", "2022"),
        ("territoires_and_year.csv", "", "territoire_id", "projets", "2022"),
        ("titles_after_notice.csv", "epci", "Code", "Part des ménages 2021", "2021"),
        ("preamble.csv", "epci", "Code", "Taux d'emploi 2021", "2021"),
        ("cover_sheet.xlsx", "epci", "siren", "valeur", ""),
        ("hidden_sheet.xlsx", "epci", "siren", "valeur", ""),
        ("table.ods", "epci", "siren", "valeur", ""),
        ("no_titles.csv", "epci", "Colonne 1", "Colonne 2", ""),
    ],
)
def test_key_figure_and_year_are_those_a_person_would_choose(
    name: str, kind: str, column: str, value: str, year: str
) -> None:
    told = proposed(name)
    assert (told.key_kind, told.key_column, told.value, told.year) == (kind, column, value, year)
    keep = tuple((one, "F") for one, _none in told.keep)
    assert values(bring(name, keep=keep, key_kind=kind or "territoire_phase2"))


def test_each_column_has_its_own_decimal_mark() -> None:
    assert values(bring("two_decimal_marks.csv"))["01001"] == 15.95
    assert values(bring("two_decimal_marks.csv", value="PAUVRETE"))["01001"] == 50.0
    assert status(bring("two_decimal_marks.csv", value="PAUVRETE"), "01004") == "withheld"
    assert values(bring("point_in_a_column.csv"))["200042497"] == 9.25


@pytest.mark.parametrize("name", ["thousands_comma.csv", "thousands_point.csv"])
def test_marks_before_three_digits_part_thousands_where_others_are_small(name: str) -> None:
    found = values(bring(name))
    assert found["200069193"] == 1234
    assert found["240100883"] == 956
    assert max(found.values()) == 45120


def test_columns_that_cannot_be_used_are_left_out_with_a_word() -> None:
    table = read_upload("a.csv", (TABLES / "long_contour.csv").read_bytes())
    assert "1000 caractères" in table.left_out["geo_shape"]
    table = read_upload("a.csv", (TABLES / "html_in_a_comment.csv").read_bytes())
    assert table.left_out == {"commentaire": "code HTML"}
    table = read_upload("a.csv", (TABLES / "arrow_in_a_text.csv").read_bytes())
    assert "note" in table.columns


def test_rows_of_several_years_are_a_series_and_what_parts_them_is_asked() -> None:
    told = proposed("long_by_year_and_sex.csv")
    assert (told.year_column, told.keep) == ("annee", (("sexe", ""),))
    with pytest.raises(UploadError, match="« sexe »"):
        bring("long_by_year_and_sex.csv")
    brought = bring("long_by_year_and_sex.csv", keep=(("sexe", "H"),))
    assert brought.own.years == ("2020", "2021")
    assert values(brought, "2020")["200069193"] == 20
    assert values(brought, "2021")["200069193"] == 21


def test_two_lines_of_titles_make_one_and_years_side_by_side_a_series() -> None:
    brought = bring("merged_titles_and_total.xlsx", "count")
    assert brought.own.years == ("2015", "2020")
    assert brought.own.name == "Population"
    assert values(brought, "2015")["200069193"] == 1000
    assert values(brought, "2020")["200069193"] == 1100
    assert brought.rows.unmatched["reason"].tolist() == ["Ligne de total ou de note"]


@pytest.mark.parametrize(
    ("name", "header", "bad"),
    [
        ("blank_lines.csv", 4, [11]),
        ("blank_rows.xlsx", 4, [11]),
        ("blank_rows_in_preamble.xlsx", 6, [15]),
        ("table.ods", 4, [11]),
    ],
)
def test_lines_are_those_of_the_file(name: str, header: int, bad: list[int]) -> None:
    assert read_upload(name, (TABLES / name).read_bytes()).header_line == header
    assert bring(name).rows.unmatched["line"].tolist() == bad


def test_words_without_a_figure_have_their_status() -> None:
    brought = bring("not_available_words.csv")
    assert status(brought, "01001") == "not_published"
    assert status(brought, "01002") == "withheld"
    assert status(brought, "01008") == "not_published"
    assert values(brought)["01004"] == 12.5
    assert status(bring("titles_after_notice.csv"), "200023414") == "withheld"
    assert status(bring("spreadsheet_errors.csv"), "200065787") == "not_published"
    kept = bring("not_available_words.csv", words=(("-9999", "value"),))
    assert values(kept)["01008"] == -9999


def test_footnotes_and_units_are_taken_off() -> None:
    found = values(bring("footnotes_and_units.csv"))
    assert found["200069193"] == found["240100883"] == found["200042497"] == 1234
    assert status(bring("footnotes_and_units.csv"), "240100750") == "withheld"
    part = bring("footnotes_and_units.csv", value="part")
    assert values(part)["240100883"] == 12.5
    money = values(bring("footnotes_and_units.csv", value="montant"))
    assert (money["200069193"], money["240100883"], money["200042497"]) == (3.2e6, 12e3, 1234)


def test_every_minus_is_a_minus() -> None:
    assert sorted(values(bring("minus_signs.csv")).values()) == [-5.2, -4.2, -3.1, -1.5, -1.0, 2.0]
    assert values(bring("minus_and_space.csv"))["200084952"] == -0.3
    assert bring("minus_signs.csv").own.palette == "diverging_zero"


def test_a_number_beyond_any_figure_is_no_value() -> None:
    brought = bring("no_data.csv")
    assert status(brought, "200084952") == "not_published"
    assert max(values(brought).values()) == 12
    assert brought.own.decimals == 0


@pytest.mark.parametrize("name", ["percent_cells.xlsx", "percent_rate.xlsx"])
def test_cells_shown_as_percentages_are_percentages(name: str) -> None:
    brought = bring(name)
    assert brought.own.unit == "%"
    assert 12.5 in values(brought).values()


def test_a_rate_opens_on_its_own_level_with_its_own_decimals_and_palette() -> None:
    own = bring("rates_of_communes.csv").own
    assert (own.levels[0], own.decimals, own.palette) == ("commune", 1, "diverging_zero")


def test_codes_written_with_more_than_the_code_are_read() -> None:
    assert len(values(bring("apostrophe_and_prefix.csv"))) == 12
    assert "2A004" in values(bring("departement_and_commune_apart.csv"))


def test_postal_codes_are_named_and_communes_found_by_name() -> None:
    cells = read_upload("a.csv", (TABLES / "postal_codes.csv").read_bytes()).cells
    told = {one.title: one for one in recognise_columns(cells).columns}
    assert told["CODE POSTAL"].role == "postal"
    assert "pas des codes INSEE" in told["CODE POSTAL"].why
    assert values(bring("postal_codes.csv"))["67021"] == 54


def test_units_outside_the_map_are_explained() -> None:
    reasons = bring("ept.csv").rows.unmatched["reason"].tolist()
    assert len(reasons) == 3
    assert all("EPT" in one for one in reasons)
    gone = bring("epci_2017.csv", cog_year=2026).rows.unmatched.set_index("code")["reason"]
    assert gone["200033207"] == "EPCI d’un autre COG : de 2019 à 2019"
    outside = bring("year_before_code.csv").rows.unmatched["reason"].tolist()
    assert outside == ["Hors de la carte : collectivité d’outre-mer"]


def test_epci_of_before_2021_go_through_their_communes() -> None:
    brought = bring("epci_2017.csv", "count")
    assert brought.roles.cog_year == 2019
    assert brought.rows.report.passed
    unmatched = brought.rows.unmatched["code"]
    assert "200033207" not in set(unmatched)  # Vierzon, merged in 2020


def test_an_epci_of_before_the_compositions_is_said_to_be() -> None:
    content = b"siren;taux 2017\n200084952;1,5\n200023414;2,5\n200099999;3,5\n"
    table = read_upload("a.csv", content)
    rows = bring_indicator(table, replace(propose_roles(table), kind="rate")).rows
    assert "compositions depuis 2019" in rows.unmatched["reason"].iloc[0]


def test_ids_that_both_phases_use_are_asked_about() -> None:
    table = read_upload("a.csv", (TABLES / "territoires_and_year.csv").read_bytes())
    roles = propose_roles(table)
    (asked, *_others) = open_questions(table, roles)
    assert (roles.key_kind, asked.role) == ("", "key_kind")
    assert "60 codes sur 60" in asked.text
    assert "49 codes sur 60" in asked.text
    assert {value for value, _words in asked.choices} == {"territoire_phase1", "territoire_phase2"}
    with pytest.raises(UploadError, match="key_kind='territoire_phase2'"):
        bring("territoires_and_year.csv")


def test_the_sheet_that_holds_codes_is_read_and_the_others_offered() -> None:
    for name, other in (("cover_sheet.xlsx", "Lisez-moi"), ("hidden_sheet.xlsx", "params")):
        table = read_upload(name, (TABLES / name).read_bytes())
        assert table.reading.sheet == "Données"
        assert set(table.sheets) == {"Données", other}


def test_a_file_without_titles_keeps_its_first_row() -> None:
    assert values(bring("no_titles.csv"))["200084952"] == 3


def test_what_is_no_spreadsheet_is_refused_by_name() -> None:
    with pytest.raises(UploadError, match="XLSX, XLS ou ODS"):
        proposed("not_a_spreadsheet.ods")


def test_what_is_brought_and_what_is_refused_go_from_one_process_to_another() -> None:
    content = (TABLES / "epci_layout.csv").read_bytes()
    table = read_upload("epci_layout.csv", content)
    roles = replace(propose_roles(table), kind="rate")
    brought = pickle.loads(pickle.dumps(bring_file(content, "epci_layout.csv", None, roles)))
    assert values(brought)["200010700"] == 0.5
    with pytest.raises(UploadError) as refused:
        bring_file(content, "epci_layout.csv", None, replace(roles, title=""))
    again = pickle.loads(pickle.dumps(refused.value))
    assert str(again) == str(refused.value)
