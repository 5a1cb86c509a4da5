"""``atlas refresh``: from the official services to a new set of data."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from territoires_industrie.commands.group import FAILED
from territoires_industrie.commands.options import Language
from territoires_industrie.errors import AtlasError, UnknownCodeError, nearest
from territoires_industrie.wording import LANGUAGES, N_, _

if TYPE_CHECKING:
    from territoires_industrie.refresh.driver import ProgressOf, Refreshed

NEEDED = ("duckdb", "ibis", "requests", "rich")

REFRESH_HELP = N_(
    "Lit les services officiels et met en service un nouveau jeu de données, entier ou pas du "
    "tout. SOURCE est contours, programme, comparateur, emplois, flores, fonds-vert, dispositifs "
    "ou activite (toutes par défaut)."
)


def refresh_data(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help=N_("Sources à rafraîchir."))
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=N_("Dit ce qui changerait, sans rien mettre en service.")),
    ] = False,
    accept_totals: Annotated[
        bool,
        typer.Option(
            "--accept-totals",
            help=N_("Met en service un jeu dont des totaux diffèrent de ceux connus."),
        ),
    ] = False,
    addresses: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("Fichier d’adresses des services (TOML).")),
    ] = None,
    embedded: Annotated[
        bool, typer.Option("--embedded", help=N_("Revient aux données du dépôt."))
    ] = False,
    lang: Language = "fr",
) -> None:
    """Refresh some sources, all or nothing; leave with 1 when one of them failed."""
    _require(lang, LANGUAGES, "--lang")
    _require_extra()
    from territoires_industrie.refresh.addresses import read_addresses
    from territoires_industrie.refresh.driver import SOURCES, refresh
    from territoires_industrie.refresh.staging import use_embedded

    if embedded:
        use_embedded()
        typer.echo(_("Les données du dépôt serviront au prochain démarrage de l’atlas."))
        return
    keys = sources or list(SOURCES)
    for key in keys:
        _require(key, tuple(SOURCES), "SOURCE")
    with _bars() as progress_of:
        done = refresh(
            keys,
            read_addresses(addresses),
            dry_run=dry_run,
            accept_totals=accept_totals,
            progress_of=progress_of,
            report=lambda line: typer.echo(line, err=True),
        )
    _tell(done, dry_run=dry_run)
    if not done.is_well:
        raise typer.Exit(FAILED)


def _require(value: str, valid: tuple[str, ...], what: str) -> None:
    if value not in valid:
        close = ", ".join(dict.fromkeys([*nearest(value, valid), *valid]))
        message = _("{option} : « {value} » n'existe pas. Valeurs proches : {close}.")
        raise UnknownCodeError(message.format(option=what, value=value, close=close))


def _require_extra() -> None:
    from importlib.util import find_spec

    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        text = _(
            "`atlas refresh` demande {names}, qui manquent : installez-les par "
            "`pip install -e '.[refresh]'`."
        )
        raise AtlasError(text.format(names=", ".join(absent)))


@contextmanager
def _bars() -> Iterator["ProgressOf"]:
    """Show one bar a source on the standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from territoires_industrie.refresh.readers import Source

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:

        def progress_of(source: Source) -> Callable[[int, int | None], None]:
            task = bars.add_task(_(source.title), total=None)
            return lambda received, total: bars.update(task, completed=received, total=total)

        yield progress_of


def _tell(done: "Refreshed", *, dry_run: bool) -> None:
    for outcome in done.outcomes:
        said = str(outcome.failure) if outcome.failure else " ; ".join(outcome.notes)
        state = _("échec") if outcome.failure else _("reçu")
        key, title = outcome.source.key, _(outcome.source.title)
        typer.echo(f"{key} — {title} : {state} — {said}", err=outcome.failure is not None)
    for line in done.differences:
        typer.echo(f"- {line}")
    for line in done.refusals:
        typer.echo(_("Refusé : {reason}").format(reason=line), err=True)
    typer.echo(_conclusion(done, dry_run=dry_run), err=not done.is_well)


def _conclusion(done: "Refreshed", *, dry_run: bool) -> str:
    if not done.is_well:
        return _(
            "Rien n’est mis en service : les données en place sont intactes. Ce qui est déjà reçu "
            "sera repris. Les totaux connus qui changent à juste titre s’acceptent par "
            "--accept-totals."
        )
    if not done.changed:
        return _("Rien de nouveau : les données en place sont à jour.")
    if dry_run:
        return _("Essai seulement : rien n’est mis en service.")
    text = _("Jeu {name} en service au prochain démarrage de l’atlas.")
    return text.format(name=done.name)
