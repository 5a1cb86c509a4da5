"""Files whose every text is a link, an icon, a formula and bold type at once."""

import json
from dataclasses import replace
from pathlib import Path

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.upload import bring_indicator, propose_roles, read_upload
from territoires_industrie.upload.archive import repack, unpack
from territoires_industrie.upload.saving import WORDS, save_indicators

TABLES = Path(__file__).parent / "tables"
SHORT = "**b** $x$ :red[r]"
TEXT = (
    "**bold** :material/home: https://other.test www.other.test a@other.test $x^2$ :red[r] "
    "![x](//other.test)"
)
MARKS = (
    "**bold**",
    "**b**",
    "$x",
    ":material/home:",
    "https://other",
    "www.other",
    "a@other",
    "![x]",
)
"""What Markdown would make something of, as it stands in these texts."""


def hostile_indicators() -> bytes:
    """Write a file of two saved indicators, a series and a ratio, which is not turned down."""
    name = "merged_titles_and_total.xlsx"
    table = read_upload(name, (TABLES / name).read_bytes())
    roles = propose_roles(table)
    made = [bring_indicator(table, replace(roles, kind=kind)).own for kind in ("count", "rate")]
    parts = unpack(save_indicators(made))
    told = json.loads(parts[WORDS])
    for words in told:
        record = words["record"]
        texts = [key for key, value in record.items() if isinstance(value, str)]
        record.update({key: TEXT for key in texts if not key.startswith("url_")}, key=[TEXT])
        words.update(dict.fromkeys(("name", "definition", "limits", "theme"), TEXT))
        words.update(unit=SHORT, lines=[f"use_file({TEXT!r})"])
    return repack({**parts, WORDS: json.dumps(told).encode()})


def hostile_table() -> bytes:
    """Write a table of two rows a unit, told apart by a column whose title is hostile."""
    rows = [
        f'{code};"{kind} {TEXT}";{rank}'
        for rank, code in enumerate(screen_geometry("departement").codes)
        for kind in ("Hommes", "Femmes")
    ]
    return "\n".join([f'dep;"{TEXT}";valeur', *rows]).encode()
