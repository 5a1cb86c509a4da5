"""``atlas refresh``: from the official services to a new set of data."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from territoires_industrie.commands.group import FAILED
from territoires_industrie.commands.options import Language
from territoires_industrie.commands.words import check_choice
from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import N_, _, list_texts, say_pair

if TYPE_CHECKING:
    from territoires_industrie.refresh.driver import ProgressOf, Refreshed

NEEDED = ("duckdb", "ibis", "requests", "rich")

REFRESH_HELP = N_(
    "Lit les services officiels et met en service un nouveau jeu de données, entier ou pas du "
    "tout. SOURCE est contours, programme, comparateur, emplois, flores, fonds-vert, "
    "dispositifs, irep ou activite (toutes par défaut)."
)


@dataclass(frozen=True)
class RefreshCommand:
    """Refresh some sources, all or nothing; leave with 1 when one of them failed."""

    sources: list[str] | None = None
    dry_run: bool = False
    accept_totals: bool = False
    addresses: Path | None = None
    embedded: bool = False
    lang: Language = "fr"

    def run(self) -> None:
        """Check the options, then refresh."""
        _require_extra()
        from territoires_industrie.refresh.addresses import read_addresses
        from territoires_industrie.refresh.driver import SOURCES, refresh
        from territoires_industrie.refresh.staging import use_embedded

        if self.embedded:
            use_embedded()
            typer.echo(_("Les données du dépôt serviront au prochain démarrage de l’atlas."))
            return
        keys = self.sources or list(SOURCES)
        for key in keys:
            check_choice(key, SOURCES, "SOURCE")
        with _bars() as progress_of:
            done = refresh(
                keys,
                read_addresses(self.addresses),
                dry_run=self.dry_run,
                accept_totals=self.accept_totals,
                progress_of=progress_of,
                report=lambda line: typer.echo(line, err=True),
            )
        _tell(done, dry_run=self.dry_run)
        if not done.is_well:
            raise typer.Exit(FAILED)


def _require_extra() -> None:
    from importlib.util import find_spec

    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        text = _(
            "`atlas refresh` demande {names}, qui manquent : installez-les par "
            "`pip install -e '.[refresh]'`."
        )
        raise AtlasError(text, names=", ".join(absent))


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
        said = str(outcome.failure) if outcome.failure else list_texts(outcome.notes)
        state = _("échec") if outcome.failure else _("reçu")
        key, title = outcome.source.key, _(outcome.source.title)
        line = f"{say_pair(f'{key} — {title}', state)} — {said}"
        typer.echo(line, err=outcome.failure is not None)
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
