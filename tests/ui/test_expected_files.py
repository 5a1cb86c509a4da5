"""A file is expected as long as the page shows a field for it, and while it is drawn again."""

from contextlib import suppress

import pytest

from territoires_industrie.errors import AtlasError
from territoires_industrie.ui import expected_files
from territoires_industrie.ui.expected_files import expect_file, expects_file, noting_fields

SESSION = "a session of this test"


@pytest.fixture(autouse=True)
def one_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expected_files, "current_session", lambda: SESSION)
    monkeypatch.setattr(expected_files, "is_active_session", lambda _session: True)


def test_a_file_that_takes_the_place_of_another_is_expected_while_the_page_is_drawn() -> None:
    with noting_fields():
        expect_file()
    assert expects_file(SESSION)
    with noting_fields():
        assert expects_file(SESSION)  # the first file is gone, the second on its way
        expect_file()
    assert expects_file(SESSION)


def test_a_page_that_ends_by_an_error_expects_none() -> None:
    with noting_fields():
        expect_file()
    with suppress(AtlasError), noting_fields():
        raise AtlasError("told by the page")
    assert not expects_file(SESSION)
    with suppress(RuntimeError), noting_fields():
        expect_file()
        raise RuntimeError("a run that is cut short")
    assert expects_file(SESSION)


def test_a_page_without_a_field_expects_none() -> None:
    with noting_fields():
        expect_file()
    with noting_fields():
        pass
    assert not expects_file(SESSION)
