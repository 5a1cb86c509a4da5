"""From one COG year to another: vintages of the files, passage, and what each join lost."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.errors import DataFileError
from territoires_industrie.fields import find_field
from territoires_industrie.indicators import INDICATORS
from territoires_industrie.join import UNKNOWN_YEAR, JoinReport, read_passage, unchanged_epci
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.membership import read_units
from territoires_industrie.method.model import Entry, Table, kept_facts
from territoires_industrie.method.prose import Holes, Rows
from territoires_industrie.method.provenance import list_notes
from territoires_industrie.sources import check_file, read_table, table_path, table_record
from territoires_industrie.statistics.industry import PROFILE_TABLE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, fold, format_number, list_texts

REPORTS = "join_reports.json"
JOBS_DIFFERENCE = "epci_private_jobs_difference_2024"
UNLOCATED = "ZZZZZZZZZ"
LEGAL_POPULATION = "population légale "
"""How the build names the joins of the legal populations, one a year."""


@dataclass(frozen=True, kw_only=True)
class JoinNote(JoinReport):
    """One entry of ``data/join_reports.json``.

    ``absent`` is empty when there are too many to be listed; ``absent_count`` never lies.
    """

    absent_count: int


def read_join_notes() -> tuple[JoinNote, ...]:
    """Read every join report, in the order of the build.

    Raises
    ------
    DataFileError
        If the file is missing, altered or of another shape.
    """
    path = sources.DATA / REPORTS
    check_file(path)
    return _read_notes(path.read_text("utf-8"))


@cache
def _read_notes(text: str) -> tuple[JoinNote, ...]:
    try:
        return tuple(_to_note(entry) for entry in json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        told = _("data/{file} : comptes rendus de jointure attendus, autre chose trouvé.")
        raise DataFileError(told, file=REPORTS) from error


def _to_note(entry: dict[str, object]) -> JoinNote:
    kept = {**entry}
    for name in ("unmatched", "absent"):
        kept[name] = tuple(kept[name])  # type: ignore[arg-type]
    return JoinNote(**kept)  # type: ignore[arg-type]


def notes_of(table: str) -> tuple[JoinNote, ...]:
    """List the join reports of one table, by the name of its file without ending."""
    return tuple(note for note in read_join_notes() if note.table == table)


def vintage_holes() -> Holes:
    """Count what each passage from one year to another changes, and report every join."""
    passage, names = read_passage(), read_units("commune")["name"]
    profile_year = table_record(PROFILE_TABLE).cog_year or 0
    same, then = unchanged_epci(profile_year), _epci_of(profile_year)
    changed = say_codes(sorted(then - same), known_names())
    jobs = read_table(JOBS_DIFFERENCE)
    last = jobs[jobs["year"] == jobs["year"].max()]
    texts = {
        "cog_year": str(COG_YEAR),
        "passage_codes": format_number(len(passage.target)),
        "communes_count": format_number(len(passage.current)),
        "profile_year": str(profile_year),
        "same_epci": format_number(len(same)),
        "changed_epci": changed or _("aucun"),
        "jobs_year": str(jobs["year"].max()),
        "jobs_epci": format_number(len(last)),
        "jobs_gap": format_number(int(last["difference_count"].astype(int).sum()), sign=True),
        "jobs_file": f"data/{table_path(JOBS_DIFFERENCE).name}",
    }
    restored = [
        (f"{names[child]} ({child})", f"{names[parent]} ({parent})")
        for child, parent in sorted(passage.parents.items())
    ]
    rows: dict[str, Rows] = {"vintages": list(_vintages()), "restored": restored}
    return Holes(texts, rows, {"joins": [explain_join(note) for note in read_join_notes()]})


def decision_holes() -> Holes:
    """Count what the decisions speak of."""
    years = INDICATORS["population_count"].years
    numbers = {"communes_count": len(read_units("commune")), "status_count": len(Status)}
    texts = {name: format_number(number) for name, number in numbers.items()}
    dates = {"cog_year": str(COG_YEAR), "first_year": years[0], "last_year": years[-1]}
    return Holes({**texts, **dates, "statuses": ", ".join(_(one.word) for one in Status)})


def _vintages() -> Iterator[tuple[str, ...]]:
    for note in list_notes():
        if record := note.record:
            year = str(record.cog_year or "–")
            yield note.name, _(record.reference_period), year, record.date_published or "–"


def _epci_of(cog_year: int) -> frozenset[str]:
    table = read_table("epci_composition_2019_2026")
    return frozenset(table.loc[table["cog_year"] == cog_year, "epci_siren"])


def join_title(note: JoinNote) -> str:
    """Name the table of a join report: the title of its record, or the legal population."""
    if note.table.startswith(LEGAL_POPULATION):
        year = note.table.removeprefix(LEGAL_POPULATION)
        return _("Population légale de {year}").format(year=year)
    return _(table_record(note.table).title)


def explain_join(note: JoinNote) -> Entry:
    """Explain what a table kept and lost on its way to the units of the map."""
    names = known_names()
    restored = [f"{_named(a, names)} ← {_named(b, names)}" for a, b in note.restored.items()]
    absent = say_codes(note.absent, names)
    if note.absent_count and not note.absent:
        absent = _("{count}, trop pour être listées").format(count=format_number(note.absent_count))
    return Entry(
        slug="jointure-" + fold(note.table).replace(" ", "-"),
        title=join_title(note),
        facts=kept_facts(
            (_("Fichier"), note.table),
            (_("Année du COG"), _cog_year(note)),
            (_("Lignes"), format_number(note.rows)),
            (_("Codes reconnus tels quels"), format_number(note.matched)),
            (_("Codes passés"), format_number(note.passed)),
            (_("Sans correspondance"), say_codes(note.unmatched, names) or _("aucun code")),
            (_("Unités sans ligne"), absent or _("aucune")),
            (_("Rétablies, comptées avec"), list_texts(restored)),
        ),
        tables=_totals(note),
    )


def _cog_year(note: JoinNote) -> str:
    if note.cog_year == UNKNOWN_YEAR:
        return _("non dite par le producteur : codes de toute année admis")
    return str(note.cog_year)


def _totals(note: JoinNote) -> tuple[Table, ...]:
    if not note.totals:
        return ()
    rows = tuple(
        (_measure(column), format_number(before), format_number(after))
        for column, (before, after) in note.totals.items()
    )
    return (Table((_("Mesure"), _("Somme avant"), _("Somme après")), rows),)


def _measure(column: str) -> str:
    if column == "brownfields_count":
        return _("Sites")
    year = column.rsplit("_", 1)[-1]
    return f"{_(find_field(column).definition)}, {year}"


@cache
def known_names() -> pd.Series:
    """Return the name of every commune, EPCI, EPT and zone d'emploi by its code.

    An EPCI that is no more has the name that it had last.
    """
    ept = read_table("ept_2026").set_index("ept_siren")["ept_name"]
    units = [read_units(key)["name"] for key in ("commune", "epci", "zone_emploi")]
    composition = read_table("epci_composition_2019_2026").sort_values("cog_year")
    last = composition.drop_duplicates("epci_siren", keep="last").set_index("epci_siren")
    names: pd.Series = pd.concat([*units, ept, last["epci_name"]])
    unique: pd.Series = names[~names.index.duplicated()]
    return unique


def say_codes(codes: Iterable[str], names: pd.Series) -> str:
    """List codes with their names."""
    return list_texts(_named(code, names) for code in codes)


def _named(code: str, names: pd.Series) -> str:
    # Two codes of the sources that are no place.
    special = {"": _("lignes sans code"), UNLOCATED: _("emplois non localisés")}
    name = special.get(code) or names.get(code, "")
    return f"{code} {name}".strip()
