"""How each kind of official service is asked: data.gouv.fr, WFS, Opendatasoft, plain files."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from territoires_industrie.errors import list_codes
from territoires_industrie.refresh.disk import forget
from territoires_industrie.refresh.download import (
    Downloaded,
    Policy,
    Progress,
    Request,
    fetch_file,
)
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.wording import _


@dataclass(frozen=True)
class Client:
    """Fetches the files of one source into its folder.

    Attributes
    ----------
    folder
        Where the files of the source are kept from one refresh to the next.
    progress
        Told the bytes received of the file under way, and its size if known.
    """

    folder: Path
    policy: Policy
    progress: Progress
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, request: Request, name: str) -> Downloaded:
        """Download one file, or find that the one kept is still current."""
        return fetch_file(request, self.folder / name, self.policy, self.progress, self.sleep)

    def fetch_json(self, request: Request, name: str) -> dict[str, Any]:
        """Download a JSON object and read it."""
        return read_json(self.fetch(request, name))


def read_json(file: Downloaded) -> dict[str, Any]:
    """Read a JSON object; a web page in its place is reported as such."""
    try:
        content = json.loads(file.path.read_text("utf-8"))
    except ValueError as error:
        raise not_a_file(file, "JSON") from error
    if not isinstance(content, dict):
        raise not_a_file(file, "JSON")
    return content


def not_a_file(file: Downloaded, expected: str) -> RefreshError:
    """Return the error of a file of another kind, and forget the file so that it is not kept."""
    with file.path.open("rb") as opened:
        start = opened.read(40).decode("utf-8", "replace").strip()
    forget(file.path)
    text = _(
        "{url} : un fichier {expected} est attendu, la réponse commence par « {start} ». "
        "Ouvrez l’adresse dans un navigateur : le service est peut-être en maintenance."
    )
    return RefreshError(Fault.NOT_A_FILE, text, url=file.url, expected=expected, start=start)


@dataclass(frozen=True)
class Resource:
    """One file of a dataset of data.gouv.fr: how to ask for it, and its day."""

    request: Request
    day: str


def find_resource(client: Client, api: str, dataset: str, start: str) -> Resource:
    """Find the latest CSV of a dataset whose name begins with ``start``.

    Raises
    ------
    RefreshError
        If the dataset is unreachable, or has no such file.
    """
    request = Request(f"{api}/datasets/{dataset}/")
    content = client.fetch_json(request, "dataset.json")
    listed = [item for item in content.get("resources", []) if isinstance(item, dict)]
    chosen = [item for item in listed if _file_name(item).startswith(start)]
    if not chosen:
        text = _(
            "{url} : un fichier « {start}…csv » est attendu ; fichiers trouvés : {found}. "
            "Corrigez le début du nom dans le fichier d’adresses."
        )
        found = list_codes(_file_name(item) for item in listed) or "–"
        raise RefreshError(Fault.SCHEMA, text, url=request.url, start=start, found=found)
    latest = max(chosen, key=lambda item: str(item.get("last_modified", "")))
    checksum = latest.get("checksum") or {}
    hashed = f"{checksum['type']}:{checksum['value']}" if "value" in checksum else ""
    # Its stable address: the dated one is gone once the file is replaced.
    url = str(latest.get("latest") or latest["url"])
    day = str(latest.get("last_modified", ""))[:10]
    return Resource(Request(url, checksum=hashed), day)


def _file_name(resource: dict[str, Any]) -> str:
    url = str(resource.get("url", ""))
    title = str(resource.get("title", ""))
    return title if title.endswith(".csv") else url.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Layer:
    """One WFS layer: its service, its name, the property that pages are sorted by."""

    wfs: str
    name: str
    sort: str
    page_size: int


def fetch_features(client: Client, layer: Layer) -> list[Path]:
    """Fetch a WFS layer page by page, as GeoJSON.

    Raises
    ------
    RefreshError
        If a page is not GeoJSON, or the pages do not add up to what the service announces.
    """
    pages: list[Path] = []
    # The first page says how many features there are.
    received, matched = 0, 1
    while received < matched:
        page = _fetch_page(client, layer, received)
        content = read_json(page)
        features = content.get("features")
        if not isinstance(features, list):
            raise not_a_file(page, "GeoJSON")
        matched = int(content.get("numberMatched", received + len(features)))
        received += len(features)
        pages.append(page.path)
        if not features and received < matched:
            text = _("{url} : {expected} objets annoncés, {found} reçus. Relancez plus tard.")
            raise RefreshError(
                Fault.HALF_FILE, text, url=layer.wfs, expected=matched, found=received
            )
    return pages


def _fetch_page(client: Client, layer: Layer, start: int) -> Downloaded:
    parameters = {
        "SERVICE": "WFS",
        "VERSION": "2.0.0",
        "REQUEST": "GetFeature",
        "TYPENAMES": layer.name,
        "OUTPUTFORMAT": "application/json",
        "SRSNAME": "EPSG:4326",
        # Pages of an unsorted layer may repeat or miss features.
        "SORTBY": layer.sort,
        "count": str(layer.page_size),
        "startIndex": str(start),
    }
    name = f"{layer.name.rsplit(':', 1)[-1]}-{start:06d}.json"
    return client.fetch(Request(layer.wfs, parameters), name)


def fetch_export(client: Client, api: str, dataset: str, suffix: str) -> tuple[Downloaded, int]:
    """Fetch the whole of an Opendatasoft dataset, and the number of rows that it must have."""
    base = f"{api}/catalog/datasets/{dataset}"
    about = client.fetch_json(Request(f"{base}/records", {"limit": "0"}), "records.json")
    # An export does not say how many rows it has: one that was cut would pass for whole.
    if not isinstance(about.get("total_count"), int):
        text = _("{url} : le nombre de lignes (total_count) est attendu et absent.")
        raise RefreshError(Fault.SCHEMA, text, url=base)
    parameters = {"delimiter": ";"} if suffix == "csv" else {}
    request = Request(f"{base}/exports/{suffix}", parameters)
    return client.fetch(request, f"export.{suffix}"), about["total_count"]
