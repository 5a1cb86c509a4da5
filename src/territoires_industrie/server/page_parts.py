"""Scripts and styles that the server writes into pages, each from its file in this folder."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def script(*names: str, **constants: object) -> str:
    """Write scripts as one element of a page, after the constants that they use, as JSON."""
    told = [
        f"const {name} = {json.dumps(value, ensure_ascii=False)};\n"
        for name, value in constants.items()
    ]
    return f"<script>{''.join((*told, *map(_read, names)))}</script>"


def style(name: str) -> str:
    """Write a style sheet as an element of a page."""
    return f"<style>{_read(name)}</style>"


def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
