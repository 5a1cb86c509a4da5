"""The page of the data: what it calls each file."""

from dataclasses import replace

import pytest

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.data_state import STATE
from territoires_industrie.method.provenance import FileNote
from territoires_industrie.refresh import derivation
from territoires_industrie.sources import Record, read_record
from territoires_industrie.ui.data_page import _title
from territoires_industrie.wording import speaking


def test_a_refreshed_boundary_says_its_day_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, written = boundary_path("territoire_phase2"), list[Record]()
    monkeypatch.setattr(derivation, "STATE", replace(STATE, programme_state="2026-10-01"))
    monkeypatch.setattr(
        derivation, "write_record", lambda _path, origin, **_more: written.append(origin)
    )
    derivation._say_origin(path, read_record(path))
    note = FileNote(path, 0, written[0])
    assert _title(note).endswith("phase 2 (état du 1er octobre 2026)")
    with speaking("en"):
        assert _title(note).endswith("phase 2 (as at 1 October 2026)")
