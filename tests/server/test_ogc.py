"""OGC API Features as a server answers it: its absence is told, its collections read by GDAL."""

import json

import pyogrio
import pytest
from starlette.applications import Starlette

from territoires_industrie.jobs.job import Job
from territoires_industrie.server import made, ogc
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.ogc import ogc_routes
from tests.browser.serving import ROOT, serve
from tests.server.asking import ask

APP = KnownAddresses(Starlette(routes=ogc_routes()))


@pytest.mark.parametrize("path", ["/ogc", "/ogc/", "/ogc/collections/epci/items?limit=2"])
def test_its_absence_is_told_with_what_brings_it(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ogc, "has_pygeoapi", lambda: False)
    answer = ask(APP, path, {"accept": "application/json"})
    assert answer.status == 501
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "territoires-industrie[api]" in json.loads(answer.body)["errors"][0]


def test_what_a_worker_made_is_answered_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    async def make(_request: object, job: Job) -> bytes:
        asked.append(job.arguments)
        return (
            b'200 application/geo+json\n{"x":\n1}'
            if len(asked) == 1
            else b"404 application/json\n{}"
        )

    monkeypatch.setattr(ogc, "has_pygeoapi", lambda: True)
    monkeypatch.setattr(made.MADE, "make", make)
    answer = ask(APP, "/ogc/collections/epci/items?limit=2")
    assert asked == [("collections/epci/items", "limit=2", "http://atlas.test/ogc")]
    assert (answer.status, answer.body) == (200, b'{"x":\n1}')
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["etag"]
    assert answer.headers["vary"] == "X-Forwarded-Prefix"
    unknown = ask(APP, "/ogc/collections/x")
    assert (unknown.status, unknown.headers["cache-control"]) == (404, "no-store")
    assert ask(APP, f"/ogc/collections?x={'y' * 3000}").status == 414


def test_a_filter_that_asks_for_too_much_is_refused_before_it_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ogc, "has_pygeoapi", lambda: True)
    monkeypatch.setattr(made.MADE, "make", None)
    deep = f"{'(' * 30}a=1{')' * 30}"
    answer = ask(APP, f"/ogc/collections/epci/items?filter={deep}&lang=en")
    assert answer.status == 400
    assert "10 nested brackets" in answer.body.decode()
    assert "30 found" in answer.body.decode()


def test_gdal_reads_levels_and_filters_them() -> None:
    pytest.importorskip("pygeoapi", reason="pip install 'territoires-industrie[api]'")
    with serve(ROOT / "app.py") as url:
        source = f"OAPIF:{url}/ogc"
        layers = {name for name, _kind in pyogrio.list_layers(source)}
        assert {"epci", "departement", "territoire_phase1", "sites"} <= layers
        every = pyogrio.read_dataframe(source, layer="departement")
        assert len(every) == every["departement_code"].nunique() == 101
        assert every.geometry.is_valid.all()
        kept = pyogrio.read_dataframe(source, layer="departement", where="region_code = '28'")
        assert sorted(kept["departement_code"]) == ["14", "27", "50", "61", "76"]
        assert kept["departement_name"].notna().all()
