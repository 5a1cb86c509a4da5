"""``atlas serve``: open the atlas in a browser."""

import sys
from typing import Annotated

import typer

from territoires_industrie.commands.options import Language
from territoires_industrie.commands.words import check_choice
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.wording import LANGUAGES, N_, _

SERVE_HELP = N_("Ouvre l’atlas dans un navigateur, sur cette machine seulement par défaut.")
PORTS = range(1, 65536)


def serve_atlas(
    port: Annotated[
        str,
        typer.Option(metavar="PORT", envvar="STREAMLIT_SERVER_PORT", help=N_("Port à écouter.")),
    ] = "8501",
    address: Annotated[
        str,
        typer.Option(
            metavar="ADRESSE",
            envvar="STREAMLIT_SERVER_ADDRESS",
            help=N_("Adresse à écouter ; 0.0.0.0 : toutes."),
        ),
    ] = "localhost",
    headless: Annotated[
        bool,
        typer.Option(
            "--headless", envvar="STREAMLIT_SERVER_HEADLESS", help=N_("N’ouvre pas de navigateur.")
        ),
    ] = False,
    base_path: Annotated[
        str,
        typer.Option(
            metavar="CHEMIN",
            envvar="STREAMLIT_SERVER_BASE_URL_PATH",
            help=N_("Chemin sous lequel un proxy montre l’atlas, gardé par lui ou non."),
        ),
    ] = "",
    embed_from: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGINE",
            envvar="ATLAS_EMBED_FROM",
            help=N_("Site qui peut montrer l’atlas dans un cadre, comme https://… (répétable)."),
        ),
    ] = None,
    lang: Language = "fr",
) -> None:
    """Serve the atlas until it is interrupted; Streamlit's other settings are its own."""
    check_choice(lang, LANGUAGES, "--lang")
    if not port.isdecimal() or int(port) not in PORTS:
        text = _("--port {port} : un nombre de 1 à 65535 était attendu.")
        raise RequestError(text.format(port=port))
    from territoires_industrie.server.listening import allow_many_connections, check_listening

    check_listening(address, int(port))
    allow_many_connections()
    typer.echo(_("L’atlas prépare ses données…"), err=True)
    from territoires_industrie.server.app import ROUTER, app
    from territoires_industrie.server.base_path import SETTING, take_base_path
    from territoires_industrie.server.settings import settings_of_environment
    from territoires_industrie.ui.embedding import allow_embedding

    allow_embedding(embed_from or ())
    if top := take_base_path(base_path):
        typer.echo(_("L’atlas répond sous {path}/.").format(path=top), err=True)
    # Streamlit puts the launcher's folder first on Python's path, and reads its settings there.
    sys.argv = [str(ROUTER)]
    told = {"server.port": int(port), "server.address": address, SETTING: ""}
    if ":" in address:  # an address of IPv6 is written in brackets before a port
        told["browser.serverAddress"] = f"[{address}]"
    if headless:
        told["server.headless"] = True
    app.run(config=settings_of_environment() | told)
