"""Tables in the forms of French producers, made here: key, figure, year and a value of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import pytest

from territoires_industrie.membership import read_units
from territoires_industrie.upload import bring_indicator, propose_roles, read_upload

COMMUNES = read_units("commune").iloc[::1500]
SEVERAL_IN_ONE = read_units("commune").iloc[::500]
"""Communes of which several are in the same département."""

EPCI = read_units("epci").iloc[::60]
DEPARTEMENTS = read_units("departement").iloc[::5]
ZONES = read_units("zone_emploi").iloc[::15]
REGIONS = read_units("region")


@dataclass(frozen=True)
class Form:
    """A file, and what it is: kind and column of the key, figure, year, and its first value."""

    content: bytes
    kind: str
    key: str
    value: str
    year: str
    first: float | None
    keep: str = ""


def text(header: str, units: pd.DataFrame, row: Callable[[str, str, int], str]) -> str:
    lines = [row(str(code), str(name), n) for n, (code, name) in enumerate(units["name"].items())]
    return "\n".join([header, *lines]) + "\n"


def dossier_complet() -> Form:
    head = "CODGEO;" + ";".join(f"P{y}_V{n}" for y in (11, 16, 22) for n in range(60))
    body = text(head, COMMUNES, lambda c, _n, _i: f"{c};" + ";".join(["7.25"] * 180))
    return Form(body.encode(), "commune", "CODGEO", "P22_V0", "2022", 7.25)


def datagouv_with_postal() -> Form:
    body = text(
        "siret,nom,code_postal,code_commune,latitude,longitude,nombre_aides",
        COMMUNES,
        lambda c, n, i: f'552100554{i:05},"{n}",{c[:2]}000,{c},48.8{i},2.3{i},{i + 1}',
    )
    return Form(body.encode(), "commune", "code_commune", "nombre_aides", "", 1)


def urssaf_wide_years() -> Form:
    head = "Code Zone;Zone d'emploi;Effectifs salariés 2021;Effectifs salariés 2022"
    body = text(head, ZONES, lambda c, n, i: f"{c};{n};1 {i:03};2 {i:03}")
    return Form(
        body.encode(), "zone_emploi", "Code Zone", head.rsplit(";", maxsplit=1)[-1], "2022", 2000
    )


def france_travail() -> Form:
    body = "Demandeurs d'emploi inscrits\nSource : France Travail-Dares, STMT\n\n" + text(
        "Code du département;Libellé;Catégorie A (en milliers);Ensemble A, B, C",
        DEPARTEMENTS,
        lambda c, n, i: f"{c};{n};{i}1,5;{i}2,5",
    )
    return Form(
        body.encode("cp1252"),
        "departement",
        "Code du département",
        "Catégorie A (en milliers)",
        "",
        1.5,
    )


def dares_thin_spaces() -> Form:
    body = text(
        "dep\tlib_dep\teffectif", DEPARTEMENTS, lambda c, n, i: f"{c}\t{n}\t12\u202f34{i % 10}"
    )
    return Form(body.encode("utf-16"), "departement", "dep", "effectif", "", 12340)


def ademe_float_codes() -> Form:
    units = REGIONS[REGIONS.index.astype(int) > 10]
    body = text(
        "code_region,region,annee,emissions_tCO2",
        units,
        lambda c, n, i: f'{c}.0,"{n}",2021.0,{i}.25',
    )
    return Form(body.encode(), "region", "code_region", "emissions_tCO2", "2021", 0.25)


def banque_des_territoires() -> Form:
    body = text(
        "N° SIREN;Nom du groupement;Nature juridique;Population totale 2023;Encours de dette (€)",
        EPCI,
        lambda c, n, i: f"{c[:3]} {c[3:6]} {c[6:]};{n};CC;1{i:02} 000;{i} 500,50 €",
    )
    return Form(
        body.encode("utf-8-sig"), "epci", "N° SIREN", "Population totale 2023", "2023", 100000
    )


def anct_names_and_departement() -> Form:
    body = text(
        "Région;Département;Commune;Nombre de maisons France services",
        SEVERAL_IN_ONE,
        lambda c, n, i: f"x;{SEVERAL_IN_ONE['departement_code'][c]};{n.upper()};{i + 2}",
    )
    return Form(
        body.encode(), "commune_name", "Commune", "Nombre de maisons France services", "", 2
    )


def secrets_and_total() -> Form:
    body = text(
        "CODGEO;LIBGEO;MED21", COMMUNES, lambda c, n, i: f"{c};{n};{'s' if i % 3 else '21450'}"
    )
    return Form(f"{body};Total;22000\n".encode(), "commune", "CODGEO", "MED21", "", 21450)


def long_by_sex_and_year() -> Form:
    body = text(
        "geo_code;geo_lib;sexe;annee;obs_value",
        DEPARTEMENTS,
        lambda c, n, i: "\n".join(
            f"{c};{n};{s};{y};{i}.5" for s in ("Ensemble", "Femmes", "Hommes") for y in (2020, 2021)
        ),
    )
    return Form(body.encode(), "departement", "geo_code", "obs_value", "", 0.5, "Ensemble")


def elections() -> Form:
    body = text(
        "Code du département;Libellé du département;Code de la commune;Libellé de la commune;"
        "Inscrits;% Abs/Ins",
        COMMUNES[COMMUNES.index.str[:2] < "97"],
        lambda c, n, i: f"{c[:2].lstrip('0')};d;{int(c[2:])};{n};{i + 10};{i},25",
    )
    return Form(body.encode(), "commune", "Code de la commune", "Inscrits", "", 10)


def no_data() -> Form:
    body = text(
        "insee_com,part_pct", COMMUNES, lambda c, _n, i: f"{c},{-999 if i % 4 == 1 else i + 0.5}"
    )
    return Form(body.encode(), "commune", "insee_com", "part_pct", "", 0.5)


def lost_zeros_and_quotes() -> Form:
    body = text(
        '"Code INSEE","Nom","Taux (%)"',
        COMMUNES,
        lambda c, n, i: f'"{c.lstrip("0")}","{n}","{i},4"',
    )
    return Form(body.encode(), "commune", "Code INSEE", "Taux (%)", "", 0.4)


def observatoire() -> Form:
    body = "Observatoire des territoires\nIndicateur : taux\n\n" + text(
        "Code;Libellé;Taux de chômage 2022", EPCI, lambda c, n, i: f"{c};{n};{i},1"
    )
    return Form(body.encode(), "epci", "Code", "Taux de chômage 2022", "2022", 0.1)


def regions_by_code_alone() -> Form:
    body = text("Région;PIB par habitant", REGIONS, lambda c, n, i: f"{c} - {n};3{i % 10} 250")
    return Form(body.encode(), "region", "Région", "PIB par habitant", "", 30250)


def names_of_zones() -> Form:
    body = text("Zone d'emploi 2020;Taux", ZONES, lambda _c, n, i: f"{n};{i},5 %")
    return Form(body.encode(), "zone_emploi_name", "Zone d'emploi 2020", "Taux", "", 0.5)


def names_of_epci() -> Form:
    body = text("Intercommunalité;Budget", EPCI, lambda _c, n, i: f"{n};{i + 1}")
    return Form(body.encode(), "epci_name", "Intercommunalité", "Budget", "", 1)


def bassins_de_vie() -> Form:
    units = read_units("bassin_vie").iloc[::80]
    body = text("BV2022;LIBBV2022;P21_POP", units, lambda c, n, i: f"{c};{n};{i + 100}")
    return Form(body.encode(), "bassin_vie", "BV2022", "P21_POP", "2021", 100)


def territoires_of_a_phase() -> Form:
    units = read_units("territoire_phase1").iloc[::9]
    body = text("phase;territoire_id;nom;projets", units, lambda c, n, i: f"1;{c};{n};{i + 3}")
    return Form(body.encode(), "territoire_phase1", "territoire_id", "projets", "", 3)


def quarters() -> Form:
    body = text(
        "ze2020;libze2020;trimestre;taux",
        ZONES,
        lambda c, n, i: "\n".join(f"{c};{n};{q};{i},5" for q in ("2023-T1", "2023-T2")),
    )
    return Form(body.encode(), "zone_emploi", "ze2020", "taux", "", 0.5, "2023-T2")


def dates() -> Form:
    body = text(
        "date;code_departement;taux_incidence",
        DEPARTEMENTS,
        lambda c, _n, i: "\n".join(f"{d};{c};{i}.25" for d in ("2021-01-01", "2021-01-08")),
    )
    return Form(
        body.encode(), "departement", "code_departement", "taux_incidence", "", 0.25, "2021-01-08"
    )


def old_communes() -> Form:
    body = (
        "code_insee;nom;population_1999\n01091;Châtillon;300\n14697;L'Oudon;500\n76351;Le Havre;9\n"
    )
    return Form(body.encode(), "commune", "code_insee", "population_1999", "1999", None)


def departement_names() -> Form:
    body = text(
        "Département;Nombre d'usines", DEPARTEMENTS, lambda _c, n, i: f"{n.upper()};{i + 1}"
    )
    return Form(body.encode(), "departement_name", "Département", "Nombre d'usines", "", 1)


def semicolons_and_two_titles() -> Form:
    body = ";;Emplois;\n" + text(
        "CODGEO;LIBGEO;2015;2021", COMMUNES, lambda c, n, i: f"{c};{n};{i + 5};{i + 6}"
    )
    return Form(body.encode(), "commune", "CODGEO", "Emplois – 2021", "2021", 6)


def sirens_of_members() -> Form:
    body = text(
        "siren_epci;nom_epci;nb_communes;population;president",
        EPCI,
        lambda c, n, i: f"{c};{n};{i + 1};{i}0 000;M. X",
    )
    return Form(body.encode(), "epci", "siren_epci", "nb_communes", "", 1)


def footnotes_and_estimates() -> Form:
    body = text(
        "dep;valeur (p)",
        DEPARTEMENTS,
        lambda c, _n, i: f"{c};{i} 234,5 (e)" if i else f"{c};234,5 (e)",
    )
    return Form(body.encode(), "departement", "dep", "valeur (p)", "", 234.5)


FORMS = [
    dossier_complet,
    datagouv_with_postal,
    urssaf_wide_years,
    france_travail,
    dares_thin_spaces,
    ademe_float_codes,
    banque_des_territoires,
    anct_names_and_departement,
    secrets_and_total,
    long_by_sex_and_year,
    elections,
    no_data,
    lost_zeros_and_quotes,
    observatoire,
    regions_by_code_alone,
    names_of_zones,
    names_of_epci,
    bassins_de_vie,
    territoires_of_a_phase,
    quarters,
    dates,
    old_communes,
    departement_names,
    semicolons_and_two_titles,
    sirens_of_members,
    footnotes_and_estimates,
]


@pytest.mark.parametrize("make", FORMS)
def test_a_table_of_a_producer_is_what_a_person_sees(make: Callable[[], Form]) -> None:
    form = make()
    table = read_upload("fichier.csv", form.content)
    roles = propose_roles(table)
    assert (roles.key_kind, roles.key_column) == (form.kind, form.key)
    assert (roles.value, roles.year) == (form.value, form.year)
    keep = tuple((column, value or form.keep) for column, value in roles.keep)
    assert {value for _column, value in keep} <= {form.keep}
    asked = replace(roles, kind="rate", keep=keep, year=roles.year or "2024")
    cells = bring_indicator(table, asked).own.formula
    found = cells.by_year[max(cells.by_year)]  # type: ignore[attr-defined]
    values = next(iter(found.values()))["value"].dropna()
    assert len(values)
    if form.first is not None:
        assert values.iloc[0] == form.first
