"""State support that is not the programme's own, on its page: brownfields and France Relance."""

import streamlit as st

from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.programme.support import (
    BROWNFIELD_LIMITS,
    describe_relance,
    firms_by_departement,
    helped_firms,
    read_brownfield_grants,
)
from territoires_industrie.programme.words import say_amount
from territoires_industrie.ui.numbers import NumberColumn, show_numbers
from territoires_industrie.wording import _, format_number


def show_support() -> None:
    """Show the brownfield grants of 2023 and the firms helped by France Relance."""
    _show_brownfields()
    _show_relance()


def _show_brownfields() -> None:
    grants = read_brownfield_grants()
    territoires = read_composition()["territoire_id_phase2"].reindex(grants["commune_code"])
    inside = float(grants.loc[territoires.notna().to_numpy(), "grant_eur"].sum())
    st.markdown(f"### {_('Recyclage foncier (Fonds vert 2023)')}")
    st.markdown(
        _(
            "**{count}** projets aidés pour **{amount}**, dont **{inside}** dans les communes de "
            "la phase 2 ; {industry} intitulés nomment l’industrie."
        ).format(
            count=format_number(len(grants)),
            amount=say_amount(float(grants["grant_eur"].sum())),
            inside=say_amount(inside),
            industry=format_number(int(grants["names_industry"].sum())),
        )
    )
    st.caption(_(BROWNFIELD_LIMITS))
    columns = [
        NumberColumn("project_title", _("Projet")),
        NumberColumn("beneficiary_name", _("Bénéficiaire")),
        NumberColumn("commune_name", _("Commune")),
        NumberColumn("departement_code", _("Département")),
        NumberColumn("grant_eur", _("Montant (€)"), 0),
    ]
    show_numbers(grants, columns, "recyclage", _("Voir les projets"))


def _show_relance() -> None:
    table = helped_firms()
    nation = int(table.loc[table["level"] == "france", "helped_firms_count"].iloc[0])
    st.markdown(f"### {_('France Relance, 2020 à 2022')}")
    st.markdown(
        _("**{count}** entreprises industrielles ou agricoles aidées en France.").format(
            count=format_number(nation)
        )
    )
    st.caption(describe_relance())
    counts = firms_by_departement().rename("helped_firms_count").reset_index()
    names = read_units("departement")["name"]
    named = counts.assign(name=counts["unit_code"].map(names)).sort_values(
        "helped_firms_count", ascending=False
    )
    columns = [
        NumberColumn("name", _("Département")),
        NumberColumn("unit_code", _("Code")),
        NumberColumn("helped_firms_count", _("Entreprises aidées"), 0),
    ]
    show_numbers(named, columns, "relance", _("Voir les départements"))
