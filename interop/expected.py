"""The files that programs are to open, and what they must find in them."""

from dataclasses import dataclass
from pathlib import Path

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.styled import layer_styles
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.scene.view import View

KEY = "private_jobs_count"
TABLE = Table(View("epci", KEY), (KEY, "industrial_jobs_share_pct"))
LAYER = "epci"
CODE = "epci_siren"


@dataclass(frozen=True)
class Expected:
    """What is in every file.

    Attributes
    ----------
    count, total
        Rows, and the sum of ``KEY`` over them.
    first_code
        Code of the first row: a text, with its zeros.
    classes
        Label and colour of the rules of the stored style, and how many rows each draws.
    """

    count: int
    total: int
    first_code: str
    classes: tuple[tuple[str, str, int], ...]


def write_files(folder: Path) -> dict[str, Path]:
    """Write one file a format; by key."""
    made = {}
    for key, form in FORMATS.items():
        made[key] = folder / f"{LAYER}.{form.suffix}"
        made[key].write_bytes(export_table(TABLE, key))
    return made


def expect() -> Expected:
    """Work out what the files hold, without reading them."""
    rows = joined_table(TABLE)
    style = layer_styles(TABLE)[0]
    classes = style.scene.classification
    counts = {number + 1: int(count) for number, count in enumerate(classes.counts)}
    missing = {str(status): int(count) for status, count in classes.missing_counts.items()}
    drawn = tuple((rule.label, rule.colour, (counts | missing)[rule.value]) for rule in style.rules)
    return Expected(len(rows), int(rows[KEY].sum()), str(rows[CODE].iloc[0]), drawn)
