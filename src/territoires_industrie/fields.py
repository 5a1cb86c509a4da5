"""Every column of the tables of ``data/``, once: name, kind, unit, definition."""

import re
from dataclasses import dataclass

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.wording import N_, _

YEAR = re.compile(r"_\d{4}$")


@dataclass(frozen=True)
class Field:
    """One column: its name without a year, its kind, unit and French definition.

    ``kind`` is ``text``, ``number``, ``integer``, ``boolean`` or ``date`` (ISO 8601).
    """

    name: str
    kind: str
    unit: str
    definition: str


FIELDS = {
    field.name: field
    for field in (
        Field("a21_code", "text", "", N_("Section de la nomenclature d'activités (A21)")),
        Field("a38_code", "text", "", N_("Secteur d'activité (A38)")),
        Field("a5_code", "text", "", N_("Grand secteur (A5) ; BE : industrie")),
        Field("action_title", "text", "", N_("Projet, tel que nommé par la source")),
        Field("active_15_64_count", "number", "", N_("Actifs de 15 à 64 ans (recensement)")),
        Field(
            "age_15_24_net_migration_pct",
            "number",
            "%",
            N_("Solde des arrivées et des départs des 15-24 ans, rapporté à leur nombre"),
        ),
        Field("age_75_share_pct", "number", "%", N_("Part des habitants de 75 ans ou plus")),
        Field(
            "agriculture_establishments_count",
            "number",
            "",
            N_("Établissements actifs de l'agriculture (AZ)"),
        ),
        Field(
            "aire_attraction_code",
            "text",
            "",
            N_("Aire d'attraction des villes 2020 ; 000 : hors attraction"),
        ),
        Field("aire_attraction_name", "text", "", N_("Nom de l'aire d'attraction des villes")),
        Field("announced_on", "date", "", N_("Jour de l'annonce")),
        Field("ape_code", "text", "", N_("Activité principale de l'établissement (APE)")),
        Field("ape_label", "text", "", N_("Libellé de l'activité principale")),
        Field("area_km2", "number", "km²", N_("Superficie")),
        Field("area_m2", "number", "m²", N_("Superficie de l'unité foncière du site")),
        Field(
            "axis",
            "text",
            "",
            N_("Axe du programme : attirer, recruter, simplifier, innover ou installer"),
        ),
        Field("axis_assigned_by", "text", "", N_("Qui a attribué l'axe")),
        Field("bassin_vie_code", "text", "", N_("Bassin de vie 2022")),
        Field("bassin_vie_name", "text", "", N_("Nom du bassin de vie")),
        Field(
            "below_baccalaureat_share_pct",
            "number",
            "%",
            N_("Part des non-scolarisés de 15 ans ou plus sans le baccalauréat"),
        ),
        Field("beneficiary_name", "text", "", N_("Bénéficiaire de la subvention")),
        Field("beneficiary_siren", "text", "", N_("SIREN du bénéficiaire")),
        Field(
            "co2_fossil_t",
            "number",
            "t",
            N_("Émissions déclarées de CO2 fossile ; vide sous le seuil"),
        ),
        Field("co2_t", "number", "t", N_("Émissions déclarées de CO2 ; vide sous le seuil")),
        Field("cog_year", "integer", "", N_("Année du code officiel géographique")),
        Field("commune_after", "text", "", N_("Code de la commune après l'événement")),
        Field("commune_before", "text", "", N_("Code de la commune avant l'événement")),
        Field("commune_code", "text", "", N_("Code INSEE de la commune")),
        Field("commune_code_any_year", "text", "", N_("Code de commune de n'importe quelle année")),
        Field("commune_count", "integer", "", N_("Nombre de communes")),
        Field("commune_name", "text", "", N_("Nom de la commune")),
        Field("commune_siren", "text", "", N_("SIREN de la commune")),
        Field("communes_in_epci_count", "integer", "", N_("Communes de l'EPCI")),
        Field(
            "communes_in_territory_count",
            "integer",
            "",
            N_("Communes de l'EPCI qui sont dans le territoire"),
        ),
        Field(
            "company_creations_change_2019_2024_pct",
            "number",
            "%",
            N_("Évolution des créations d'entreprises de 2019 à 2024"),
        ),
        Field(
            "construction_establishments_count",
            "number",
            "",
            N_("Établissements actifs de la construction (FZ)"),
        ),
        Field(
            "consumption_units_count",
            "number",
            "",
            N_("Unités de consommation des ménages fiscaux"),
        ),
        Field("coverage", "text", "", N_("EPCI dans le territoire en entier ou en partie")),
        Field("date", "text", "", N_("Jour, quand la source le donne")),
        Field("date_text", "text", "", N_("Date, telle que la source la donne")),
        Field("departement_code", "text", "", N_("Code INSEE du département")),
        Field("departement_name", "text", "", N_("Nom du département")),
        Field("difference_count", "integer", "", N_("Somme des communes moins chiffre publié")),
        Field("effective_date", "date", "", N_("Jour d'effet de l'événement")),
        Field("employment_rate_15_64_pct", "number", "%", N_("Taux d'emploi des 15 à 64 ans")),
        Field(
            "epci_kind",
            "text",
            "",
            N_("Nature de l'EPCI : CC, CA, CU, METRO, MET69 (Lyon), MET ou EPT"),
        ),
        Field("epci_name", "text", "", N_("Nom de l'EPCI")),
        Field("epci_name_after", "text", "", N_("Nom de l'EPCI après le changement")),
        Field("epci_name_as_announced", "text", "", N_("Nom de l'intercommunalité tel qu'imprimé")),
        Field("epci_name_before", "text", "", N_("Nom de l'EPCI avant le changement")),
        Field("epci_siren", "text", "", N_("SIREN de l'EPCI")),
        Field("epci_siren_after", "text", "", N_("SIREN de l'EPCI après le changement")),
        Field("epci_siren_before", "text", "", N_("SIREN de l'EPCI avant le changement")),
        Field("eprtr_code", "text", "", N_("Activité au sens du registre européen (E-PRTR)")),
        Field("ept_name", "text", "", N_("Nom de l'établissement public territorial")),
        Field("ept_siren", "text", "", N_("SIREN de l'établissement public territorial")),
        Field(
            "establishments_10plus_jobs_count",
            "number",
            "",
            N_("Établissements actifs de 10 salariés ou plus"),
        ),
        Field(
            "establishments_1_9_jobs_count",
            "number",
            "",
            N_("Établissements actifs de 1 à 9 salariés"),
        ),
        Field("establishments_count", "number", "", N_("Établissements actifs, tous secteurs")),
        Field("event_code", "text", "", N_("Type d'événement de l'INSEE ; 21 : rétablissement")),
        Field(
            "event_date",
            "text",
            "",
            N_("Date du chiffre, au format ISO, aussi précise que la source"),
        ),
        Field("evidence", "text", "", N_("Ce qui établit la correspondance")),
        Field(
            "executives_net_migration_pct",
            "number",
            "%",
            N_("Solde des arrivées et des départs des cadres, rapporté à leur nombre"),
        ),
        Field(
            "executives_share_pct", "number", "%", N_("Cadres pour 100 habitants de 15 ans ou plus")
        ),
        Field("explanation", "text", "", N_("Explication de la correspondance")),
        Field("first_seen_after", "text", "", N_("Première année où l'EPCI suivant apparaît")),
        Field("former_activity", "text", "", N_("Ancienne activité du site")),
        Field("general_lycees_count", "integer", "", N_("Lycées généraux et technologiques")),
        Field("grant_eur", "number", "€", N_("Subvention accordée")),
        Field("has_signed_plan", "boolean", "", N_("Plan d'actions signé ou non")),
        Field(
            "helped_firms_count",
            "integer",
            "",
            N_("Entreprises industrielles et agricoles aidées, cumulées"),
        ),
        Field(
            "higher_education_share_pct",
            "number",
            "%",
            N_("Part des non-scolarisés de 15 ans ou plus diplômés à bac + 3 ou plus"),
        ),
        Field(
            "house_price_median_eur_per_m2",
            "number",
            "€/m²",
            N_("Prix médian des maisons ou logements vendus"),
        ),
        Field("household_people_count", "number", "", N_("Personnes des ménages fiscaux")),
        Field("households_count", "number", "", N_("Ménages fiscaux")),
        Field(
            "income_activity_share_pct",
            "number",
            "%",
            N_("Part des revenus d'activité dans le revenu disponible"),
        ),
        Field("income_d1_eur", "number", "€", N_("Premier décile du niveau de vie")),
        Field("income_d9_eur", "number", "€", N_("Neuvième décile du niveau de vie")),
        Field(
            "income_family_benefits_share_pct",
            "number",
            "%",
            N_("Part des prestations familiales dans le revenu disponible"),
        ),
        Field(
            "income_housing_benefits_share_pct",
            "number",
            "%",
            N_("Part des prestations de logement dans le revenu disponible"),
        ),
        Field(
            "income_interdecile_ratio",
            "number",
            "",
            N_("Rapport du neuvième au premier décile du niveau de vie"),
        ),
        Field(
            "income_minimum_benefits_share_pct",
            "number",
            "%",
            N_("Part des minima sociaux dans le revenu disponible"),
        ),
        Field(
            "income_pensions_share_pct",
            "number",
            "%",
            N_("Part des pensions et retraites dans le revenu disponible"),
        ),
        Field(
            "income_property_share_pct",
            "number",
            "%",
            N_("Part des revenus du patrimoine dans le revenu disponible"),
        ),
        Field(
            "income_self_employment_share_pct",
            "number",
            "%",
            N_("Part des revenus non salariés dans le revenu disponible"),
        ),
        Field(
            "income_social_benefits_share_pct",
            "number",
            "%",
            N_("Part des prestations sociales dans le revenu disponible"),
        ),
        Field(
            "income_taxes_share_pct",
            "number",
            "%",
            N_("Part des impôts dans le revenu disponible, négative"),
        ),
        Field(
            "income_unemployment_benefits_share_pct",
            "number",
            "%",
            N_("Part des indemnités de chômage dans le revenu disponible"),
        ),
        Field(
            "income_wages_share_pct",
            "number",
            "%",
            N_("Part des salaires dans le revenu disponible"),
        ),
        Field(
            "industrial_establishments_count",
            "number",
            "",
            N_("Établissements actifs de l'industrie (BE)"),
        ),
        Field("industrial_jobs_count", "number", "", N_("Emplois de l'industrie")),
        Field("industrial_sites_count", "number", "", N_("Sites industriels déclarants")),
        Field("industry_named", "text", "", N_("Industrie, telle que nommée par le territoire")),
        Field("is_checked", "boolean", "", N_("Site vérifié, selon la source")),
        Field(
            "is_located",
            "boolean",
            "",
            N_("Le point de la source tombe dans la commune qu'elle dit"),
        ),
        Field("is_unverified_register", "boolean", "", N_("Site tiré d'un registre, non vérifié")),
        Field(
            "jobs_agriculture_share_pct",
            "number",
            "%",
            N_("Part de l'agriculture dans l'emploi"),
        ),
        Field(
            "jobs_construction_share_pct",
            "number",
            "%",
            N_("Part de la construction dans l'emploi"),
        ),
        Field("jobs_count", "number", "", N_("Emplois")),
        Field(
            "jobs_growth_pct_per_year_2011_2016",
            "number",
            "% par an",
            N_("Évolution annuelle de l'emploi de 2011 à 2016"),
        ),
        Field(
            "jobs_growth_pct_per_year_2011_2022",
            "number",
            "% par an",
            N_("Évolution annuelle de l'emploi de 2011 à 2022"),
        ),
        Field(
            "jobs_growth_pct_per_year_2016_2022",
            "number",
            "% par an",
            N_("Évolution annuelle de l'emploi de 2016 à 2022"),
        ),
        Field(
            "jobs_in_units_100plus_share_pct",
            "number",
            "%",
            N_("Part de l'emploi dans les unités de 100 salariés ou plus"),
        ),
        Field(
            "jobs_in_units_1_9_share_pct",
            "number",
            "%",
            N_("Part des postes salariés dans les établissements de 1 à 9 salariés"),
        ),
        Field("jobs_industry_share_pct", "number", "%", N_("Part de l'industrie dans l'emploi")),
        Field(
            "jobs_market_services_share_pct",
            "number",
            "%",
            N_("Part du commerce, des transports et des services dans l'emploi"),
        ),
        Field(
            "jobs_per_100_employed_residents",
            "number",
            "",
            N_("Emplois au lieu de travail pour 100 actifs occupés résidents"),
        ),
        Field(
            "jobs_public_services_share_pct",
            "number",
            "%",
            N_("Part des services publics, de la santé et du social dans l'emploi"),
        ),
        Field(
            "jobs_residential_economy_share_pct",
            "number",
            "%",
            N_("Part des postes salariés de la sphère présentielle"),
        ),
        Field("jobs_salaried_share_pct", "number", "%", N_("Part des salariés dans l'emploi")),
        Field("kind", "text", "", N_("Sorte d'objet")),
        Field("kind_after", "text", "", N_("Type de commune après l'événement")),
        Field("kind_before", "text", "", N_("Type de commune avant l'événement")),
        Field("label", "text", "", N_("Libellé officiel")),
        Field("last_seen", "text", "", N_("Dernière année où l'EPCI apparaît")),
        Field("lat", "number", "°", N_("Latitude (WGS 84)")),
        Field("level", "text", "", N_("Niveau de l'unité")),
        Field("local_stations_count", "integer", "", N_("Gares de voyageurs d'intérêt local")),
        Field("lon", "number", "°", N_("Longitude (WGS 84)")),
        Field("lycees_count", "integer", "", N_("Lycées, tous types")),
        Field(
            "manual_workers_net_migration_pct",
            "number",
            "%",
            N_("Solde des arrivées et des départs des ouvriers, rapporté à leur nombre"),
        ),
        Field(
            "manual_workers_share_pct",
            "number",
            "%",
            N_("Ouvriers pour 100 habitants de 15 ans ou plus"),
        ),
        Field(
            "market_services_establishments_count",
            "number",
            "",
            N_("Établissements actifs du commerce, des transports et des services (GU)"),
        ),
        Field("match_kind", "text", "", N_("Sorte de correspondance")),
        Field("measure", "text", "", N_("Mesure")),
        Field("median_income_eur", "number", "€", N_("Niveau de vie médian")),
        Field("member_kind", "text", "", N_("Sorte de membre : epci, ept ou commune")),
        Field("member_name", "text", "", N_("Nom du membre, tel que publié")),
        Field("member_siren", "text", "", N_("SIREN du membre")),
        Field("month_end", "date", "", N_("Dernier jour du mois")),
        Field("name_after", "text", "", N_("Nom après l'événement")),
        Field("name_before", "text", "", N_("Nom avant l'événement")),
        Field(
            "national_stations_count", "integer", "", N_("Gares de voyageurs d'intérêt national")
        ),
        Field("note", "text", "", N_("Remarque")),
        Field("origin_scope", "text", "", N_("Portée du chiffre dans la table d'origine")),
        Field("origin_subject", "text", "", N_("Sujet du chiffre dans la table d'origine")),
        Field("phase", "text", "", N_("Phase du programme : 1 ou 2")),
        Field("polyvalent_lycees_count", "integer", "", N_("Lycées polyvalents")),
        Field(
            "population_15_64_count",
            "number",
            "hab.",
            N_("Population de 15 à 64 ans (recensement)"),
        ),
        Field("population_count", "number", "hab.", N_("Population municipale")),
        Field("poverty_rate_pct", "number", "%", N_("Taux de pauvreté")),
        Field("private_jobs_count", "number", "", N_("Emplois salariés privés au 31 décembre")),
        Field("project_title", "text", "", N_("Intitulé du projet")),
        Field(
            "public_services_establishments_count",
            "number",
            "",
            N_("Établissements actifs de l'administration, de la santé et du social (OQ)"),
        ),
        Field("published_count", "integer", "", N_("Chiffre publié")),
        Field(
            "published_jobs_count",
            "integer",
            "",
            N_("Emplois salariés privés des cases commune × activité publiées"),
        ),
        Field("published_on", "text", "", N_("Jour de publication")),
        Field("qualifier", "text", "", N_("Précision du chiffre, par exemple « plus de »")),
        Field("quarter", "text", "", N_("Trimestre, par exemple 2023Q3")),
        Field("region_code", "text", "", N_("Code INSEE de la région")),
        Field("region_name", "text", "", N_("Nom de la région")),
        Field(
            "regional_stations_count", "integer", "", N_("Gares de voyageurs d'intérêt régional")
        ),
        Field("regional_total_eur", "number", "€", N_("Montant annoncé pour toute la région")),
        Field("salaried_jobs_count", "number", "", N_("Emplois salariés au lieu de travail")),
        Field("scope", "text", "", N_("Portée du chiffre")),
        Field("series", "text", "", N_("Série à laquelle le chiffre appartient")),
        Field("short_label", "text", "", N_("Libellé court")),
        Field("signed_before", "date", "", N_("Jour avant lequel le contrat était signé")),
        Field("signed_on", "date", "", N_("Jour de signature du contrat")),
        Field("siret", "text", "", N_("SIRET de l'établissement")),
        Field("site_id", "text", "", N_("Identifiant du site dans le registre de la source")),
        Field("site_name", "text", "", N_("Nom du site")),
        Field("site_status", "text", "", N_("État du site")),
        Field("site_type", "text", "", N_("Type du site, dans l'orthographe de la source")),
        Field("source", "text", "", N_("Source")),
        Field("state_date", "date", "", N_("Jour de l'état du programme")),
        Field("subject", "text", "", N_("Sujet du chiffre")),
        Field("summed_count", "integer", "", N_("Somme des communes")),
        Field("taxed_households_share_pct", "number", "%", N_("Part des ménages fiscaux imposés")),
        Field("territoire_id", "text", "", N_("Identifiant du territoire, unique dans sa phase")),
        Field("territoire_id_phase1", "text", "", N_("Identifiant du territoire de la phase 1")),
        Field("territoire_id_phase2", "text", "", N_("Identifiant du territoire de la phase 2")),
        Field("territoire_name", "text", "", N_("Nom du territoire")),
        Field("theme", "text", "", N_("Thème")),
        Field("title", "text", "", N_("Intitulé")),
        Field("unemployed_15_64_count", "number", "", N_("Chômeurs de 15 à 64 ans (recensement)")),
        Field("unemployment_rate_pct", "number", "%", N_("Taux de chômage")),
        Field("unit", "text", "", N_("Unité du chiffre")),
        Field("unit_code", "text", "", N_("Code de l'unité, à son niveau")),
        Field("unit_name", "text", "", N_("Nom de l'unité")),
        Field("vacant_homes_share_pct", "number", "%", N_("Part des logements vacants")),
        Field("value", "text", "", N_("Valeur")),
        Field("value_text", "text", "", N_("Valeur, telle que la source la donne")),
        Field("vocational_lycees_count", "integer", "", N_("Lycées professionnels")),
        Field("window", "text", "", N_("Partie du monde où l'objet est découpé")),
        Field(
            "withheld_cells_count",
            "integer",
            "",
            N_("Cases commune × activité sous secret statistique"),
        ),
        Field("year", "text", "", N_("Année de référence")),
        Field("zone_emploi_code", "text", "", N_("Zone d'emploi 2020")),
        Field("zone_emploi_name", "text", "", N_("Nom de la zone d'emploi")),
    )
}
"""Columns by name, in alphabetical order."""


def find_field(column: str) -> Field:
    """Find what a column is; a year at its end is the year of its figures.

    Raises
    ------
    UnknownCodeError
        If no table has such a column.

    >>> find_field("population_count_2022").unit
    'hab.'
    """
    known = FIELDS.get(column) or FIELDS.get(YEAR.sub("", column))
    if known is None:
        text = _("Colonne inconnue : « {column} ». Colonnes proches : {close}.")
        raise UnknownCodeError(text.format(column=column, close=", ".join(nearest(column, FIELDS))))
    return known
