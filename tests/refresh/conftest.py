"""A running official server, and a place of its own for refreshed sets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from territoires_industrie import sources
from territoires_industrie.data_state import SETS_VARIABLE
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Policy
from tests.refresh.official_server import OfficialServer, serving

HASTE = Policy(
    connect_seconds=1,
    read_seconds=0.4,
    attempts=2,
    first_wait_seconds=0.0,
    longest_wait_seconds=1,
)


@pytest.fixture
def server() -> Iterator[OfficialServer]:
    with serving() as running:
        yield running


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep refreshed sets out of the repository, and its screen files as they are."""
    folder = tmp_path / "sets"
    monkeypatch.setenv(SETS_VARIABLE, str(folder))
    static = tmp_path / "static"
    (static / "geo").mkdir(parents=True)
    monkeypatch.setattr(sources, "STATIC", static)
    return folder


@pytest.fixture
def addresses(server: OfficialServer) -> Addresses:
    """Every service at the server of the test."""
    api, wfs = f"{server.address}/api/1", f"{server.address}/wfs/ows"
    landing = server.address
    return Addresses(
        {
            "programme": {
                "api": api,
                "dataset": "programme",
                "landing": landing,
                "members": "liste-ti-grpt",
                "names": "liste-ti-2",
            },
            "activite": {
                "api": f"{server.address}/ods",
                "dataset": "activite",
                "landing": landing,
                "format": "parquet",
            },
            "contours": {
                "wfs": wfs,
                "communes": "IGN:commune",
                "epci": "IGN:epci",
                "landing": landing,
                "page_size": 2,
            },
            **{
                key: {"file": f"{server.address}/{key}.zip", "landing": landing}
                for key in ("comparateur", "emplois", "flores", "fonds-vert", "dispositifs", "irep")
            },
        },
        HASTE,
    )
