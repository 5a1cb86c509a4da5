"""The method in words: complete, and said from the registries."""

import re
from dataclasses import replace

import pytest

from territoires_industrie.analysis.brownfields import OUTLIER_HA
from territoires_industrie.classes.classing import METHODS
from territoires_industrie.indicators import INDICATORS, find_indicator, read_values
from territoires_industrie.indicators.formulas.sector_jobs import SectorJobs
from territoires_industrie.indicators.model import Measure
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.method import cards, contents, looks, prose, provenance, vintages
from territoires_industrie.method.cards import explain_family, families
from territoires_industrie.method.model import Entry, Section, filter_sections
from territoires_industrie.method.prose import read_title
from territoires_industrie.scene.address import read_view
from territoires_industrie.sources import DATA, GEO, ROOT, list_files
from territoires_industrie.statistics.status import Status
from territoires_industrie.ui.notes_html import entry_address, section_html
from territoires_industrie.wording import LANGUAGES, _, fold, format_number, speaking


def section(slug: str) -> Section:
    """Write a section anew, in the language of the test."""
    return prose.fill_section(slug, contents.SECTIONS[slug]())


def test_every_indicator_is_explained_once() -> None:
    explained = [key for entry in section("indicateurs").entries for key in entry.aliases]
    assert sorted(explained) == sorted(INDICATORS)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_section_has_its_title_and_distinct_places(code: str) -> None:
    with speaking(code):
        for slug in contents.SECTIONS:
            written = section(slug)
            assert written.slug == slug
            assert written.title == read_title(slug)
            places = [entry.slug for entry in written.entries]
            assert len(places) == len(set(places)) > 0


def test_an_estimate_of_france_is_said_to_be_one() -> None:
    facts = {
        key: dict(explain_family([find_indicator(key)]).facts)["France"]
        for key in ("industrial_jobs_count", "industrial_jobs_share_pct")
    }
    assert facts["industrial_jobs_count"].startswith("≈")
    assert "≈" not in facts["industrial_jobs_share_pct"]


def test_places_are_the_same_in_both_languages() -> None:
    for slug in contents.SECTIONS:
        places = []
        for code in LANGUAGES:
            with speaking(code):
                # Producers stand in the order of their names.
                places.append(sorted(entry.slug for entry in section(slug).entries))
        assert places[0] == places[1]


def test_every_word_of_a_registry_has_a_note() -> None:
    assert all(status.word and status.meaning for status in Status)
    explained = {entry.slug for entry in section("classes").entries}
    assert {f"methode-{slug}" for slug in METHODS} <= explained
    assert set(looks.PALETTES) == {one.palette for one in INDICATORS.values()}
    assert set(cards.MEASURES) == set(Measure)


def test_an_indicator_by_sector_says_the_levels_that_it_is_measured_at() -> None:
    zones = find_indicator("specialisation_urssaf_cl_ratio")
    said = dict(cards.explain_family([zones]).facts)["Calcul"]
    assert said.startswith("Mesuré à la zone d’emploi.")
    assert isinstance(zones.formula, SectorJobs)
    levels = ("epci", "zone_emploi")
    both = replace(zones, levels=levels, formula=replace(zones.formula, levels=levels))
    assert dict(cards.explain_family([both]).facts)["Calcul"].startswith("Mesuré à l’EPCI et à la")


def test_every_decision_page_has_its_gist() -> None:
    pages = {path.stem for path in (ROOT / "docs/decisions").glob("0*.md")}
    entries = section("decisions").entries
    assert {entry.slug for entry in entries} == pages
    assert all(entry.facts == (("Page", f"docs/decisions/{entry.slug}.md"),) for entry in entries)


@pytest.mark.parametrize(
    ("key", "formula"),
    [
        (
            "industrial_establishments_share_pct",
            (
                "100 × somme de « Établissements actifs de l’industrie (BE) » de l’année ÷ somme "
                "de « Établissements actifs, tous secteurs » de l’année"
            ),
        ),
        (
            "population_change_pct",
            (
                "100 × (somme de « Population municipale » de 2023 − somme de « Population "
                "municipale » de 2018) ÷ somme de « Population municipale » de 2018"
            ),
        ),
        (
            "median_income_eur",
            "Chiffre publié, repris tel quel : « Niveau de vie médian » de l’année",
        ),
        (
            "specialisation_urssaf_cl_ratio",
            (
                "(emplois du secteur ÷ emplois de tous les secteurs, ici) ÷ (emplois du secteur ÷ "
                "emplois de tous les secteurs, en France)"
            ),
        ),
    ],
)
def test_a_formula_names_its_measures(key: str, formula: str) -> None:
    assert find_indicator(key).formula.say() == formula


def test_a_formula_speaks_english() -> None:
    with speaking("en"):
        said = find_indicator("population_density_per_km2").formula.say()
    assert re.fullmatch(r"Sum of “.+” of the year ÷ sum of “.+”", said)


