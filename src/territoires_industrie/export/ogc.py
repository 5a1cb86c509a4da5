"""Levels and sites as OGC API Features: pygeoapi answers, on tables of the atlas.

pygeoapi is the extra ``api``; nothing here is imported without it. Answers are JSON: its HTML
pages ask other sites for their scripts.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import geopandas as gpd
import pandas as pd
from pygeoapi import api as ogc
from pygeoapi.api import API, APIRequest, itemtypes
from pygeoapi.openapi import get_oas
from pygeoapi.provider.base import (
    BaseProvider,
    ProviderInvalidQueryError,
    ProviderItemNotFoundError,
)
from pygeofilter.ast import Node
from pygeofilter.backends.geopandas.evaluate import to_filter
from starlette.requests import Request

from territoires_industrie.analysis.industrial_sites import sites_record
from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.export.origin import licences
from territoires_industrie.export.sites import site_rows
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.sources import table_record
from territoires_industrie.wording import _, language

SITES = "sites"
MOST_ITEMS = 2_000
"""Features of one answer at most: the rest is on the next pages."""

FEW_ITEMS = 100
KINDS = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}
"""Kinds of numpy as JSON names them; all else is text."""

OURS = ("f", "lang", "filter-lang")
"""Parameters that pygeoapi does not see: there is one format, the language is in force, and
filters are read as CQL text, which the comparisons of CQL2 are too."""

NOT_A_FILTER = (
    AssertionError,
    AttributeError,
    KeyError,
    NotImplementedError,
    TypeError,
    ValueError,
)
"""What pygeofilter and pandas raise for a property that is not there, or that is compared with what
it cannot be."""

Made = tuple[dict[str, str], int, str | bytes]
"""Headers, status and body, as pygeoapi answers."""

TOP: dict[str, Callable[..., Made]] = {"": ogc.landing_page, "conformance": ogc.conformance}
PARTS: dict[str, Callable[..., Made]] = {
    "items": itemtypes.get_collection_items,
    "queryables": itemtypes.get_collection_queryables,
    "schema": ogc.get_collection_schema,
}
NO_SUCH: Made = ({}, 404, '{"code": "NotFound"}')


class AtlasProvider(BaseProvider):
    """One table of the atlas; ``data`` is the key of its level, or ``SITES``."""

    def __init__(self, provider_def: Mapping[str, Any]) -> None:
        super().__init__(provider_def)
        self._rows = read_rows(self.data)
        self.get_fields()

    def get_fields(self) -> dict[str, dict[str, str]]:
        """Return the type of each property."""
        kinds = self._rows.drop(columns="geometry").dtypes.items()
        self._fields = {name: {"type": KINDS.get(kind.kind, "string")} for name, kind in kinds}
        return self._fields

    def query(
        self, offset: int = 0, limit: int = 10, resulttype: str = "results", **asked: Any
    ) -> dict[str, Any]:
        """Return the features that a request keeps.

        Raises
        ------
        ProviderInvalidQueryError
            If a value that is asked for is no value of its property, or if a filter cannot be
            worked out.
        """
        kept = self._rows
        if box := asked.get("bbox"):
            west, south, east, north = box[:4]
            kept = kept.cx[west:east, south:north]
        for name, value in asked.get("properties") or ():
            kept = kept[self._equal(kept, name, value)]
        if (tree := asked.get("filterq")) is not None:
            kept = kept[_passes(kept, tree)]
        # The first order last: a stable sort keeps what the others have put in order.
        for one in reversed(asked.get("sortby") or []):
            kept = kept.sort_values(one["property"], ascending=one["order"] == "+", kind="stable")
        found = {"type": "FeatureCollection", "features": [], "numberMatched": len(kept)}
        if resulttype == "hits":
            return found
        page = kept.iloc[offset : offset + limit]
        if columns := asked.get("select_properties"):
            page = page[[*dict.fromkeys([self.id_field, *columns]), "geometry"]]
        return {
            **found,
            "features": [self._feature(one, asked.get("skip_geometry")) for one in _features(page)],
            "numberReturned": len(page),
        }

    def get(self, identifier: str, **_asked: Any) -> dict[str, Any]:
        """Return one feature.

        Raises
        ------
        ProviderItemNotFoundError
            If there is none.
        """
        found = self._rows[self._rows[self.id_field] == identifier]
        if found.empty:
            raise ProviderItemNotFoundError(f"{self.data}: {identifier}")
        return self._feature(next(iter(_features(found))))

    def _equal(self, rows: gpd.GeoDataFrame, name: str, value: str) -> Any:
        column = rows[name]
        if KINDS.get(column.dtype.kind, "string") in {"integer", "number"}:
            try:
                return (column == float(value)).fillna(value=False)
            except ValueError as error:
                raise ProviderInvalidQueryError(user_msg=f"{name}={value}") from error
        return (column.astype(str) == value).fillna(value=False)

    def _feature(
        self, feature: dict[str, Any], skip_geometry: bool | None = False
    ) -> dict[str, Any]:
        named = {**feature, "id": feature["properties"][self.id_field]}
        return {**named, "geometry": None} if skip_geometry else named


def _passes(rows: gpd.GeoDataFrame, tree: Node) -> pd.Series:
    """Whether each row passes a filter; one whose figure is missing does not."""
    try:
        passing = to_filter(rows, tree)
    except NOT_A_FILTER as error:
        raise ProviderInvalidQueryError(user_msg=f"filter: {error}") from error
    if not isinstance(
        passing, pd.Series
    ):  # it compares constants, or dates, which none of ours are
        raise ProviderInvalidQueryError(user_msg="filter: no property is compared")
    return passing.fillna(value=False).astype(bool)


def _features(rows: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return list(rows.iterfeatures(na="null", show_bbox=False))


@reader_cache(maxsize=12)
def read_rows(key: str) -> gpd.GeoDataFrame:
    """Read the table of a collection, once a language: labels are written in it."""
    return site_rows(View()) if key == SITES else joined_table(Table(View(key)))


def answer(path: str, query: str, top: str) -> bytes:
    """Answer a request.

    Parameters
    ----------
    path
        Under the top: ``collections/epci/items``.
    query
        As the address writes it.
    top
        Whole address of the top.

    Returns
    -------
    bytes
        A line with the status and the media type, then the body.
    """
    server = _server(top)
    asked = urlencode([one for one in parse_qsl(query) if one[0] not in OURS])
    scope = {
        "type": "http",
        "path": f"/{path}",
        "query_string": asked.encode(),
        "headers": [(b"accept", b"application/json"), (b"accept-language", language().encode())],
    }
    request = APIRequest(Request(scope), server.locales)
    first, _slash, rest = path.partition("/")
    name, _slash, more = rest.partition("/")
    if first == "collections" and more:
        made = _answer_in(server, request, name, more)
    elif first == "collections":
        made = ogc.describe_collections(server, request, name or None)
    elif first == "openapi":
        # Made for who asks: it describes every column of every collection.
        server.openapi = server.openapi or get_oas(server.config)
        made = ogc.openapi_(server, request)
    elif path in TOP:
        made = TOP[path](server, request)
    else:
        made = NO_SUCH
    headers, status, body = made
    head = f"{int(status)} {headers.get('Content-Type', 'application/json')}\n"
    return head.encode() + (body if isinstance(body, bytes) else body.encode())


def _answer_in(server: API, request: APIRequest, name: str, more: str) -> Made:
    """Answer a request for a part of a collection."""
    part, _slash, code = more.partition("/")
    if part == "items" and code:
        made: Made = itemtypes.get_collection_item(server, request, name, code)
        return made
    return PARTS[part](server, request, name) if part in PARTS and not code else NO_SUCH


@reader_cache(maxsize=4)
def _server(top: str) -> API:
    """Configure pygeoapi for the address that its links begin with."""
    collections = {
        key: _collection(key, level.title, level.code_field) for key, level in LEVELS.items()
    }
    collections[SITES] = _collection(SITES, sites_record().title, "site_id")
    title, record = _("Atlas des Territoires d'industrie"), table_record("membership_2024")
    config = {
        "server": {
            "url": top.rstrip("/"),
            # pygeoapi asks for them; the server is the atlas.
            "bind": {"host": "localhost", "port": 0},
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["fr-FR" if language() == "fr" else "en-GB"],
            "limits": {"default_items": FEW_ITEMS, "max_items": MOST_ITEMS},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": title,
                "description": title,
                "keywords": ["industrie"],
                "keywords_type": "theme",
                "terms_of_service": licences([record]),
                "url": top,
            },
            "license": {"name": licences([record]), "url": top},
            "provider": {"name": record.attribution, "url": top},
            "contact": {"name": record.attribution, "url": top},
        },
        "resources": collections,
    }
    return API(config, {})


def _collection(key: str, title: str, identifier: str) -> dict[str, Any]:
    bounds = read_boundaries("region").total_bounds  # France whole, which each covers
    return {
        "type": "collection",
        "title": _(title),
        "description": _(title),
        "keywords": ["industrie"],
        "links": [],
        "extents": {
            "spatial": {
                "bbox": [float(bound) for bound in bounds],
                "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            }
        },
        "providers": [
            {
                "type": "feature",
                "name": f"{__name__}.{AtlasProvider.__name__}",
                "data": key,
                "id_field": identifier,
            }
        ],
    }
