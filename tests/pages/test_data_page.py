"""The data page without a browser: each file, its words, its check."""

import re
from functools import partial
from urllib.parse import parse_qsl

import pytest

from territoires_industrie.export.by_address import read_data_file
from territoires_industrie.method.provenance import list_notes
from territoires_industrie.server import data_files
from territoires_industrie.ui import by_address, check_panel
from territoires_industrie.ui.markdown import escape_markdown
from tests.pages import opening
from tests.pages.reading import html_of

open_page = partial(opening.open_page, "donnees")


def test_every_file_is_shown_with_its_record() -> None:
    page = open_page()
    for note in list_notes():
        page.selectbox(key="fichier").set_value(note.name).run()
        assert not page.exception, note.name
        assert not page.error, note.name
        assert note.record
        assert note.record.sha256 in html_of(page)


def test_a_file_of_the_address_is_shown_with_its_join() -> None:
    page = open_page(fichier="data/epci_profile_2022.parquet")
    assert page.selectbox(key="fichier").value == "data/epci_profile_2022.parquet"
    assert "Plaine Commune" in html_of(page)


def test_words_keep_the_files_that_hold_them() -> None:
    every = open_page().selectbox(key="fichier").options
    kept = open_page(mots="chômage localisé").selectbox(key="fichier").options
    assert any("zone_emploi_unemployment" in option for option in kept)
    assert set(kept) < set(every)
    assert not [option for option in kept if "membership" in option]
    nothing = open_page(mots="xyzzy")
    assert not nothing.exception
    assert not nothing.selectbox
    assert any(one.value.startswith("0 fichier sur ") for one in nothing.caption)


def test_first_rows_are_shown_when_asked_for() -> None:
    page = open_page(fichier="data/region_2026.csv")
    assert not page.dataframe
    page.toggle(key="apercu").set_value(True).run()
    assert "Normandie" in page.dataframe[0].value.to_string()


@pytest.mark.parametrize("problems", [(), ("data/x.csv : « *3* » attendu, « [2](b) » trouvé.",)])
def test_the_check_says_what_it_found(
    monkeypatch: pytest.MonkeyPatch, problems: tuple[str, ...]
) -> None:
    result = check_panel.CheckResult(("Totaux : en ordre",), problems, 1.5, "2026-11-21 10:00 UTC")
    monkeypatch.setattr(check_panel, "run_check", lambda _code: result)
    page = open_page()
    page.button(key="verifier").click().run()
    assert bool(page.success) != bool(problems)
    assert [error.value for error in page.error] == [escape_markdown(one) for one in problems]


def test_data_by_address_are_shown_where_a_server_answers_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "curl" not in " ".join(block.value for block in open_page().code)
    monkeypatch.setattr(by_address, "has_workers", lambda: True)
    codes = [block.value for block in open_page(niveau="region", region="28").code]
    asked = [re.findall(r"/donnees/([^\"\s]+)", code) for code in codes]
    assert len(codes) == len(asked) == len(by_address.PROGRAMS)
    for (found,) in asked:
        name, _mark, query = found.partition("?")
        file = read_data_file(name, dict(parse_qsl(query)))
        assert file.table.view.filter.regions == ("28",)
        assert file.table.view.level == "region"
    assert set(by_address.DESCRIPTIONS) == set(data_files.DESCRIPTIONS)
    (listed,) = (one.value for one in open_page(lang="en").markdown if "dcat.jsonld" in one.value)
    assert listed.count("): ") == len(by_address.DESCRIPTIONS)
