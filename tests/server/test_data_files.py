"""Data by address as a server answers it: kept, in part, refused in words, bounded."""

import asyncio
import json

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from territoires_industrie.export.by_address import export_data_file, read_data_file
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.jobs.workers import BusyError
from territoires_industrie.server import data_files, made
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.data_files import data_file_routes
from territoires_industrie.server.edition import edition
from territoires_industrie.server.made import MOST_AT_ONCE
from territoires_industrie.sources import ROOT
from tests.jobs.waiting import Queue
from tests.server.asking import ask

REGION = "/donnees/region.csv?region=28&indicateur=population_count"


@pytest.fixture
def app() -> ASGIApp:
    return KnownAddresses(Starlette(routes=data_file_routes()))


def test_a_file_is_answered_and_may_be_kept(app: ASGIApp) -> None:
    answer = ask(app, REGION)
    file = read_data_file("region.csv", {"region": "28", "indicateur": "population_count"})
    assert (answer.status, answer.body) == (200, export_data_file(file))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "max-age" in answer.headers["cache-control"]
    assert "normandie" in answer.headers["content-disposition"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    head = ask(app, REGION, method="HEAD")
    assert head.body == b""
    assert {name: head.headers[name] for name in ("etag", "content-length")} == {
        "etag": answer.headers["etag"],
        "content-length": str(len(answer.body)),
    }


def test_what_is_known_is_not_made_again(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask(app, REGION)
    monkeypatch.setattr(made, "ask", None)
    for headers in (
        {"if-none-match": first.headers["etag"]},
        {"if-none-match": f'"other", W/{first.headers["etag"]}'},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        answer = ask(app, REGION, headers)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"range": f"bytes={'9' * 5000}-"},
        {"if-modified-since": f"Mon, 01 Jan 2024 00:00:00 +{'9' * 20}"},
    ],
    ids=["range", "zone"],
)
def test_numbers_beyond_reason_are_passed_over(app: ASGIApp, headers: dict[str, str]) -> None:
    assert ask(app, REGION, headers).status == 200


def test_another_request_has_another_tag(app: ASGIApp) -> None:
    tags = {
        ask(app, f"{REGION}{more}").headers["etag"]
        for more in ("", "&decimales=point", "&lang=en", "&annee=2021")
    }
    assert len(tags) == 4


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=10-", 10, None), ("bytes=-7", -7, None)],
)
def test_a_part_is_answered_as_such(app: ASGIApp, asked: str, first: int, last: int | None) -> None:
    whole = ask(app, REGION).body
    answer = ask(app, REGION, {"range": asked})
    assert answer.status == 206
    assert answer.body == whole[first : None if last is None else last + 1]
    assert answer.headers["content-range"].endswith(f"/{len(whole)}")


def test_a_part_beyond_the_end_or_of_another_edition_is_not_answered(app: ASGIApp) -> None:
    assert ask(app, REGION, {"range": "bytes=99999999-"}).status == 416
    assert ask(app, REGION, {"range": "bytes=0-9", "if-range": '"other"'}).status == 200


def test_errors_are_told_in_words(app: ASGIApp) -> None:
    wrong = ask(app, "/donnees/region.csv?region=82")
    assert wrong.status == 400
    assert wrong.headers["access-control-allow-origin"] == "*"
    assert wrong.headers["content-type"].startswith("text/plain")
    assert "« region=82 » n’existe pas" in wrong.body.decode()
    english = ask(app, "/donnees/region.csv?region=82&lang=en")
    assert "does not exist" in english.body.decode()
    told = ask(app, "/donnees/region.csv?region=82&x=1", {"accept": "application/json"})
    assert len(json.loads(told.body)["errors"]) == 2
    for name in ("regions.csv", "a/b/c", "%2e%2e/secret"):
        none = ask(app, f"/donnees/{name}")
        assert (none.status, none.headers["access-control-allow-origin"]) == (404, "*")
    assert ask(app, "/donnees/region.csv", method="POST").status == 405


def test_an_error_is_a_page_for_a_browser(app: ASGIApp) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = ask(app, "/donnees/region.csv?region=<b>&lang=en", browser)
    assert page.status == 400
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="en">' in page.body.decode()
    assert "&lt;b&gt;" in page.body.decode()


def test_the_queue_is_left_to_readers(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_job: object) -> None:
        raise BusyError("plein")

    monkeypatch.setattr(made, "ask", refuse)
    busy = ask(app, REGION)
    assert (busy.status, busy.headers["retry-after"]) == (503, "10")
    assert busy.headers["access-control-allow-origin"] == "*"
    assert "plein" in busy.body.decode()


