"""Cite a table: address, date, fingerprint of the data, sources, and Python that rebuilds it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.export.manner import NO_VISIT, Visit
from territoires_industrie.export.origin import (
    IDENTITY_TABLES,
    all_shown,
    export_title,
    filter_records,
    generator,
    licences,
    used_records,
)
from territoires_industrie.export.table import Table, table_of
from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.scene.view import View
from territoires_industrie.sources import Record, read_record, table_path, table_record
from territoires_industrie.wording import _, format_date, list_texts

FINGERPRINT_DIGITS = 16
"""Hexadecimal digits kept of the SHA-256: enough to tell two states of the data apart."""


ALWAYS_WRITTEN = ("level",)
"""Arguments that a line of Python holds even where they are the default."""


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
    def bibtex(self) -> str:
        """The citation as an entry of BibTeX."""
        entry = {"title": f"{{{_latex(self.title)}}}", "author": f"{{{_latex(self.program)}}}"}
        if self.visit.day:
            entry |= {"year": str(self.visit.day.year), "urldate": self.visit.day.isoformat()}
        if self.visit.address:
            entry["url"] = self.visit.address
        fingerprint = _("Empreinte des données : {digits}.").format(digits=self.fingerprint)
        entry["note"] = _latex(f"{fingerprint} {self.source}")
        lines = "".join(f"  {name} = {{{text}}},\n" for name, text in entry.items())
        return f"@misc{{territoires-industrie-{self.fingerprint},\n{lines}}}"

    @property
    def text(self) -> str:
        """The citation as one paragraph, without the Python."""
        parts = [f"{self.title}. {self.program}."]
        if self.visit.address and self.visit.day:
            said = _("{address} (consulté le {day}).")
            if self.visit.is_local:
                said = _("{address} (atlas installé sur l’ordinateur de l’auteur, vu le {day}).")
            parts.append(said.format(address=self.visit.address, day=format_date(self.visit.day)))
        parts.append(_("Empreinte des données : {digits}.").format(digits=self.fingerprint))
        return " ".join([*parts, self.source])


def _latex(text: str) -> str:
    r"""Keep the signs of a text from being read as commands.

    >>> _latex("Part, % & {écart}")
    'Part, \\% \\& \\{écart\\}'
    """
    return re.sub(r"([\\&%$#_{}])", r"\\\1", text)


def cite(taken: Table | View, visit: Visit = NO_VISIT) -> Citation:
    """Return how to cite a table; a view stands for the indicator that it shows."""
    table = table_of(taken)
    return Citation(
        title=export_title(table),
        program=generator(),
        fingerprint=data_fingerprint(table),
        source=source_sentence(table),
        python=python_lines(table),
        visit=visit,
    )


def cite_tables(
    title: str,
    tables: Sequence[str],
    python: str,
    visit: Visit = NO_VISIT,
    own: Sequence[Formula] = (),
) -> Citation:
    """Return how to cite rows of tables of ``data/`` that show no indicator of a map.

    Parameters
    ----------
    python
        Expression of the library that gives the same rows.
    own
        Figures of a user's own among them, whose records come with them.
    """
    brought = {name: record for one in own for name, record in one.records.items()}
    records = [*(table_record(name) for name in tables), *brought.values()]
    lines = "".join(f"{line}\n" for one in own for line in one.python)
    said = _("Source : {figures}. {licence}.")
    return Citation(
        title=title,
        program=generator(),
        fingerprint=_fingerprint(
            {f"data/{table_path(n).name}": table_record(n).sha256 for n in sorted(tables)}
            | {name: brought[name].sha256 for name in sorted(brought)}
        ),
        source=said.format(figures=_producers(records), licence=licences(records)),
        python=f"import territoires_industrie as atlas\n\n{lines}rows = {python}",
        visit=visit,
    )


def used_files(table: Table) -> dict[str, str]:
    """List the files that a table is made from, with the SHA-256 that their records state."""
    ground = boundary_path(table.view.level)
    files = {f"geo/{ground.name}": read_record(ground).sha256}
    for name in IDENTITY_TABLES:
        files[f"data/{table_path(name).name}"] = table_record(name).sha256
    shown = (one.indicator.formula.records for one in all_shown(table))
    for records in (filter_records(table), *shown):
        files |= {name: record.sha256 for name, record in records.items()}
    return dict(sorted(files.items()))


def data_fingerprint(taken: Table | View) -> str:
    """Sum up the state of the data behind a table in 16 hexadecimal digits.

    It is a hash over names and SHA-256 of the files used: two tables with the same
    fingerprint and the same choices hold the same figures, and one file that changes
    changes it.
    """
    return _fingerprint(used_files(table_of(taken)))


def _fingerprint(files: Mapping[str, str]) -> str:
    # Of the files, not of the rows: the same data give the same digits in any language and order.
    listed = "\n".join(f"{name} {digest}" for name, digest in files.items())
    return hashlib.sha256(listed.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def source_sentence(table: Table) -> str:
    """Cite figures and ground in one sentence, each attribution once."""
    ground, *others = used_records(table)
    said = _(
        "Source : {figures}. Contours : {ground} ; code officiel géographique au "
        "1er janvier {year}. {licence}."
    )
    return said.format(
        figures=_producers(others),
        ground=_(ground.attribution),
        year=COG_YEAR,
        licence=licences(others),
    )


def _producers(records: Sequence[Record]) -> str:
    """List producers once each: a record may cite several, which others cite too."""
    return list_texts(dict.fromkeys(name for record in records for name in record.cited))


def python_lines(table: Table) -> str:
    """Write the few lines of Python that rebuild the rows of a table.

    >>> print(python_lines(Table(View("region"), ("population_count",))))
    import territoires_industrie as atlas
    <BLANKLINE>
    view = atlas.View(level='region')
    table = atlas.Table(view, indicators=('population_count',))
    rows = atlas.joined_table(table)
    fingerprint = atlas.data_fingerprint(table)
    """
    # What a page shows beside, its classes or its selection, changes no row.
    rows_only = View(table.view.level, year=table.view.year, filter=table.view.filter)
    return "\n".join(
        (
            "import territoires_industrie as atlas",
            "",
            # Those of the registry need no line: a user's own is first read from its file.
            *(line for one in all_shown(table) for line in one.indicator.formula.python),
            f"view = {call_of(rows_only)}",
            f"table = {_wrapped('atlas.Table', _table_arguments(table), 0)}",
            f"rows = atlas.{'long_rows' if table.every_year else 'joined_table'}(table)",
            "fingerprint = atlas.data_fingerprint(table)",
        )
    )


def _table_arguments(table: Table) -> list[str]:
    given = ["view", f"indicators={table.indicators!r}"]
    given += [f"order={table.order!r}"] if table.order else []
    return [*given, "every_year=True"] if table.every_year else given


def call_of(value: object, depth: int = 0) -> str:
    """Write the call that makes a value, leaving defaults out, one argument a line if long."""
    if not is_dataclass(value) or isinstance(value, type):
        return repr(value)
    given = []
    for one in fields(value):
        held = getattr(value, one.name)
        default = one.default if one.default_factory is MISSING else one.default_factory()
        # What a page shows beside the figures (``View.options``) changes no file.
        if one.repr and (held != default or one.name in ALWAYS_WRITTEN):
            given.append(f"{one.name}={call_of(held, depth + 1)}")
    return _wrapped(f"atlas.{type(value).__name__}", given, depth)


def _wrapped(name: str, given: Sequence[str], depth: int) -> str:
    line = f"{name}({', '.join(given)})"
    # The usual line length of Python: these lines are pasted into somebody's code.
    if len(line) + 4 * depth < 88 and "\n" not in line:
        return line
    inner = "    " * (depth + 1)
    return f"{name}(\n" + "".join(f"{inner}{one},\n" for one in given) + "    " * depth + ")"
