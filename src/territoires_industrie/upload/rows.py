"""Rows of a file to pieces of ground: which are kept, and why the others are not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import nan

import pandas as pd

from territoires_industrie.join import ARRONDISSEMENTS, UNKNOWN_YEAR, JoinReport, unchanged_epci
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.status import MARKED, Status
from territoires_industrie.upload.columns import explain_no_key, recognise_columns
from territoires_industrie.upload.figures import UNREADABLE, read_figures, take_statuses
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.keys import find_ground, find_pieces
from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.reasons import why_unmatched
from territoires_industrie.upload.roles import Kind, Roles
from territoires_industrie.wording import _, format_number, list_texts

READABLE_SHARE = 0.5
"""Below, the column is of another type than figures."""

EXPLAINED_CODES = 500
"""Codes whose reason is looked up, which takes a while each; the others have the plain one."""


@dataclass(frozen=True, eq=False)
class KeptRows:
    """Rows of a file that name a unit, as pieces of ground.

    Attributes
    ----------
    value, denominator
        Figures by piece: ``value`` and ``status``; no denominator but for a quotient.
    ground
        ``piece`` and ``commune_code`` (of 2026).
    report
        What matched, as any join of the atlas says it.
    unmatched, duplicates, unreadable
        Rows that were not used, or not in full: ``line``, ``code``, ``reason``.
    """

    value: pd.DataFrame
    denominator: pd.DataFrame | None
    ground: pd.DataFrame
    report: JoinReport
    unmatched: pd.DataFrame
    duplicates: pd.DataFrame
    unreadable: pd.DataFrame


def split_years(table: RawTable, roles: Roles) -> dict[str, tuple[pd.DataFrame, Roles]]:
    """Part the rows that are kept by year: one part, or one a year of a series.

    Returns
    -------
    dict[str, (pandas.DataFrame, Roles)]
        Cells, and the roles with the column of that year's figure, oldest first.

    Raises
    ------
    UploadError
        If no row has the values that are kept.
    """
    cells = table.cells
    for column, value in roles.keep:
        cells = cells[cells[column] == value]
    if cells.empty:
        told = list_texts(f"{column} = {value}" for column, value in roles.keep)
        message = _("Aucune ligne n’a les valeurs à garder ({told}). Choisissez-en d’autres.")
        raise UploadError(message, told=told)
    if roles.year_column:
        years = cells[roles.year_column].str[:4]
        return {
            str(year): (part, roles) for year, part in cells.groupby(years) if str(year).isdecimal()
        }
    if roles.year_columns:
        return {year: (cells, replace(roles, value=column)) for year, column in roles.year_columns}
    return {roles.year: (cells, roles)}


def keep_rows(table: RawTable, cells: pd.DataFrame, roles: Roles) -> KeptRows:
    """Sort the rows of a file, and bring those that name a unit to pieces of ground.

    Raises
    ------
    UploadError
        If no row names a unit, or most figures are none.
    """
    kind = KINDS[roles.key_kind].codes
    codes = roles.codes(cells)
    pieces = find_pieces(codes, kind, roles.cog_year)
    piece = codes.map(pieces)
    if piece.isna().all():
        raise _nothing_matched(table, roles, codes)
    repeated = _repeated(codes, piece, kind, roles)
    used = piece.notna() & ~repeated
    if not used.any():
        raise UploadError(
            _(
                "Aucune ligne ne reste : dans la colonne « {column} », prise pour « {kind} », "
                "chaque code vient plusieurs fois. Choisissez ce qui distingue les lignes (une "
                "année, un thème), une autre colonne de codes, ou d’additionner les doublons."
            ),
            column=roles.key_column,
            kind=_(KINDS[roles.key_kind].title),
        )
    columns = [roles.value] + ([roles.denominator] if roles.denominator else [])
    words = dict(roles.words)
    read = {}
    for name in columns:
        form = roles.form(table, name)
        read[name] = read_figures(cells.loc[used, name], form, words)
        if name == roles.value and roles.status_column:
            read[name] = take_statuses(read[name], cells[roles.status_column])
        _require_figures(read[name], cells, name, form.decimal)
    aside = piece[repeated].dropna().unique()
    figures = [
        _with_doubles(_by_piece(read[name], piece[used], codes[used], roles), aside)
        for name in columns
    ]
    written = cells[roles.key_column]
    return KeptRows(
        value=figures[0],
        denominator=figures[1] if roles.denominator else None,
        ground=find_ground(figures[0].index, kind, roles.cog_year),
        report=_report(table.name, codes, pieces, roles),
        unmatched=_unmatched(codes[piece.isna()], written, roles),
        duplicates=_listed(codes[repeated], lambda code: _why_repeated(code, kind)),
        unreadable=_unreadable(read, cells, codes),
    )


def _unmatched(codes: pd.Series, written: pd.Series, roles: Roles) -> pd.DataFrame:
    """List the rows that name no unit; only the first codes are looked up, the rest told apart."""
    explained = set(codes.unique()[:EXPLAINED_CODES])

    def reason(code: str) -> str:
        return why_unmatched(code, roles, is_looked_up=code in explained)

    listed = _listed(codes, reason)
    return listed.assign(code=written[codes.index].to_numpy())


def _listed(codes: pd.Series, reason: Callable[[str], str]) -> pd.DataFrame:
    why = {code: reason(str(code)) for code in codes.unique()}
    return pd.DataFrame(
        {"line": codes.index, "code": codes.to_numpy(), "reason": codes.map(why).to_numpy()}
    )


def _nothing_matched(table: RawTable, roles: Roles, codes: pd.Series) -> UploadError:
    kind = KINDS[roles.key_kind]
    message = _(
        "Aucune ligne ne correspond : {kind} attendu dans la colonne « {column} » ({expected}), "
        "{found} trouvé. Les colonnes ont été prises ainsi : {taken}. Choisissez une autre "
        "colonne, un autre type de code ou une autre année. Niveaux possibles : {levels}."
    )
    found = list_texts(
        f"« {code[:20]} » ({why_unmatched(code, roles)})" for code in codes.unique()[:3]
    )
    return UploadError(
        message,
        kind=_(kind.title),
        column=roles.key_column,
        expected=_(kind.expected),
        found=found,
        taken=explain_no_key(table.cells, recognise_columns(table.cells)),
        levels=list_texts(_(level.singular) for level in LEVELS.values()),
    )


def _repeated(codes: pd.Series, piece: pd.Series, kind: str, roles: Roles) -> pd.Series:
    """Return which rows would count the same ground twice."""
    twice = piece.notna() & codes.duplicated(keep=False) & (not roles.adds_duplicates)
    if kind == "commune":
        # The row of a city holds its arrondissements: beside it they would count twice.
        present = set(codes)
        whole = codes.map(ARRONDISSEMENTS)
        twice |= whole.isin(present)
    return twice


def _why_repeated(code: str, kind: str) -> str:
    if kind == "commune" and code in ARRONDISSEMENTS:
        return _("Arrondissement : sa commune {code} a sa propre ligne").format(
            code=ARRONDISSEMENTS[code]
        )
    return _("Code en double : aucune de ses lignes n’est retenue")


def _by_piece(
    figures: pd.DataFrame, piece: pd.Series, codes: pd.Series, roles: Roles
) -> pd.DataFrame:
    """Add up the rows of each piece; one that lacks a figure leaves the piece without."""
    status = figures["status"].replace(UNREADABLE, str(Status.NOT_PUBLISHED))
    groups = figures.assign(status=status).groupby(piece)
    value = groups["value"].sum()
    missing = figures["value"].isna().groupby(piece).any()
    worst = status.where(figures["value"].isna()).groupby(piece).first()
    marks = status.where(status.isin(MARKED)).groupby(piece).first()
    # One estimated row makes an estimate of the sum.
    known = marks.fillna(str(Status.VALUE))
    value, why = value.mask(missing), worst.fillna(known)
    if roles.kind == Kind.RATE and KINDS[roles.key_kind].codes == "commune":
        # A rate of a former commune holds for a part of today's commune only.
        former = (codes != piece).groupby(piece).any()
        value, why = value.mask(former), why.mask(former, str(Status.NOT_AGGREGABLE))
    return pd.DataFrame({"value": value, "status": why.astype("str")})


def _with_doubles(figures: pd.DataFrame, pieces: Iterable[str]) -> pd.DataFrame:
    """Add the pieces whose rows were set aside: they are in the file, and have no figure."""
    doubled = pd.Index(pieces).difference(figures.index)
    if doubled.empty:
        return figures
    rows = pd.DataFrame({"value": nan, "status": str(Status.NOT_AGGREGABLE)}, index=doubled)
    rows.index.name = figures.index.name
    return pd.concat([figures, rows])


def _require_figures(figures: pd.DataFrame, cells: pd.DataFrame, column: str, mark: str) -> None:
    known = figures["value"].notna().sum()
    wrong = (figures["status"] == UNREADABLE).sum()
    if known and wrong <= READABLE_SHARE * (known + wrong):
        return
    lines = figures.index[figures["status"] == UNREADABLE][:3]
    found = list_texts(f"« {text[:20]} »" for text in cells.loc[lines, column])
    message = _(
        "Colonne « {column} » : des nombres sont attendus (signe décimal « {mark} »), {found} "
        "trouvé. Choisissez une autre colonne ou un autre signe décimal."
    )
    raise UploadError(message, column=column, mark=mark, found=found or _("rien"))


def _unreadable(
    read: dict[str, pd.DataFrame], cells: pd.DataFrame, codes: pd.Series
) -> pd.DataFrame:
    parts = []
    for name, figures in read.items():
        lines = figures.index[figures["status"] == UNREADABLE]
        text = _("« {text} » n’est pas un nombre (colonne « {column} »)")
        why = [text.format(text=cell[:40], column=name) for cell in cells.loc[lines, name]]
        parts.append(pd.DataFrame({"line": lines, "code": codes[lines].to_numpy(), "reason": why}))
    return pd.concat(parts, ignore_index=True)


def _report(name: str, codes: pd.Series, pieces: pd.Series, roles: Roles) -> JoinReport:
    """Report the join: codes that stand for the same ground in 2026, and those that passed."""
    # Lists: texts of Arrow are slow to go through.
    known = set(pieces.dropna().index.tolist())
    kind = KINDS[roles.key_kind]
    if kind.codes == "epci":
        same = known & unchanged_epci(roles.cog_year)
    elif kind.codes == "commune":
        same = set(pieces.index[pieces.to_numpy() == pieces.index.to_numpy()].tolist())
    else:
        same = known
    units = set(read_units(kind.codes).index.tolist()) if kind.codes in LEVELS else set()
    return JoinReport(
        table=name,
        cog_year=roles.cog_year,
        rows=len(codes),
        matched=len(same),
        passed=len(known - same),
        unmatched=tuple(sorted(set(pieces.index.tolist()) - known)),
        absent=tuple(sorted(units - set(pieces.dropna().tolist()))),
    )


def say_report(report: JoinReport, kind: str = "commune") -> str:
    """Write in a sentence what matched, and what went through the communes.

    Parameters
    ----------
    kind
        Key of ``KINDS``: only communes and EPCI have a year of the COG.
    """
    counts = {
        "rows": format_number(report.rows),
        "matched": format_number(report.matched),
        "passed": format_number(report.passed),
        "unmatched": format_number(len(report.unmatched)),
        "today": COG_YEAR,
    }
    if KINDS[kind].codes not in ("commune", "epci"):
        said = _(
            "{rows} lignes lues ; {matched} unités reconnues, {unmatched} sans correspondance."
        )
        return said.format(**counts)
    if report.cog_year == COG_YEAR:
        said = _(
            "{rows} lignes lues ; {matched} codes du COG {today}, celui de la carte ; {unmatched} "
            "sans correspondance."
        )
        return said.format(**counts)
    year = _("d’années diverses") if report.cog_year == UNKNOWN_YEAR else str(report.cog_year)
    said = _(
        "{rows} lignes lues ; {matched} codes repris tels quels, {passed} passés par les communes "
        "du COG {year} à celui de {today}, {unmatched} sans correspondance."
    )
    return said.format(year=year, **counts)
