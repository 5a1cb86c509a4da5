"""Years that no published total is known of: said, and never refused."""

from typing import Any
from unittest.mock import Mock

import pandas as pd
import pytest

from territoires_industrie import sources
from territoires_industrie.refresh import differences, driver, received
from territoires_industrie.refresh.driver import Refreshed
from territoires_industrie.refresh.received import check_received, list_unknown

KNOWN, LATER = "2024", "2025"


def receive(monkeypatch: pytest.MonkeyPatch, year: str) -> None:
    """Put in use tables of a year by unit and by EPCI; what they hold is in order."""
    total = sources.read_table("epci_private_jobs_2024").groupby("year")["private_jobs_count"].sum()
    jobs = pd.DataFrame({"year": ["2006", year], "published_jobs_count": [1, total.max()]})
    monkeypatch.setattr(received, "epci_table", lambda: f"epci_jobs_a38_{year}")
    monkeypatch.setattr(received, "unit_year", lambda: year)
    monkeypatch.setattr(
        received,
        "read_table",
        lambda name: jobs if name.startswith("epci_jobs") else sources.read_table(name),
    )


def test_a_year_without_a_published_total_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    receive(monkeypatch, LATER)
    told = list(list_unknown())
    assert [line.partition(" : ")[0] for line in told] == [
        f"Emploi privé par EPCI {LATER}",
        f"FLORES {LATER}",
    ]
    assert not list(check_received())


def test_a_year_with_its_total_needs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    receive(monkeypatch, KNOWN)
    assert not list(list_unknown())


def test_what_is_not_compared_is_told_and_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[str, dict[str, Any]] = {
        "check": {"files": [], "totals": [], "unknown": ["FLORES 2025"]}
    }
    monkeypatch.setattr(driver, "run_on", lambda _folder, task, *_more: answers.get(task, {}))
    monkeypatch.setattr(differences, "compare", lambda _before, _after: [])
    done = Refreshed()
    driver._complete(Mock(changed=[]), done, lambda _line: None, accept_totals=False)
    assert done.differences == ["Total : FLORES 2025"]
    assert done.is_well
