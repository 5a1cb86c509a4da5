"""What the columns of an uploaded file are: proposed, and changed by the user."""

from dataclasses import replace
from typing import Any

import streamlit as st

from territoires_industrie.join import UNKNOWN_YEAR
from territoires_industrie.ui.controls import bound
from territoires_industrie.upload.keys import KINDS, cog_years
from territoires_industrie.upload.limits import TITLE_LENGTH, UNIT_LENGTH
from territoires_industrie.upload.reading import RawTable
from territoires_industrie.upload.roles import (
    KIND_TITLES,
    SCALES,
    Kind,
    Roles,
    figure_columns,
    propose_roles,
    propose_year,
)
from territoires_industrie.wording import _

ROLES = "propre_roles"


def show_roles(table: RawTable) -> Roles:
    """Show the roles and give those that the user settled for; ``kind`` is empty until said."""
    subject = (table.sha256, table.reading)
    if st.session_state.get(ROLES, (None, None))[0] != subject:
        st.session_state[ROLES] = (subject, propose_roles(table))
    roles: Roles = st.session_state[ROLES][1]
    with st.container(key="propre_roles_choix"):
        _show_key(table, roles)
        _show_kind(roles)
        if roles.kind:
            _show_figures(table, roles)
            _show_words(roles)
            _show_rules(roles)
    return roles


def _change(**changes: Any) -> None:
    if ROLES not in st.session_state:
        return  # the file was taken away while the choice was on its way
    subject, roles = st.session_state[ROLES]
    st.session_state[ROLES] = (subject, replace(roles, **changes))


def _show_key(table: RawTable, roles: Roles) -> None:
    column, kind, year = st.columns(3)

    def change(**changes: str) -> None:
        wanted = {"key_kind": roles.key_kind, "key_column": roles.key_column} | changes
        proposed = propose_year(table, wanted["key_kind"], wanted["key_column"])
        _change(**changes, cog_year=proposed)

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
    years = cog_years(roles.key_kind)
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


def _show_figures(table: RawTable, roles: Roles) -> None:
    offered = [name for name in table.columns if name != roles.key_column]
    figures = set(figure_columns(table))
    offered.sort(key=lambda name: name not in figures)
    is_quotient = roles.kind == Kind.QUOTIENT
    first, second, third = st.columns(3)

    def take(name: str) -> None:
        _change(value=name, title=name if roles.title == roles.value else roles.title)

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
    year.text_input(
        _("Année du chiffre"),
        max_chars=4,
        **bound("propre_annee", roles.year, lambda text: _change(year=text.strip())),
    )


def _show_rules(roles: Roles) -> None:
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
