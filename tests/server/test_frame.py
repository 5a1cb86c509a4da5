"""The map's frame hears its own page first, and a new streamlit-folium is noticed."""

from pathlib import Path

import pytest

from territoires_industrie.errors import AtlasError
from territoires_industrie.server.frame import DOCUMENT, GuardedFrame, guarded_document
from territoires_industrie.server.page_parts import script
from tests.server.asking import Behind, ask


def test_the_guard_stands_before_every_script() -> None:
    text = ask(GuardedFrame(Behind()), DOCUMENT).body.decode()
    assert text.index(script("guard.js")) < text.index("main.")
    assert text.count("<script") == 2


@pytest.mark.parametrize("path", ["/component/other/index.html", f"/app/static/geo{DOCUMENT}"])
def test_other_documents_are_left_alone(path: str) -> None:
    assert ask(GuardedFrame(Behind()), path).body == b"behind"


def test_a_document_of_another_shape_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "frontend" / "build"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<html>", encoding="utf-8")
    monkeypatch.setattr("territoires_industrie.server.frame.files", lambda _name: tmp_path)
    guarded_document.cache_clear()
    with pytest.raises(AtlasError, match="streamlit-folium"):
        guarded_document()
    guarded_document.cache_clear()
