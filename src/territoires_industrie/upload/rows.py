"""Rows of a file to pieces of ground: which are kept, and why the others are not."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.join import UNKNOWN_YEAR, JoinReport, same_ground_epci
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.status import Status
from territoires_industrie.upload.figures import UNREADABLE, read_figures
from territoires_industrie.upload.keys import (
    ARRONDISSEMENTS,
    KINDS,
    epci_years,
    find_ground,
    find_pieces,
    normalised,
)
from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.reading import RawTable
from territoires_industrie.upload.roles import Kind, Roles
from territoires_industrie.wording import _, format_number, list_texts

READABLE_SHARE = 0.5
"""Below, the column is of another type than figures."""


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


def keep_rows(table: RawTable, roles: Roles) -> KeptRows:
    """Sort the rows of a file, and bring those that name a unit to pieces of ground.

    Raises
    ------
    UploadError
        If no row names a unit, or most figures are none.
    """
    codes = normalised(table.cells[roles.key_column], roles.key_kind)
    pieces = find_pieces(codes, roles.key_kind, roles.cog_year)
    piece = codes.map(pieces)
    unmatched = _listed(codes[piece.isna()], lambda code: _why_unmatched(code, roles))
    if len(unmatched) == len(codes):
        raise _nothing_matched(roles, codes)
    repeated = _repeated(codes, piece, roles)
    used = piece.notna() & ~repeated
    if not used.any():
        raise UploadError(
            _(
                "Aucune ligne ne reste : chaque code vient plusieurs fois. Gardez une seule ligne "
                "par unité (une année, un thème), ou choisissez d’additionner les doublons."
            )
        )
    columns = [roles.value] + ([roles.denominator] if roles.denominator else [])
    read = {
        name: read_figures(table.cells.loc[used, name], table.reading.decimal) for name in columns
    }
    figures = [_by_piece(read[name], piece[used], codes[used], roles) for name in columns]
    for name in columns:
        _require_figures(read[name], table, name)
    return KeptRows(
        value=figures[0],
        denominator=figures[1] if roles.denominator else None,
        ground=find_ground(figures[0].index, roles.key_kind, roles.cog_year),
        report=_report(table.name, codes, pieces, roles),
        unmatched=unmatched,
        duplicates=_listed(codes[repeated], lambda code: _why_repeated(code, roles)),
        unreadable=_unreadable(read, table, codes),
    )


def _listed(codes: pd.Series, reason: object) -> pd.DataFrame:
    why = {code: reason(code) for code in codes.unique()} if callable(reason) else {}
    return pd.DataFrame(
        {"line": codes.index, "code": codes.to_numpy(), "reason": codes.map(why).to_numpy()}
    )


def _why_unmatched(code: str, roles: Roles) -> str:
    if not code:
        return _("Code vide")
    if roles.key_kind == "epci" and (years := epci_years(code)):
        text = _("EPCI d’un autre COG : de {first} à {last}")
        return text.format(first=years[0], last=years[-1])
    if roles.key_kind == "commune" and find_pieces(pd.Series([code]), "commune", 0).notna().all():
        return _("Commune d’un autre COG que {year}").format(year=roles.cog_year)
    kind = KINDS[roles.key_kind]
    return _("Code inconnu ; attendu : {expected}").format(expected=_(kind.expected))


def _nothing_matched(roles: Roles, codes: pd.Series) -> UploadError:
    kind = KINDS[roles.key_kind]
    message = _(
        "Aucune ligne ne correspond : {kind} attendu dans la colonne « {column} » ({expected}), "
        "{found} trouvé. Choisissez une autre colonne, un autre type de code ou une autre année."
    )
    found = list_texts(f"« {code[:20]} »" for code in codes.unique()[:3])
    return UploadError(
        message.format(
            kind=_(kind.title), column=roles.key_column, expected=_(kind.expected), found=found
        )
    )


def _repeated(codes: pd.Series, piece: pd.Series, roles: Roles) -> pd.Series:
    """Tell which rows would count the same ground twice."""
    twice = piece.notna() & codes.duplicated(keep=False) & (not roles.adds_duplicates)
    if roles.key_kind == "commune":
        present = set(codes)
        whole = codes.map(ARRONDISSEMENTS)
        twice |= whole.isin(present)
    return twice


def _why_repeated(code: str, roles: Roles) -> str:
    if roles.key_kind == "commune" and code in ARRONDISSEMENTS:
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
    value, why = value.mask(missing), worst.fillna(str(Status.VALUE))
    if roles.kind == Kind.RATE and roles.key_kind == "commune":
        # A rate of a former commune holds for a part of today's commune only.
        former = (codes != piece).groupby(piece).any()
        value, why = value.mask(former), why.mask(former, str(Status.NOT_AGGREGABLE))
    return pd.DataFrame({"value": value, "status": why.astype("str")})


def _require_figures(figures: pd.DataFrame, table: RawTable, column: str) -> None:
    known = (figures["status"] == Status.VALUE).sum()
    wrong = (figures["status"] == UNREADABLE).sum()
    if known and wrong <= READABLE_SHARE * (known + wrong):
        return
    lines = figures.index[figures["status"] == UNREADABLE][:3]
    found = list_texts(f"« {text[:20]} »" for text in table.cells.loc[lines, column])
    message = _(
        "Colonne « {column} » : des nombres sont attendus (signe décimal « {mark} »), {found} "
        "trouvé. Choisissez une autre colonne ou un autre signe décimal."
    )
    raise UploadError(
        message.format(column=column, mark=table.reading.decimal, found=found or _("rien"))
    )


def _unreadable(read: dict[str, pd.DataFrame], table: RawTable, codes: pd.Series) -> pd.DataFrame:
    parts = []
    for name, figures in read.items():
        lines = figures.index[figures["status"] == UNREADABLE]
        text = _("« {text} » n’est pas un nombre (colonne « {column} »)")
        why = [text.format(text=cell[:40], column=name) for cell in table.cells.loc[lines, name]]
        parts.append(pd.DataFrame({"line": lines, "code": codes[lines].to_numpy(), "reason": why}))
    return pd.concat(parts, ignore_index=True)


def _report(name: str, codes: pd.Series, pieces: pd.Series, roles: Roles) -> JoinReport:
    """Report the join: codes that stand for the same ground in 2026, and those that passed."""
    known = set(pieces.dropna().index)
    if roles.key_kind == "epci":
        same = known & same_ground_epci(roles.cog_year)
    elif roles.key_kind == "commune":
        same = set(pieces.index[pieces.to_numpy() == pieces.index.to_numpy()])
    else:
        same = known
    units = set(read_units(KINDS[roles.key_kind].level_key).index)
    return JoinReport(
        table=name,
        cog_year=roles.cog_year,
        rows=len(codes),
        matched=len(same),
        passed=len(known - same),
        unmatched=tuple(sorted(set(pieces.index) - known)),
        absent=tuple(sorted(units - set(pieces.dropna()))),
    )


def say_report(report: JoinReport) -> str:
    """Say in a sentence what matched and what went through the communes."""
    counts = {
        "rows": format_number(report.rows),
        "matched": format_number(report.matched),
        "passed": format_number(report.passed),
        "unmatched": format_number(len(report.unmatched)),
        "today": COG_YEAR,
    }
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
