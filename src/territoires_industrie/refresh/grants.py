"""Grants of the Fonds vert to projects of the Territoires d'industrie, all régions."""

import pandas as pd

from territoires_industrie.build.records import write_csv
from territoires_industrie.errors import list_codes
from territoires_industrie.programme.grants import GRANTS_TABLE
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Request
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import is_in_use, read_csv, to_numbers
from territoires_industrie.sources import read_table
from territoires_industrie.wording import _, fold

COLUMNS = {
    "code_departement": "departement_code",
    "code_commune": "commune_code",
    "nom_commune": "commune_name",
    "raison_sociale_beneficiaire": "beneficiary_name",
    "siret_beneficiaire": "beneficiary_siren",
    "nom_du_projet": "project_title",
    "montant_engage": "grant_eur",
}
"""The ministry's columns → the atlas's; ``demarche`` beside them names the measure."""

MEASURE = fold("Territoires d'industrie")
"""In the name of the measure, folded."""

KEY = ["commune_code", "beneficiary_siren", "project_title"]


def read_fonds_vert(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Bring the grants of the measure with their amounts, in place of the three régions known."""
    file = client.fetch(Request(addresses.setting("fonds-vert", "file")), "fonds-vert.csv")
    received = read_csv(file, ("demarche", *COLUMNS))
    chosen = received[received["demarche"].map(fold).str.contains(MEASURE, regex=False)]
    if chosen.empty:
        text = _("{url} : aucune mesure « Territoires d’industrie » parmi : {found}.")
        found = list_codes(received["demarche"].unique())
        raise RefreshError(Fault.SCHEMA, text, url=file.url, found=found)
    table = grants_of(chosen)
    if is_in_use(table, GRANTS_TABLE, KEY):
        return [_("même liste que celle en place")]
    total = int(table["grant_eur"].astype(float).sum())
    origin = addresses.origin("fonds-vert", file, count=len(table), total=total)
    write_csv(table, stage.data / f"{GRANTS_TABLE}.csv", KEY, origin)
    stage.changed.append("fonds-vert")
    said = _("projets : {count} dans {departements} départements, {total} €")
    count = table["departement_code"].nunique()
    return [said.format(count=len(table), departements=count, total=total)]


def grants_of(chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the grants in the atlas's columns, one row a project, amounts as whole texts."""
    table = to_numbers(chosen, ("montant_engage",))[[*COLUMNS]].rename(columns=COLUMNS)
    # A SIRET begins with the SIREN of its firm.
    table["beneficiary_siren"] = table["beneficiary_siren"].str.replace(" ", "").str[:9]
    known = read_table("departement_2026").set_index("departement_code")
    table["region_code"] = table["departement_code"].str.zfill(2).map(known["region_code"])
    lost = table["grant_eur"].isna() | table["region_code"].isna()
    if lost.any():
        text = _("Subventions sans montant ou sans département connu : {codes}.")
        codes = list_codes(table.loc[lost, "beneficiary_name"])
        raise RefreshError(Fault.SCHEMA, text, codes=codes)
    # One project may be paid in several commitments.
    first = [name for name in table.columns if name not in (*KEY, "grant_eur")]
    summed = table.groupby(KEY, as_index=False).agg(
        {**dict.fromkeys(first, "first"), "grant_eur": "sum"}
    )
    return summed.assign(grant_eur=summed["grant_eur"].map("{:.10g}".format))