def test_the_address_of_an_indicator_opens_it() -> None:
    for entry in section("indicateurs").entries:
        parameters = dict(part.split("=") for part in entry.address.split("&"))
        view, problems = read_view(parameters)
        assert problems == []
        assert view.indicator in entry.aliases


def test_an_indicator_alone_in_an_address_finds_its_level() -> None:
    view, problems = read_view({"indicateur": "jobs_urssaf_ce_count"})
    assert (view.level, view.indicator, problems) == ("zone_emploi", "jobs_urssaf_ce_count", [])


def test_coverage_counts_every_unit() -> None:
    indicator = find_indicator("industrial_jobs_share_pct")
    table = cards.coverage_table(indicator, "2022")
    row = next(row for row in table.rows if row[0] == LEVELS["epci"].title)
    statuses = read_values("epci", indicator.key, "2022")["status"].value_counts()
    assert row[1] == format_number(int(statuses[str(Status.VALUE)])) == format_number(1222)
    numbers = [int(re.sub(r"\D", "", cell)) for cell in row[1:]]
    assert sum(numbers) == 1253


def test_every_file_has_its_note_and_known_columns() -> None:
    notes = provenance.list_notes()
    assert [note.path for note in notes] == [*list_files(DATA), *list_files(GEO)]
    for note in notes:
        assert note.record is not None, note.problem
        for column in provenance.list_columns(note):
            assert column.definition
            assert "inconnue" not in column.definition, column


def test_every_join_report_is_told_with_what_it_lost() -> None:
    notes = vintages.read_join_notes()
    entries = {entry.slug: entry for entry in section("millesimes").entries}
    for note in notes:
        entry = vintages.explain_join(note)
        assert entry.slug in entries
        for code in (*note.unmatched, *note.absent):
            assert code.casefold() in entry.folded
    profile = next(note for note in notes if note.table == "epci_profile_2022")
    assert "200054781" not in profile.unmatched
    assert len(profile.unmatched) == 11 + 4
    assert "plaine commune" in vintages.explain_join(profile).folded


def test_an_epci_that_is_no_more_has_the_name_that_it_had() -> None:
    names = vintages.known_names()
    assert names["245701222"] == "CA du Val de Fensch"
    assert names["243100781"] == "CA Le Grand Ouest Toulousain"
    for note in vintages.read_join_notes():
        codes = [code for code in note.unmatched if len(code) == len("245701222")]
        assert [code for code in codes if code not in names.index and code.isdigit()] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_producers_stand_in_the_order_of_their_names(code: str) -> None:
    with speaking(code):
        titles = [entry.title for entry in section("sources").entries]
        assert titles == sorted(titles, key=fold)
        assert [title for title in titles if title.startswith("Atlas")] == [
            _("Atlas des Territoires d'industrie")
        ]


def test_constants_reach_the_words() -> None:
    words = " ".join(entry.folded for slug in contents.SECTIONS for entry in section(slug).entries)
    assert f"surface de {OUTLIER_HA} ha" in words
    assert f"1er janvier {COG_YEAR}" in words


def test_words_keep_the_entries_that_hold_them_all() -> None:
    found = filter_sections(contents.read_method(), "friches registres")
    assert "friches" in [entry.slug for one in found for entry in one.entries]
    assert filter_sections(contents.read_method(), "xyzzy") == ()


def test_names_are_escaped_and_the_opened_entry_comes_first() -> None:
    entries = (Entry("a", "A"), Entry("b", "<script>", facts=(("x", "https://a.fr/?q=<b>"),)))
    many = tuple(Entry(f"e{i}", f"E{i}") for i in range(5))
    html = section_html(Section("s", "S", "", entries + many), opened="b")
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<a href='https://a.fr/?q=&lt;b&gt;' target='_blank'" in html
    assert html.index("s-b") < html.index("s-a")
    assert html.count("<details") == html.count("</details>") == 7
    assert html.count(" open>") == 1


def test_an_entry_address_carries_the_language() -> None:
    one = Section("classes", "", "", (Entry("arrondi", ""),))
    assert entry_address(one, one.entries[0]) == "methode?vue=classes&note=arrondi"
    with speaking("en"):
        assert entry_address(one, one.entries[0]).endswith("&lang=en")


def test_the_whole_method_is_one_text() -> None:
    text = contents.write_markdown(contents.read_method())
    assert text.count("\n# ") + text.startswith("# ") == len(contents.SECTIONS)
    assert "jobs_urssaf_…" in text


def test_the_estimate_of_industry_stands_beside_what_is_published() -> None:
    (family,) = (each for each in families() if each[0].key == "industrial_jobs_share_pct")
    summary, france, regions, departements = explain_family(family).tables
    assert [row[1] for row in summary.rows] == ["1", "13", "96"]
    assert france.rows == (("Ensemble", "11,617\xa0%", "11,62\xa0%", "−0,003"),)
    assert len(regions.rows) == 13
    assert len(departements.rows) == 96
