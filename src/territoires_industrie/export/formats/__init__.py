"""Formats that tables leave the atlas in: one module each, found by themselves.

A module that defines ``FORMAT`` is a format of the command, and of the pages unless it says no.
"""

from importlib import import_module
from pkgutil import iter_modules

from territoires_industrie.export.format import Format


def _read_formats() -> dict[str, Format]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    formats: list[Format] = sorted((one.FORMAT for one in modules), key=lambda one: one.rank)
    return {one.key: one for one in formats}


FORMATS = _read_formats()
"""Every format by name, in the order of the lists, the default first."""

PAGE_FORMATS = {key: one for key, one in FORMATS.items() if one.on_page}
"""Formats of the pages, in the order of their list."""
