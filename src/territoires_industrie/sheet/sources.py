"""Sources of a sheet: the files that its figures come from, with vintage and licence."""

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.sheet.model import Sheet
from territoires_industrie.sources import Record, read_record
from territoires_industrie.wording import _, say_dated


def cite_sources(sheet: Sheet) -> tuple[str, ...]:
    """Cite the boundaries of a sheet, then each file that it has figures from, once."""
    ground = read_record(boundary_path(sheet.level_key))
    first = _(
        "Contours : {attribution}, code officiel géographique au 1er janvier {year}. {licence}."
    ).format(
        attribution=_(ground.attribution),
        year=COG_YEAR,
        licence=_(ground.licence_redistributed_as),
    )
    return (first, *(_cite(record) for record in dict.fromkeys(sheet.records())))


def name_producers(sheet: Sheet) -> tuple[str, ...]:
    """Name the producers of the boundaries and figures of a sheet, each once."""
    everything = [read_record(boundary_path(sheet.level_key)), *sheet.records()]
    # A file may cite several, which others cite too.
    return tuple(dict.fromkeys(name for record in everything for name in record.cited))


def _cite(record: Record) -> str:
    text = _("{title} : {attribution} ({period}). {licence}.")
    return text.format(
        title=say_dated(record.title),
        attribution=_(record.attribution),
        period=_(record.reference_period),
        licence=_(record.licence_redistributed_as),
    )
