"""What an indicator made of a file says of itself: its key, words, digits, source and Python."""

import hashlib
from collections.abc import Collection
from math import floor, log10

import pandas as pd

from territoires_industrie.indicators import own
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.sources import Record
from territoires_industrie.upload.figures import count_decimals
from territoires_industrie.upload.limits import MAX_DECIMALS
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.roles import FORM_CELLS, Kind, Roles
from territoires_industrie.wording import N_, today

THEME = N_("Votre indicateur")
DIGEST_LENGTH = 12
DEFINITIONS = {
    Kind.COUNT: N_("Nombre lu dans votre fichier, additionné pour chaque unité."),
    Kind.QUOTIENT: N_(
        "Rapport lu dans votre fichier : numérateurs et dénominateurs sont additionnés pour "
        "chaque unité, puis divisés."
    ),
    Kind.RATE: N_("Rapport lu tel quel dans votre fichier."),
}
LIMITS = {
    Kind.COUNT: N_(
        "Une unité n’a de chiffre que si des lignes entières de votre fichier la composent."
    ),
    Kind.QUOTIENT: N_(
        "Une unité n’a de chiffre que si des lignes entières de votre fichier la composent, "
        "avec leurs deux termes."
    ),
    Kind.RATE: N_(
        "Sans numérateur ni dénominateur, ce rapport ne se recalcule pas pour un groupe : une "
        "unité n’a ce chiffre que si une seule ligne de votre fichier a exactement son périmètre."
    ),
}
KEPT_HERE = N_("Fichier de l’utilisateur, gardé dans sa session seulement")


def key_of(*made_of: object) -> str:
    """Name an indicator by what it is made of: the same file, read the same way, the same key."""
    told = "\n".join(map(str, made_of))
    return own.PREFIX + hashlib.sha256(told.encode()).hexdigest()[:DIGEST_LENGTH]


def indicator_of(
    table: RawTable, roles: Roles, levels: tuple[str, ...], figures: OwnFigures
) -> Indicator:
    """Describe the figures of a file as the registry describes an indicator."""
    kind = Kind(roles.kind)
    drawn = [cells[levels[0]]["value"].dropna() for cells in figures.by_year.values()]
    values = pd.concat(drawn)
    is_signed = kind is not Kind.COUNT and bool((values < 0).any())
    return Indicator(
        key=figures.source.table,
        measure=Measure.COUNT if kind is Kind.COUNT else Measure.RATIO,
        name=roles.title,
        definition=DEFINITIONS[kind],
        unit=roles.unit,
        decimals=_decimals(table, roles, values),
        levels=levels,
        years=tuple(figures.by_year),
        formula=figures,
        limits=LIMITS[kind],
        palette="diverging_zero" if is_signed else "sequential",
        theme=THEME,
    )


def _decimals(table: RawTable, roles: Roles, values: pd.Series) -> int:
    """Choose the digits after the decimal mark: never more than the file itself has."""
    decimals = decimals_of(values)
    if roles.kind == Kind.QUOTIENT:
        return decimals
    cells = table.cells[roles.value].head(FORM_CELLS)
    written = count_decimals(cells, roles.form(table, roles.value))
    is_whole = bool((values % 1 == 0).all())
    return 0 if is_whole else min(max(decimals, 1), written)


def decimals_of(values: pd.Series) -> int:
    """Choose the digits after the decimal mark: three significant ones of the median size.

    Whole numbers have none.

    >>> [decimals_of(pd.Series(v)) for v in ([12.0, 3.0], [12.5], [0.034], [1500.5])]
    [0, 1, 4, 0]
    """
    sizes = values.abs()
    if (sizes % 1 == 0).all():
        return 0
    # Zeros have no size, and no logarithm.
    median = float(sizes[sizes > 0].median())
    return min(max(0, 2 - floor(log10(median))), MAX_DECIMALS)


def record_of(table: RawTable, roles: Roles, rows: int, years: Collection[str]) -> Record:
    """State a user's file as the source; ``rows`` that have a unit, ``years`` of their figures."""
    first, last = min(years), max(years)
    return Record(
        title=f"{roles.title} ({table.name})",
        producer="",
        product=table.name,
        attribution=table.name,
        cog_year=roles.cog_year or None,
        reference_period=first if first == last else f"{first}-{last}",
        date_accessed=today().isoformat(),
        usage_warnings=LIMITS[Kind(roles.kind)],
        licence_upstream=KEPT_HERE,
        licence_redistributed_as=KEPT_HERE,
        sha256=table.sha256,
        rows=rows,
        key=(roles.key_column,),
        built_by="territoires_industrie.upload",
    )


def python_of(table: RawTable, roles: Roles) -> tuple[str, ...]:
    """Write the lines that read the file again the same way."""
    return (
        "from territoires_industrie.upload import Reading, Roles, use_file",
        "",
        "use_file(",
        f"    {table.name!r},",
        f"    {table.reading!r},",
        f"    {roles!r},",
        ")",
    )
