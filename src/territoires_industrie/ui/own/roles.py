"""What the columns of an uploaded file are: proposed, and changed by the user."""

from dataclasses import replace
from typing import Any

import streamlit as st

from territoires_industrie.join import UNKNOWN_YEAR
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.own.absent_words import show_absent_words
from territoires_industrie.upload.columns import Columns, explain_no_key
from territoires_industrie.upload.figures import recognise_form
from territoires_industrie.upload.keys import KINDS, cog_years
from territoires_industrie.upload.limits import TITLE_LENGTH, UNIT_LENGTH
from territoires_industrie.upload.opening import Opened
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.roles import (
    FORM_CELLS,
    KIND_TITLES,
    SCALES,
    Kind,
    Roles,
    figure_columns,
    follow_value,
    propose_year,
)
from territoires_industrie.wording import _

FOLLOWING = ("value", "title", "unit", "year", "year_columns")
"""Roles that follow the column of the figure."""

ROLES = "propre_roles"


def show_roles(opened: Opened) -> Roles:
    """Show the roles and return those that the user settled for; ``kind`` is empty until said."""
    table, known = opened.table, opened.columns
    subject = (table.sha256, table.reading)
    if st.session_state.get(ROLES, (None, None))[0] != subject:
        st.session_state[ROLES] = (subject, opened.roles)
    roles: Roles = st.session_state[ROLES][1]
    with st.container(key="propre_roles_choix"):
        if known.key is None:
            _show_no_key(table, known)
        if known.doubt and roles.key_kind == known.keys[0].kind:
            st.warning(escape_markdown(known.doubt), icon=":material/help:")
        _show_key(table, roles)
        _show_rows_kept(table, roles, known)
        _show_kind(roles)
        if roles.kind:
            _show_figures(table, roles, known)
            _show_doubtful_mark(table, roles)
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


def _show_key(table: RawTable, roles: Roles) -> None:
    column, kind, place, year = st.columns(4)

    def change(**changes: Any) -> None:
        wanted = replace(roles, **changes)
        _change(**changes, cog_year=propose_year(table, wanted))

    column.selectbox(
        _("Colonne des codes"),
        table.columns,
        **bound("propre_code", roles.key_column, lambda name: change(key_column=name)),
    )
    kind.selectbox(
        _("Type de code"),
        list(KINDS),
        format_func=lambda key: _(KINDS[key].title),
        filter_mode=None,
        **bound("propre_type", roles.key_kind, lambda key: change(key_kind=key)),
    )
    can_be_placed = bool(KINDS[roles.key_kind].names) or roles.key_kind == "commune"
    place.selectbox(
        _("Département ou région"),
        ["", *(one for one in table.columns if one != roles.key_column)],
        format_func=lambda name: name or _("aucune colonne"),
        disabled=not can_be_placed,
        help=_("La colonne qui complète le code de la commune, ou distingue les homonymes."),
        **bound("propre_lieu", roles.place_column, lambda name: change(place_column=name)),
    )
    years = cog_years(KINDS[roles.key_kind].codes)
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

        def take(chosen: str, column: str = column, is_year: bool = is_year) -> None:
            if is_year and not chosen:
                kept = tuple(pair for pair in roles.keep if pair[0] != column)
                _change(keep=kept, year_column=column, year="")
                return
            kept = tuple(pair for pair in roles.keep if pair[0] != column)
            changes: dict[str, Any] = {"keep": (*kept, (column, chosen))}
            if is_year:
                changes |= {"year_column": "", "year": chosen[:4]}
            _change(**changes)

        st.selectbox(
            column,
            offered,
            format_func=lambda one: one or _("toutes les années, en une série"),
            placeholder=_("Choisir une valeur"),
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
    offered.sort(key=lambda name: name not in figures)
    is_quotient = roles.kind == Kind.QUOTIENT
    first, second, third = st.columns(3)

    def take(name: str) -> None:
        proposed = follow_value(table, roles, name, columns)
        _change(**{part: getattr(proposed, part) for part in FOLLOWING})

    first.selectbox(
        _("Numérateur") if is_quotient else _("Colonne du chiffre"),
        offered,
        **bound("propre_valeur", _among(roles.value, offered), take),
    )
    if is_quotient:
        second.selectbox(
            _("Dénominateur"),
            offered,
            **bound(
                "propre_denominateur",
                _among(roles.denominator, offered),
                lambda name: _change(denominator=name),
            ),
        )
        third.selectbox(
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


def _show_doubtful_mark(table: RawTable, roles: Roles) -> None:
    """Ask about a mark that could part thousands as well as decimals."""
    form = recognise_form(table.cells[roles.value].head(FORM_CELLS), table.reading.decimal)
    if form.is_doubtful:
        text = _(
            "« {column} » : chaque nombre a trois chiffres après « {mark} », qui est lu comme "
            "signe décimal. S’il sépare des milliers, choisissez l’autre signe décimal plus haut."
        )
        said = text.format(column=roles.value, mark=form.decimal)
        st.warning(escape_markdown(said), icon=":material/help:")


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
        placeholder="%",
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
