"""``atlas list``: the words that the other commands take, with what each means."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from territoires_industrie.commands.options import Language
from territoires_industrie.commands.words import check_choice
from territoires_industrie.errors import AtlasError
from territoires_industrie.export.files import write_standard_output
from territoires_industrie.levels import LEVEL_SLUGS, LEVELS, find_level
from territoires_industrie.wording import N_, _, fold

LIST_HELP = N_(
    "Liste les mots que prennent les autres commandes, en colonnes séparées par des tabulations. "
    "LEVEL : {levels}."
)
SEARCHED = 3
"""Columns where a text is looked for: codes and names, not the levels that have an indicator."""

Rows = Iterator[tuple[str, ...]]


def _levels() -> Rows:
    yield ("level", "phase", "name")
    for level in LEVELS.values():
        yield (level.slug, str(level.phase or ""), _(level.title))


def _indicators() -> Rows:
    from territoires_industrie.indicators import INDICATORS

    yield ("indicator", "name", "unit", "years", "levels")
    for one in INDICATORS.values():
        slugs = dict.fromkeys(LEVELS[key].slug for key in one.levels)
        years = one.years[0] if len(one.years) == 1 else f"{one.years[0]}-{one.years[-1]}"
        yield (one.key, one.title, _(one.unit), years, " ".join(slugs))


def _sectors() -> Rows:
    from territoires_industrie.statistics.sectors import industrial_sectors, sector_label

    yield ("sector", "name")
    for code in industrial_sectors():
        yield (code, sector_label(code))


def _formats() -> Rows:
    from territoires_industrie.export.formats import FORMATS

    yield ("format", "endings")
    for key, one in FORMATS.items():
        yield (key, " ".join(f".{ending}" for ending in one.suffixes))


def list_units(slug: str, phase: int | None) -> Rows:
    """List the units of a level, a head first: code, name, département, région."""
    from territoires_industrie.membership import read_units

    level = find_level(slug, phase)
    yield ("code", "name", "departement", "region")
    units = read_units(level.key)
    for code, name, departement, region in zip(
        units.index, units["name"], units["departement_code"], units["region_code"], strict=True
    ):
        yield (str(code), str(name), str(departement), str(region))


REGISTRIES: dict[str, Callable[[], Rows]] = {
    "levels": _levels,
    "indicators": _indicators,
    "sectors": _sectors,
    "formats": _formats,
}


def list_words(
    what: Annotated[str, typer.Argument(metavar="|".join((*REGISTRIES, "LEVEL")))],
    search: Annotated[
        str,
        typer.Option(metavar="TEXT", help=N_("Garde les lignes qui contiennent ces mots.")),
    ] = "",
    phase: Annotated[
        str | None, typer.Option(help=N_("Phase du programme, pour LEVEL territoire (2 sinon)."))
    ] = None,
    _lang: Language = "fr",
) -> None:
    """Write a list to the standard output."""
    from territoires_industrie.scene.address import PHASES
    from territoires_industrie.scene.errors import need_option

    check_choice(what, (*REGISTRIES, *LEVEL_SLUGS), "atlas list")
    if phase is not None:
        check_choice(phase, PHASES, "--phase")
        need_option("--phase", "territoire", what == "territoire")
    head, *lines = REGISTRIES[what]() if what in REGISTRIES else list_units(what, int(phase or 2))
    words = fold(search).split()
    texts = [fold(" ".join(line[:SEARCHED])) for line in lines]
    found = [
        line for line, text in zip(lines, texts, strict=True) if all(word in text for word in words)
    ]
    if not found:
        text = _("--search : aucune ligne de « {what} » ne contient « {search} ».")
        raise AtlasError(text, what=what, search=search)
    written = io.StringIO()
    csv.writer(written, "excel-tab", lineterminator="\n").writerows([head, *found])
    write_standard_output(written.getvalue().encode())