class Here:
    """Who asked, and stays."""

    async def is_disconnected(self) -> bool:
        return False


def test_many_may_wait_for_one_file_and_few_for_different_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue = Queue()
    monkeypatch.setattr(made, "ask", lambda job: Work(job, queue))

    async def wait() -> None:
        files = made.MadeFiles()
        jobs = [Job(bytes, (size,)) for size in range(MOST_AT_ONCE)]
        waiting = [asyncio.create_task(files.make(Here(), job)) for job in jobs + jobs[:1] * 50]
        await asyncio.sleep(0.05)
        assert not any(task.done() for task in waiting)
        with pytest.raises(BusyError, match="Recommencez"):
            await files.make(Here(), Job(bytes, (-1,)))
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert len(queue.left) == len(waiting)
        assert not files._waiting

    asyncio.run(wait())


class Full:
    """A queue that takes nothing more but has one file, kept or held."""

    def __init__(self, job: Job) -> None:
        self.work = Work(job, Queue())
        self.work.finish(b"kept")

    def find(self, job: Job) -> Work | None:
        return self.work if job == self.work.job else None


def test_what_is_there_is_answered_however_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Job(bytes, (1,))
    monkeypatch.setattr(made, "find", Full(there).find)
    files = made.MadeFiles()
    files._waiting.update(Job(bytes, (-size,)) for size in range(MOST_AT_ONCE))
    assert asyncio.run(files.make(Here(), there)) == b"kept"
    with pytest.raises(BusyError, match="Recommencez"):
        asyncio.run(files.make(Here(), Job(bytes, (2,))))


def test_what_is_taken_slowly_is_held_once_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads slowly holds its file as long as it likes."""
    done: list[Job] = []

    def work_on(job: Job) -> Work:
        done.append(job)
        work = Work(job, Queue())
        work.finish(job())
        return work

    monkeypatch.setattr(made, "ask", work_on)
    monkeypatch.setattr(made, "TAKEN_BYTES", 1000)
    files = made.MadeFiles()
    jobs = [Job(bytes, (size,)) for size in (900, 100, 101, 5000)]

    async def take() -> None:
        content = await files.make(Here(), jobs[0])
        with files.being_taken(jobs[0], content):
            assert await files.make(Here(), jobs[0]) is content
            assert done == jobs[:1]
            with files.being_taken(jobs[0], content):
                assert len(await files.make(Here(), jobs[1])) == 100
            with pytest.raises(BusyError, match="Recommencez"):
                await files.make(Here(), jobs[2])
            # Who asked for it, and left, has none of it.
            with files.being_taken(jobs[2], b""):
                assert list(files._taken) == jobs[:1]
        assert not files._taken
        assert len(await files.make(Here(), jobs[3])) == 5000

    asyncio.run(take())


def test_a_file_counts_until_it_has_been_sent(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_counted(message: Message) -> None:
            counted.append(sum(one.takers for one in made.MADE._taken.values()))
            await send(message)

        await app(scope, receive, send_counted)

    assert ask(noting, REGION).status == 200
    assert set(counted) == {1}
    assert not made.MADE._taken


def test_who_leaves_is_waited_for_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = Queue()
    work = Work(Job(bytes), queue)
    monkeypatch.setattr(made, "ask", lambda _job: work)

    class Gone:
        async def is_disconnected(self) -> bool:
            return True

    assert asyncio.run(made.MadeFiles().make(Gone(), work.job)) == b""
    assert queue.left == [work]


def test_the_edition_changes_with_the_changelog(monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed of changes is made from it: a browser that kept it would keep the former one."""
    known = edition()
    monkeypatch.setattr("territoires_industrie.server.edition.CHANGELOG", ROOT / "README.md")
    assert edition.__wrapped__() != known


@pytest.mark.parametrize("name", list(data_files.DESCRIPTIONS))
def test_what_describes_the_data_is_answered_and_kept(app: ASGIApp, name: str) -> None:
    answer = ask(app, f"/donnees/{name}")
    assert answer.status == 200
    assert len(answer.body) > 1000
    assert ask(app, f"/donnees/{name}", {"if-none-match": answer.headers["etag"]}).status == 304


def test_the_files_of_the_package_are_there(app: ASGIApp) -> None:
    described = json.loads(ask(app, "/donnees/datapackage.json").body)
    for one in described["resources"][:3]:
        assert ask(app, f"/donnees/{one['path']}", method="HEAD").status == 200
    assert ask(app, "/donnees/data/../../pyproject.toml").status == 404
    table = ask(app, f"/donnees/{described['resources'][0]['path']}", method="HEAD")
    assert (table.status, table.headers["access-control-allow-origin"]) == (200, "*")
