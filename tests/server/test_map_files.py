"""Lists of maps, which a browser fetches under the digest of their content."""

import gzip
import json

from starlette.applications import Starlette

from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.draw.value_files import FOLDER, VALUE_FILES, ValueFiles
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.headers import A_YEAR
from territoires_industrie.server.map_files import map_file_routes
from tests.server.asking import ask

APP = KnownAddresses(Starlette(routes=map_file_routes()))
PAYLOAD = MapPayload("a.json", "0110", labels=("1 %", "2 %", "2 %", "<3"), texts={})


def test_a_page_says_the_names_of_its_lists_alone() -> None:
    sent = json.loads(PAYLOAD.to_json((), VALUE_FILES))["lists"]
    assert all(list(one) == ["digest"] for one in sent)
    whole = json.loads(PAYLOAD.to_json())["lists"]
    for one, expected in zip(sent, whole, strict=True):
        answer = ask(APP, f"/{FOLDER}/{one['digest']}.json", headers={"accept-encoding": "gzip"})
        assert answer.status == 200
        assert answer.headers["cache-control"] == A_YEAR
        assert json.loads(gzip.decompress(answer.body)) == expected
        assert json.loads(ask(APP, f"/{FOLDER}/{one['digest']}.json").body) == expected


def test_lists_that_are_gone_are_kept_by_nobody() -> None:
    answer = ask(APP, f"/{FOLDER}/0123456789ab.json")
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")


def test_files_of_lists_are_bounded_by_their_bytes() -> None:
    files = ValueFiles(kept_bytes=500)
    contents = {f"{rank:x}": "".join(map(str, range(rank, rank + 60))) for rank in range(12)}
    for digest, content in contents.items():
        files.keep(digest, content)
        files.keep("b", contents["b"])  # what is asked for again goes last
    kept = [digest for digest in contents if files.read(digest) is not None]
    assert 1 < len(kept) < len(contents)
    assert kept[-1] == "b"
    assert files.read("b") == contents["b"].encode()
