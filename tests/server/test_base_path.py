"""Under a path of a site: the path passed on or taken away, by option, environment or file."""

from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.server import base_path
from territoires_industrie.server.base_path import SETTING, VARIABLE, BasePath, take_base_path
from territoires_industrie.server.settings import settings_of_environment
from territoires_industrie.server.streamlit_private import config
from tests.server.asking import Behind, ask, connect


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    yield
    base_path._path = ""
    config.set_option(SETTING, "")


@pytest.mark.parametrize("asked", ["atlas", "/atlas/", "tools/atlas"])
def test_a_path_is_taken_away_or_was_before(asked: str) -> None:
    top = take_base_path(asked)
    assert top == f"/{asked.strip('/')}"
    behind = Behind(PlainTextResponse("page"))
    app = BasePath(behind)
    for path in (f"{top}/carte", "/carte", f"{top}/", f"{top}x/carte"):
        assert ask(app, path).status == 200
    connect(app, f"{top}/_stcore/stream", [])
    assert behind.asked == ["/carte", "/carte", "/", f"{top}x/carte", "/_stcore/stream"]


def test_the_path_alone_leads_to_its_folder() -> None:
    take_base_path("tools/atlas")
    answer = ask(BasePath(Behind()), "/tools/atlas?region=28")
    assert (answer.status, answer.headers["location"]) == (308, "atlas/?region=28")


def test_the_path_comes_from_the_environment_or_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    config.set_option(SETTING, "from-file")
    assert take_base_path() == "/from-file"
    assert config.get_option(SETTING) == ""
    config.set_option(SETTING, "from-file")
    monkeypatch.setenv(VARIABLE, "/from-environment/")
    assert take_base_path() == "/from-environment"
    assert take_base_path("asked") == "/asked"


@pytest.mark.parametrize("asked", ["a b", "a?b", "a//b", "http://x", "é"])
def test_what_cannot_be_a_path_is_refused(asked: str) -> None:
    with pytest.raises(RequestError, match="chemin"):
        take_base_path(asked)


def test_settings_of_the_environment_are_read_as_their_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "7")
    monkeypatch.setenv("STREAMLIT_SERVER_ENABLE_CORS", "false")
    monkeypatch.setenv("STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS", "https://a.test https://b.test")
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "not-for-anybody")
    assert settings_of_environment() == {
        "server.maxUploadSize": 7,
        "server.enableCORS": False,
        "server.corsAllowedOrigins": ["https://a.test", "https://b.test"],
    }
    monkeypatch.setenv("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "many")
    with pytest.raises(RequestError, match="STREAMLIT_SERVER_MAX_UPLOAD_SIZE"):
        settings_of_environment()
