"""What the columns of an uploaded file are: proposed, and changed by the user."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from territoires_industrie.join import UNKNOWN_YEAR
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.own.absent_words import show_absent_words
from territoires_industrie.ui.streamlit_private import DeltaGenerator
from territoires_industrie.upload.columns import Columns, explain_no_key
from territoires_industrie.upload.figures import DECIMALS
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.keys import cog_years
from territoires_industrie.upload.limits import MAX_HELD, TITLE_LENGTH, UNIT_LENGTH
from territoires_industrie.upload.opening import Opened
from territoires_industrie.upload.questions import Question, ask_decimal, ask_key_kind
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.roles import (
    KIND_TITLES,
    SCALES,
    Kind,
    Roles,
    figure_columns,
    follow_key,
    follow_kind,
    follow_value,
)
from territoires_industrie.wording import N_, _

OF_THE_KEY = ("key_column", "key_kind", "place_column", "cog_year")
OF_THE_FIGURE = ("value", "status_column", "title", "unit", "year", "year_columns")
"""Roles that follow the column of the codes, and that of the figure."""

ROLES, OTHERS = "propre_roles", "propre_autres"
MARK_NAMES = {",": N_("virgule"), ".": N_("point")}


def show_roles(opened: Opened) -> Roles:
    """Show the roles and return those that the user settled for; ``kind`` is empty until said."""
    table, known = opened.table, opened.columns
    # The same file read otherwise may have other columns.
    subject = (table.sha256, table.reading)
    if st.session_state.get(ROLES, (None, None))[0] != subject:
        st.session_state[ROLES] = (subject, opened.roles)
        # Chosen among the columns of another table, whose titles may be the same.
        st.session_state.pop(OTHERS, None)
    roles: Roles = st.session_state[ROLES][1]
    with st.container(key="propre_roles_choix"):
        if known.key is None:
            _show_no_key(table, known)
        _show_key(table, roles, known)
        if known.kinds_of(roles.key_column):
            _show_question(ask_key_kind(known, roles), roles.key_kind, _follow_kind(table, roles))
        if roles.key_kind:
            _show_rows_kept(table, roles, known)
            _show_kind(roles)
        if roles.key_kind and roles.kind:
            _show_figures(table, roles, known)
            show_absent_words(table, roles, lambda words: _change(words=words))
            _show_words(roles)
            _show_rules(roles)
    return roles


def _change(**changes: Any) -> None:
    if ROLES not in st.session_state:
        return  # the file was taken away while the choice was on its way
    subject, roles = st.session_state[ROLES]
    st.session_state[ROLES] = (subject, replace(roles, **changes))


def _show_no_key(table: RawTable, columns: Columns) -> None:
    text = _(
        "Aucune colonne de codes ou de noms n’a été reconnue. Les colonnes ont été prises ainsi : "
        "{taken}. Choisissez la colonne des codes et son type."
    )
    taken = explain_no_key(table.cells, columns)
    st.warning(escape_markdown(text.format(taken=taken)), icon=":material/help:")


def _follow_kind(table: RawTable, roles: Roles) -> Callable[[str], None]:
    """Return what a new kind of code changes: the COG year that suits it follows."""

    def follow(kind: str) -> None:
        wanted = follow_kind(table, roles, key_kind=kind)
        _change(key_kind=kind, cog_year=wanted.cog_year)

    return follow


def _show_question(question: Question, answer: str, change: Callable[[str], None]) -> None:
    """Ask a doubt in one line, none of its answers chosen before the user does."""
    values = dict(question.choices)
    st.radio(
        f":material/help: {escape_markdown(question.text)}",
        list(values),
        format_func=lambda value: escape_markdown(values[value]),
        **bound(f"propre_doute_{question.role}", answer if answer in values else None, change),
    )


def _show_key(table: RawTable, roles: Roles, columns: Columns) -> None:
    column, kind, place, year = st.columns(4)

    def take_column(name: str) -> None:
        wanted = follow_key(table, roles, name, columns)
        _change(**{part: getattr(wanted, part) for part in OF_THE_KEY})

    def take_place(name: str) -> None:
        wanted = follow_kind(table, roles, place_column=name)
        _change(place_column=name, cog_year=wanted.cog_year)

    column.selectbox(
        _("Colonne des codes"),
        table.columns,
        filter_mode="contains",
        **bound("propre_code", roles.key_column, take_column),
    )
    kind.selectbox(
        _("Type de code"),
        list(KINDS),
        format_func=lambda key: _(KINDS[key].title),
        placeholder=_("à dire"),
        filter_mode=None,
        **bound("propre_type", roles.key_kind or None, _follow_kind(table, roles)),
    )
    place.selectbox(
        _("Département ou région"),
        ["", *(one for one in table.columns if one != roles.key_column)],
        format_func=lambda name: name or _("aucune colonne"),
        disabled=not roles.key_kind or not KINDS[roles.key_kind].can_be_placed,
        help=_("La colonne qui complète le code de la commune, ou distingue les homonymes."),
        filter_mode="contains",
        **bound("propre_lieu", roles.place_column, take_place),
    )
    years = cog_years(KINDS[roles.key_kind].codes if roles.key_kind else "")
    year.selectbox(
        _("Année du code officiel géographique"),
        years,
        format_func=lambda one: str(one) if one != UNKNOWN_YEAR else _("autre ou inconnue"),
        disabled=len(years) == 1,
        help=_(
            "Celle qui explique le plus de codes est proposée. Les codes d’une autre année que "
            "celle de la carte passent par les communes."
        ),
        filter_mode=None,
        **bound("propre_cog", roles.cog_year, lambda one: _change(cog_year=one)),
    )


def _show_rows_kept(table: RawTable, roles: Roles, columns: Columns) -> None:
    """Ask which rows of a unit are kept, where a table has several of them."""
    if not roles.keep and not roles.year_column:
        return
    st.markdown(_("**Plusieurs lignes par unité** : dites lesquelles sont gardées."))
    years = columns.of_role("year")
    choices = [*((one, "") for one in years if roles.year_column == one), *roles.keep]
    for rank, (column, value) in enumerate(choices):
        values = sorted(table.cells[column].unique())
        is_year = column in years
        offered = [*([""] if is_year else []), *values]

        # Bound now: by the time of a choice the loop is at its last column.
        def take(chosen: str, column: str = column, is_year: bool = is_year) -> None:
            kept = tuple(pair for pair in roles.keep if pair[0] != column)
            if is_year and not chosen:
                _change(keep=kept, year_column=column, year="")
                return
            changes: dict[str, Any] = {"keep": (*kept, (column, chosen))}
            if is_year:
                changes |= {"year_column": "", "year": chosen[:4]}
            _change(**changes)

        st.selectbox(
            escape_markdown(column),
            offered,
            format_func=lambda one: one or _("toutes les années, en une série"),
            placeholder=_("Choisir une valeur"),
            filter_mode="contains",
            **bound(f"propre_garder_{rank}", value if value or is_year else None, take),
        )


def _show_kind(roles: Roles) -> None:
    st.radio(
        _("Qu’est-ce que votre chiffre ?"),
        list(Kind),
        format_func=lambda kind: _(KIND_TITLES[kind]),
        **bound(
            "propre_nature",
            Kind(roles.kind) if roles.kind else None,
            lambda kind: _change(kind=str(kind)),
        ),
    )


def _show_figures(table: RawTable, roles: Roles, columns: Columns) -> None:
    used = {roles.key_column, roles.place_column, roles.year_column}
    offered = [name for name in table.columns if name not in used]
    figures = set(figure_columns(table, columns))
    # Columns of figures first; the others stay, as recognition may be wrong.
    offered.sort(key=lambda name: name not in figures)
    is_quotient = roles.kind == Kind.QUOTIENT
    first, *between, last = st.columns(4 if is_quotient else 2)

    def take(name: str) -> None:
        proposed = follow_value(table, roles, name, columns)
        _change(**{part: getattr(proposed, part) for part in OF_THE_FIGURE})

    first.selectbox(
        _("Numérateur") if is_quotient else _("Colonne du chiffre"),
        offered,
        filter_mode="contains",
        **bound("propre_valeur", _among(roles.value, offered), take),
    )
    if is_quotient:
        between[0].selectbox(
            _("Dénominateur"),
            offered,
            filter_mode="contains",
            **bound(
                "propre_denominateur",
                _among(roles.denominator, offered),
                lambda name: _change(denominator=name),
            ),
        )
        between[1].selectbox(
            _("Multiplié par"),
            list(SCALES),
            filter_mode=None,
            help=_("100 pour un pourcentage, 1 000 pour un taux pour mille."),
            **bound(
                "propre_echelle",
                f"{roles.scale:g}",
                lambda factor: _change(scale=SCALES[factor]),
            ),
        )
    _show_mark(last, table, roles)
    _show_others([one for one in offered if one in figures and one not in _used(roles)])


def _used(roles: Roles) -> set[str]:
    series = {column for _year, column in roles.year_columns}
    return {roles.value, roles.denominator if roles.kind == Kind.QUOTIENT else "", *series}


def other_figures() -> tuple[str, ...]:
    """Return the other columns of figures that the user wants, each as an indicator."""
    return tuple(st.session_state.get(OTHERS, ()))


def _show_others(offered: list[str]) -> None:
    """Offer the other columns of figures of the same kind, each as one more indicator."""
    chosen = [one for one in other_figures() if one in offered]

    def take(columns: list[str]) -> None:
        st.session_state[OTHERS] = tuple(columns[: MAX_HELD - 1])

    st.session_state[OTHERS] = tuple(chosen)
    if offered:
        st.multiselect(
            _("Autres chiffres de même nature"),
            offered,
            placeholder=_("aucun"),
            help=_(
                "Chacun devient un indicateur, nommé par son titre, ajouté du même coup ; "
                "{count} au plus."
            ).format(count=MAX_HELD - 1),
            filter_mode="contains",
            select_all=False,
            **bound("propre_autres_choix", chosen, take),
        )


def _show_mark(place: DeltaGenerator, table: RawTable, roles: Roles) -> None:
    """Show the decimal mark that was recognised, and ask where it could part thousands."""
    if doubt := ask_decimal(table, roles):
        _show_question(doubt, roles.decimal, lambda mark: _change(decimal=mark))
        return
    found = roles.form(table, roles.value).decimal
    recognised = _("Reconnu : {name}").format(name=_(MARK_NAMES[found]))
    place.selectbox(
        _("Signe décimal"),
        ["", *DECIMALS],
        format_func=lambda mark: _(MARK_NAMES[mark]) if mark else recognised,
        filter_mode=None,
        **bound("propre_signe", roles.decimal, lambda mark: _change(decimal=mark)),
    )


def _among(name: str, offered: list[str]) -> str | None:
    return name if name in offered else None


def _show_words(roles: Roles) -> None:
    title, unit, year = st.columns([3, 1, 1])
    title.text_input(
        _("Titre"),
        max_chars=TITLE_LENGTH,
        **bound("propre_titre", roles.title, lambda text: _change(title=text)),
    )
    unit.text_input(
        _("Unité de mesure"),
        max_chars=UNIT_LENGTH,
        placeholder=_("emplois") if roles.kind == Kind.COUNT else "%",
        **bound("propre_unite", roles.unit, lambda text: _change(unit=text)),
    )
    is_series = bool(roles.year_column or roles.year_columns)
    year.text_input(
        _("Année du chiffre"),
        max_chars=4,
        disabled=is_series,
        placeholder=_("série") if is_series else _("à dire"),
        **bound("propre_annee", roles.year, lambda text: _change(year=text.strip())),
    )


def _show_rules(roles: Roles) -> None:
    if roles.year_columns:
        years = ", ".join(year for year, _column in roles.year_columns)
        st.toggle(
            _("Toutes les années en une série : {years}").format(years=years),
            help=_("Sinon, la seule année de la colonne choisie est apportée."),
            **bound(
                "propre_serie", True, lambda is_on: _change(year_columns=()) if not is_on else None
            ),
        )
    if roles.kind == Kind.RATE:
        return
    st.toggle(
        _("Additionner les lignes d’un même code"),
        help=_("Sinon, un code en double n’est pas retenu : ses lignes sont listées."),
        **bound(
            "propre_doublons", roles.adds_duplicates, lambda is_on: _change(adds_duplicates=is_on)
        ),
    )
    if roles.kind == Kind.COUNT:
        st.toggle(
            _("Une unité absente du fichier compte zéro"),
            help=_(
                "Pour une liste de ce qui existe (sites, projets) ; sinon, elle est sans valeur."
            ),
            **bound(
                "propre_zero", roles.absent_is_zero, lambda is_on: _change(absent_is_zero=is_on)
            ),
        )
