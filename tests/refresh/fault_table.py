"""What each official service may answer wrongly, and what is to be said of it."""

import io
import json
from collections.abc import Callable

import pandas as pd

from territoires_industrie.refresh.failures import Fault
from territoires_industrie.refresh.flores import COLUMNS
from territoires_industrie.statistics.sectors import A38
from tests.refresh.official_files import grants_csv, programmes_csv, register_zip, zipped
from tests.refresh.official_server import (
    FILES,
    MEMBERS,
    MEMBERS_PATH,
    NAMES,
    Answer,
    OfficialServer,
)

Arrange = Callable[[OfficialServer], object]


def activity_file(**columns: list[object]) -> bytes:
    table = {
        "code_commune": ["76351", "76351"],
        "code_ape": ["2014Z", "1071C"],
        "nombre_d_etablissements_2024": [2, 3],
        "effectifs_salaries_2024": [800, 12],
    }
    written = io.BytesIO()
    pd.DataFrame({**table, **columns}).to_parquet(written)
    return written.getvalue()


def feature(**properties: str) -> dict[str, object]:
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def members(body: bytes) -> Arrange:
    def arrange(server: OfficialServer) -> None:
        server.put_dataset("programme", {**FILES, "liste-ti-grpt2023-20261001.csv": body})

    return arrange


def broken(answer: Answer) -> Arrange:
    def arrange(server: OfficialServer) -> None:
        server.put_dataset("programme", FILES)
        server.put(MEMBERS_PATH, answer)

    return arrange


def export(body: bytes, rows: int) -> Arrange:
    return lambda server: server.put_export("activite", body, rows)


def features(*listed: dict[str, object]) -> Arrange:
    return lambda server: server.put_features(list(listed))


def page(answer: Answer) -> Arrange:
    return lambda server: server.pages.update({"/wfs/ows": lambda _asked: answer})


def at(path: str, *answers: Answer) -> Arrange:
    def arrange(server: OfficialServer) -> None:
        server.put(path, *answers)

    return arrange


def zip_of(key: str, text: str) -> Arrange:
    return at(f"/{key}.zip", Answer(zipped(table=text)))


JOBS = "CODGEO;C22_EMPLT;C22_EMPLT_INDUS\n"
POSTS = ";".join(COLUMNS) + "\n"
HUGE = {"Content-Length": str(10**15)}


def posts_of(*rows: str) -> Arrange:
    return at("/flores.zip", Answer(zipped(x_data=POSTS + "\n".join((*rows, "")))))


