"""Cite an extract: address, date, fingerprint of the data, sources, and Python that rebuilds it."""

import hashlib
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.export.origin import (
    all_shown,
    export_title,
    filter_tables,
    generator,
    identity_tables,
    licences,
    used_records,
)
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.scene.extract import Extract
from territoires_industrie.sources import read_record, table_path, table_record
from territoires_industrie.wording import _, format_date, list_texts

FINGERPRINT_DIGITS = 16
"""Hexadecimal digits kept of the SHA-256: enough to tell two states of the data apart."""


@dataclass(frozen=True)
class Visit:
    """Where and when an extract was seen; both empty on the command line.

    Attributes
    ----------
    address
        Address of the view, which shows it again.
    day
        Day of the visit. Without it, the same request gives the same bytes on any day.
    """

    address: str = ""
    day: date | None = None


NO_VISIT = Visit()


@dataclass(frozen=True)
class Citation:
    """What to write beside a figure, a map or a table taken from the atlas."""

    title: str
    program: str
    fingerprint: str
    source: str
    python: str
    visit: Visit = NO_VISIT

    @property
    def text(self) -> str:
        """The citation as one paragraph, without the Python."""
        parts = [f"{self.title}. {self.program}."]
        if self.visit.address and self.visit.day:
            parts.append(
                _("{address} (consulté le {day}).").format(
                    address=self.visit.address, day=format_date(self.visit.day)
                )
            )
        parts.append(_("Empreinte des données : {digits}.").format(digits=self.fingerprint))
        return " ".join([*parts, self.source])


def cite(extract: Extract, visit: Visit = NO_VISIT) -> Citation:
    """Say how to cite an extract."""
    return Citation(
        title=export_title(extract),
        program=generator(),
        fingerprint=data_fingerprint(extract),
        source=source_sentence(extract),
        python=python_lines(extract),
        visit=visit,
    )


def used_files(extract: Extract) -> dict[str, str]:
    """List the files that a table is made from, with the SHA-256 that their records state."""
    ground = boundary_path(extract.level_key)
    files = {f"geo/{ground.name}": read_record(ground).sha256}
    for name in (*identity_tables(), *filter_tables(extract)):
        files[f"data/{table_path(name).name}"] = table_record(name).sha256
    for one in all_shown(extract):
        records = one.indicator.formula.records
        files |= {name: record.sha256 for name, record in records.items()}
    return dict(sorted(files.items()))


def data_fingerprint(extract: Extract) -> str:
    """Sum up the state of the data behind an extract in 16 hexadecimal digits.

    It is a hash over names and SHA-256 of the files used: two tables with the same
    fingerprint and the same choices hold the same figures, and one file that changes
    changes it.
    """
    listed = "\n".join(f"{name} {digest}" for name, digest in used_files(extract).items())
    return hashlib.sha256(listed.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def source_sentence(extract: Extract) -> str:
    """Cite figures and ground in one sentence, each attribution once."""
    ground, *others = used_records(extract)
    # A record may cite several producers, which others cite too.
    figures = dict.fromkeys(
        producer for record in others for producer in record.attribution.split(" ; ")
    )
    said = _(
        "Source : {figures}. Contours : {ground} ; code officiel géographique au "
        "1er janvier {year}. {licence}."
    )
    return said.format(
        figures=list_texts(figures),
        ground=ground.attribution,
        year=COG_YEAR,
        licence=licences(others),
    )


def python_lines(extract: Extract) -> str:
    """Write the few lines of Python that rebuild the table of an extract.

    >>> print(python_lines(Extract("region", indicator_keys=("population_count",))))
    import territoires_industrie as atlas
    <BLANKLINE>
    extract = atlas.Extract(level_key='region', indicator_keys=('population_count',))
    table = atlas.joined_extract(extract)
    fingerprint = atlas.data_fingerprint(extract)
    """
    return "\n".join(
        (
            "import territoires_industrie as atlas",
            "",
            *_brought_lines(extract),
            f"extract = {_call(extract)}",
            "table = atlas.joined_extract(extract)",
            "fingerprint = atlas.data_fingerprint(extract)",
        )
    )


def _brought_lines(extract: Extract) -> list[str]:
    """Write how each indicator of the user's own in an extract is read from its file."""
    return [line for one in all_shown(extract) for line in one.indicator.formula.python]


def _call(value: object, depth: int = 0) -> str:
    """Write the call that makes a value, leaving defaults out, one argument a line if long."""
    if not is_dataclass(value) or isinstance(value, type):
        return repr(value)
    given = []
    for one in fields(value):
        held = getattr(value, one.name)
        default = one.default if one.default_factory is MISSING else one.default_factory()
        if held != default:
            given.append(f"{one.name}={_call(held, depth + 1)}")
    return _wrapped(f"atlas.{type(value).__name__}", given, depth)


def _wrapped(name: str, given: Sequence[str], depth: int) -> str:
    line = f"{name}({', '.join(given)})"
    if len(line) + 4 * depth < 88 and "\n" not in line:
        return line
    inner = "    " * (depth + 1)
    return f"{name}(\n" + "".join(f"{inner}{one},\n" for one in given) + "    " * depth + ")"
