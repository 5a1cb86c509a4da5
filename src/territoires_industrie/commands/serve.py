"""``atlas serve``: open the atlas in a browser."""

import gc
import re
import sys
from dataclasses import dataclass

import typer

from territoires_industrie.commands.options import Language
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.wording import N_, _

SERVE_HELP = N_("Ouvre l’atlas dans un navigateur, sur cette machine seulement par défaut.")
PORT = re.compile(r"\d{1,5}", re.ASCII)
"""Python refuses to read thousands of digits."""

PORTS = range(1, 65536)
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- named, not listened to


@dataclass(frozen=True)
class ServeCommand:
    """Serve the atlas until it is interrupted; Streamlit's other settings are its own."""

    port: str = "8501"
    address: str = "localhost"
    headless: bool = False
    base_path: str = ""
    embed_from: list[str] | None = None
    lang: Language = "fr"

    def run(self) -> None:
        """Check the options, then serve."""
        if not PORT.fullmatch(self.port) or int(self.port) not in PORTS:
            text = _("--port {port} : un nombre de 1 à 65535 était attendu.")
            raise RequestError(text, port=self.port[:20])
        from territoires_industrie.server.listening import allow_many_connections, check_listening

        check_listening(self.address, int(self.port))
        allow_many_connections()
        typer.echo(_("L’atlas prépare ses données…"), err=True)
        gc.disable()  # as app.py does, which says why
        from territoires_industrie.server.app import ROUTER, app
        from territoires_industrie.server.base_path import SETTING, take_base_path
        from territoires_industrie.server.settings import settings_of_environment
        from territoires_industrie.ui.embedding import allow_embedding

        allow_embedding(self.embed_from or ())
        if top := take_base_path(self.base_path):
            # Streamlit names the address without the path, at which the atlas answers too.
            here = f"http://{_host_of(self.address)}:{self.port}{top}/"
            typer.echo(
                _("L’atlas répond sous {path}/ : {here}").format(path=top, here=here), err=True
            )
        # Streamlit puts the launcher's folder first on Python's path, and reads its settings there.
        sys.argv = [str(ROUTER)]
        told = {"server.port": int(self.port), "server.address": self.address, SETTING: ""}
        if ":" in self.address:  # an address of IPv6 is written in brackets before a port
            told["browser.serverAddress"] = _host_of(self.address)
        if self.headless:
            told["server.headless"] = True
        app.run(config=settings_of_environment() | told)


def _host_of(address: str) -> str:
    """Write an address before a port; that of all addresses of a machine is no address to open."""
    if address in EVERYWHERE:
        return "localhost"
    return f"[{address}]" if ":" in address else address