MAINTENANCE = Answer(b"<html>Maintenance</html>")
HALF_PAGES = Answer(json.dumps({"features": [], "numberMatched": 9}).encode())
WITHOUT_SIREN = MEMBERS.replace(b"siren_groupement", b"siren_grpt")
FAULTS: dict[str, tuple[str, Arrange, Fault, str]] = {
    "dataset gone": ("programme", lambda _server: None, Fault.NOT_FOUND, "HTTP 404"),
    "no such resource": (
        "programme",
        lambda server: server.put_dataset("programme", {"autre.csv": NAMES}),
        Fault.SCHEMA,
        "liste-ti-grpt…csv » est attendu ; fichiers trouvés : autre.csv",
    ),
    "timeout": ("programme", broken(Answer(hang=True)), Fault.TIMEOUT, "à temps"),
    "500": ("programme", broken(Answer(status=500)), Fault.SERVER, "HTTP 500"),
    "429": ("programme", broken(Answer(status=429)), Fault.TOO_MANY, "trop de demandes"),
    "cut": ("programme", broken(Answer(MEMBERS, cut_after=20)), Fault.CUT, "coupée"),
    "other file": ("programme", broken(Answer(NAMES)), Fault.WRONG_HASH, "empreinte"),
    "renamed column": (
        "programme",
        members(WITHOUT_SIREN),
        Fault.SCHEMA,
        "absentes : siren_groupement",
    ),
    "half a row": ("programme", members(MEMBERS + b"ti-2802,CA"), Fault.HALF_FILE, "ligne 3"),
    "web page": ("programme", members(MAINTENANCE.body), Fault.NOT_A_FILE, "<html>"),
    "unknown member": (
        "programme",
        members(MEMBERS.replace(b"200084952", b"999999999")),
        Fault.SCHEMA,
        "999999999",
    ),
    "export cut in silence": ("activite", export(activity_file(), 3), Fault.HALF_FILE, "3 lignes"),
    "export truncated": (
        "activite",
        export(activity_file()[:-40], 2),
        Fault.HALF_FILE,
        "lecture impossible",
    ),
    "year without jobs": (
        "activite",
        export(activity_file(effectifs_salaries_2025=[1, 1]), 2),
        Fault.SCHEMA,
        "incomplètes pour 2025",
    ),
    "wfs in maintenance": ("contours", page(MAINTENANCE), Fault.NOT_A_FILE, "<html>"),
    "wfs pages that stop": ("contours", page(HALF_PAGES), Fault.HALF_FILE, "9 objets annoncés"),
    "wfs other properties": (
        "contours",
        features(feature(insee_com="76351")),
        Fault.SCHEMA,
        "code_insee",
    ),
    "another year's communes": (
        "contours",
        features(
            feature(
                code_insee="76351",
                codes_siren_des_epci="200084952",
                code_siren="200084952",
                nom="CU",
                nature="Communauté urbaine",
            )
        ),
        Fault.SCHEMA,
        "changé d’année",
    ),
    "zip that is not one": (
        "comparateur",
        at("/comparateur.zip", Answer(b"PK?")),
        Fault.NOT_A_FILE,
        "zip",
    ),
    "comparator without industry": (
        "comparateur",
        zip_of("comparateur", "CODGEO;P21_POP\n01001;832\n"),
        Fault.SCHEMA,
        "ETBE",
    ),
    "jobs in pieces": (
        "emplois",
        zip_of("emplois", JOBS + "01001;10"),
        Fault.HALF_FILE,
        "ligne 2",
    ),
    "jobs of another census": (
        "emplois",
        zip_of("emplois", JOBS.replace("22", "23") + "01001;10;2\n"),
        Fault.SCHEMA,
        r"absentes : C22_EMPLT \(C23_EMPLT \?\)",
    ),
    "more in industry than in all": (
        "emplois",
        zip_of("emplois", JOBS + "01001;10;12\n"),
        Fault.SCHEMA,
        "plus d’emplois dans l’industrie",
    ),
    "jobs larger than the disk": (
        "emplois",
        at("/emplois.zip", Answer(b"PK", says_length=False, headers=HUGE)),
        Fault.DISK_FULL,
        "1000000000 Mo",
    ),
    "posts without a size": (
        "flores",
        at("/flores.zip", Answer(zipped(x_data="GEO;ACTIVITY\n01001;CE\n"))),
        Fault.SCHEMA,
        "absentes : GEO_OBJECT",
    ),
    "posts in another file": (
        "flores",
        zip_of("flores", POSTS),
        Fault.SCHEMA,
        r"un fichier « …_data.csv » est attendu ; fichiers trouvés : table.csv",
    ),
    "posts without France": (
        "flores",
        posts_of("01001;COM;CE;_T;1T9X7;EMPL3112;A;2024;5"),
        Fault.SCHEMA,
        "France entière est attendue",
    ),
    "posts of some sectors": (
        "flores",
        posts_of(
            "01001;COM;CE;_T;1T9X7;EMPL3112;A;2024;5", "F;FRANCE;_T;_T;1T9X7;EMPL3112;A;2024;5"
        ),
        Fault.SCHEMA,
        "secteurs A38 attendus et absents : AZ",
    ),
    "posts of some communes": (
        "flores",
        posts_of(
            *(f"01001;COM;{code};_T;1T9X7;EMPL3112;A;2024;5" for code in (*A38, "_T")),
            "F;FRANCE;_T;_T;1T9X7;EMPL3112;A;2024;6",
        ),
        Fault.HALF_FILE,
        r"6 \+ 0 postes et établissements, ses communes 5 \+ 0",
    ),
    "posts in a broken zip": (
        "flores",
        at("/flores.zip", Answer(zipped(x_data=POSTS * 99)[:-40])),
        Fault.NOT_A_FILE,
        "zip",
    ),
    "grants of other measures": (
        "fonds-vert",
        lambda server: server.put(
            "/fonds-vert.zip", Answer(grants_csv().replace("d’Industrie".encode(), b"durables"))
        ),
        Fault.SCHEMA,
        "aucune mesure « Territoires d’industrie » parmi : Territoires durables",
    ),
    "grants without an amount": (
        "fonds-vert",
        lambda server: server.put(
            "/fonds-vert.zip", Answer(grants_csv().replace(b",280000,", b",,"))
        ),
        Fault.SCHEMA,
        "sans montant ou sans département connu : FLODIM",
    ),
    "grants of another header": (
        "fonds-vert",
        lambda server: server.put(
            "/fonds-vert.zip", Answer(grants_csv().replace(b"montant_engage", b"montant"))
        ),
        Fault.SCHEMA,
        "absentes : montant_engage",
    ),
    "emissions in tonnes": (
        "irep",
        lambda server: server.put("/irep.zip", Answer(register_zip(unite="t/an"))),
        Fault.SCHEMA,
        "kg par an ; unités trouvées : t/an",
    ),
    "emissions of no year": (
        "irep",
        lambda server: server.put("/irep.zip", Answer(register_zip(annee_emission="n.d."))),
        Fault.SCHEMA,
        "une seule année d’émission est attendue ; trouvées : n.d.",
    ),
    "a register without emissions": (
        "irep",
        zip_of("irep", "identifiant;commune\n1;Lille\n"),
        Fault.NOT_A_FILE,
        "zip",
    ),
    "programmes of another header": (
        "dispositifs",
        lambda server: server.put(
            "/dispositifs.zip", Answer(programmes_csv().replace(b"id_pvd", b"id_petites"))
        ),
        Fault.SCHEMA,
        "absentes : id_pvd",
    ),
    "jobs moved to nowhere": (
        "emplois",
        at("/emplois.zip", Answer(status=301, headers={"Location": "/gone.zip"})),
        Fault.NOT_FOUND,
        "gone.zip",
    ),
}
"""Key of the source, what its service answers, the fault, and words of the report; by name."""
