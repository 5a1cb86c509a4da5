"""The data page without a browser: each file, its words, its check."""

from functools import partial

import pytest

from territoires_industrie.method.provenance import list_notes
from territoires_industrie.ui import check_panel
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


def test_first_rows_are_shown_when_asked_for() -> None:
    page = open_page(fichier="data/region_2026.csv")
    assert not page.dataframe
    page.toggle(key="apercu").set_value(True).run()
    assert "Normandie" in page.dataframe[0].value.to_string()


@pytest.mark.parametrize("problems", [(), ("data/x.csv : 3 lignes attendues, 2 trouvées.",)])
def test_the_check_says_what_it_found(
    monkeypatch: pytest.MonkeyPatch, problems: tuple[str, ...]
) -> None:
    result = check_panel.CheckResult(("Totaux : en ordre",), problems, 1.5, "2026-11-21 10:00 UTC")
    monkeypatch.setattr(check_panel, "run_check", lambda _code: result)
    page = open_page()
    page.button(key="verifier").click().run()
    assert bool(page.success) != bool(problems)
    assert [error.value for error in page.error] == list(problems)
