"""Other programmes of the ANCT that each commune is in, out of its list by commune."""

import pandas as pd

from territoires_industrie.build.records import write_parquet
from territoires_industrie.join import join_to_communes
from territoires_industrie.membership import read_composition
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Request
from territoires_industrie.refresh.services import Client
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import is_in_use, read_csv
from territoires_industrie.wording import _

TABLE = "commune_programme_2025"
YEAR = "2025"
LIST_COG_YEAR = 2025
COLUMNS = {
    f"small_towns_count_{YEAR}": ("id_pvd",),
    f"town_centres_count_{YEAR}": ("id_acv", "id_acv2"),
    f"villages_count_{YEAR}": ("id_va",),
    f"public_services_count_{YEAR}": ("id_fs",),
}
"""The atlas's columns → those of the list, one of which holds an identifier in a member commune."""


def read_programmes(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Bring which communes are in the programmes beside Territoires d'industrie."""
    file = client.fetch(Request(addresses.setting("dispositifs", "file")), "dispositifs.csv")
    expected = ("insee_com", "id_ti", *(name for names in COLUMNS.values() for name in names))
    received = read_csv(file, expected)
    table = member_communes(received)
    if is_in_use(table, TABLE):
        return [_("même liste que celle en place")]
    record = addresses.origin("dispositifs", file)
    write_parquet(table, stage.data / f"{TABLE}.parquet", ["commune_code"], record)
    stage.changed.append("dispositifs")
    said = _(
        "{small} communes dans Petites villes de demain ; Territoires d’industrie identiques à "
        "ceux de l’atlas à {same} %"
    )
    return [said.format(small=int(table.iloc[:, 1].sum()), same=same_territoires_pct(received))]


def member_communes(received: pd.DataFrame) -> pd.DataFrame:
    """Return 1 where a commune of 2026 is in a programme, 0 elsewhere."""
    wide = pd.DataFrame({"commune_code": received["insee_com"]})
    for column, names in COLUMNS.items():
        wide[column] = (received[list(names)] != "").any(axis=1).astype("float64")
    joined, _report = join_to_communes(
        wide, cog_year=LIST_COG_YEAR, columns=list(COLUMNS), name=TABLE, adds_arrondissements=True
    )
    # Communes that merged add up: the one of today takes part, or does not.
    return joined.fillna(0.0).clip(upper=1.0).reset_index()


def same_territoires_pct(received: pd.DataFrame) -> int:
    """Return the part (%) of the listed communes of a territory that are in the same one here."""
    listed = received[received["id_ti"] != ""].drop_duplicates("insee_com").set_index("insee_com")
    known = read_composition()["territoire_id_phase2"].reindex(listed.index)
    pairs = zip(listed["id_ti"], known, strict=True)
    same = [str(own) in str(ids).replace(" ", "").split(";") for ids, own in pairs]
    return round(100 * sum(same) / len(same)) if same else 0
