"""A data file that is not what it should be: every page opens, and says which file and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from territoires_industrie.data_state import SET_VARIABLE
from tests.faults.breaking import age, alter, cut, deny
from tests.faults.shown_pages import shown_in

Breakage = Callable[[Path], None]
MEASURES = "data/commune_measures_2026.parquet"
UNITS = "data/epci_2026.parquet"


def fault(what: str, file: str, spoil: Breakage, said: str, refused: str = "") -> object:
    seen = "every page opens; those that need the file name it, say why and how to mend it"
    marked = pytest.mark.fault(what, seen, said)
    return pytest.param(file, spoil, refused, marks=marked, id=what.lower().replace(" ", "-"))


@pytest.mark.parametrize(
    ("file", "spoil", "refused"),
    [
        fault("Table missing", MEASURES, Path.unlink, "Fichier absent"),
        fault("Table altered", UNITS, alter, "il a été modifié ou tronqué"),
        fault("Table truncated", MEASURES, cut, "il a été modifié ou tronqué"),
        fault(
            "Table unreadable",
            MEASURES,
            deny,
            "sa lecture est refusée",
            Path(MEASURES).name,
        ),
        fault("Table of another COG year", UNITS + ".toml", age, "d’une autre année"),
        fault("Record missing", MEASURES + ".toml", Path.unlink, "est absente"),
        fault("Index of the map truncated", "geo/screen.json", cut, "modifié ou tronqué"),
        fault("Map of another COG year", "geo/screen.json.toml", age, "d’une autre année"),
    ],
)
def test_a_broken_file_is_named_on_the_pages(
    data_set: Path, file: str, spoil: Breakage, refused: str, said: str
) -> None:
    spoil(data_set / file)
    pages = shown_in({SET_VARIABLE: str(data_set)}, refused)
    assert not [name for name, shown in pages.items() if shown["tracebacks"]]
    subject = Path(file).name.removesuffix(".toml").removesuffix(".parquet")
    told = [text for text in pages["carte"]["errors"] if said in text]
    assert told, pages["carte"]["errors"]
    assert subject in told[0]
    assert "Pour le rétablir" in told[0]


@pytest.mark.fault("Data whole", "every page opens; nothing to tell")
def test_a_whole_set_has_nothing_to_tell(data_set: Path) -> None:
    pages = shown_in({SET_VARIABLE: str(data_set)})
    assert not [shown for shown in pages.values() if shown["tracebacks"] or shown["errors"]]
    assert "rafraîchi le 2026-11-20" in "\n".join(pages["donnees"]["texts"])
