"""The ``atlas`` command: build, check and export, from a shell.

Every value is read as text and checked here rather than by Typer, so that a wrong one gets
the same kind of error everywhere: what was found, and the nearest valid values.
"""

from time import monotonic
from typing import Annotated

import typer

from territoires_industrie import __version__
from territoires_industrie.commands.completion import (
    COMPLETION_HELP,
    propose_words,
    write_completion,
)
from territoires_industrie.commands.export import EXPORT_HELP, ExportCommand
from territoires_industrie.commands.group import FAILED, AtlasCommand, AtlasGroup
from territoires_industrie.commands.lists import LIST_HELP, list_words
from territoires_industrie.commands.map import MAP_HELP, MapCommand
from territoires_industrie.commands.options import FilteredCommand, Language, command_of
from territoires_industrie.commands.refresh import REFRESH_HELP, RefreshCommand
from territoires_industrie.commands.serve import SERVE_HELP, ServeCommand
from territoires_industrie.commands.sheet import SHEET_HELP, SheetCommand
from territoires_industrie.wording import N_, _, ngettext

app = typer.Typer(
    cls=AtlasGroup,
    add_completion=False,
    rich_markup_mode=None,
    help=N_("Atlas des Territoires d'industrie : construire, vérifier et exporter ses données."),
)


@app.callback(invoke_without_command=True)
def start(
    version: Annotated[bool, typer.Option("--version", help=N_("Affiche la version."))] = False,
    _lang: Language = "fr",
) -> None:
    """Answer ``--version``."""
    if version:
        typer.echo(f"atlas {__version__}")
        raise typer.Exit


@app.command(
    cls=AtlasCommand,
    help=N_("Reconstruit geo/ et les tables dérivées de data/ à partir de leurs sources."),
)
def build(_lang: Language = "fr") -> None:
    """Build every file again, the same bytes each time."""
    from territoires_industrie.build import build_all

    start_time = monotonic()
    build_all(lambda line: typer.echo(f"{monotonic() - start_time:5.0f} s  {line}", err=True))


@app.command(
    cls=AtlasCommand,
    help=N_(
        "Vérifie geo/ et data/ : empreintes, clés, géométries, totaux. Sort avec 1, et la "
        "liste des défauts, s'il y en a."
    ),
)
def check(_lang: Language = "fr") -> None:
    """Verify every file; leave with 1 and the list of what is wrong."""
    from territoires_industrie.checks import check_all

    problems = check_all(lambda line: typer.echo(line, err=True))
    for problem in problems:
        typer.echo(f"- {problem}", err=True)
    if problems:
        count = len(problems)
        message = ngettext("{count} problème trouvé.", "{count} problèmes trouvés.", count)
        typer.echo(message, err=True)
        raise typer.Exit(FAILED)
    typer.echo(_("Tout est en ordre."))


app.command("export", cls=FilteredCommand, help=EXPORT_HELP)(command_of("export", ExportCommand))
app.command("map", cls=FilteredCommand, help=MAP_HELP)(command_of("map", MapCommand))
app.command("sheet", cls=AtlasCommand, help=SHEET_HELP)(command_of("sheet", SheetCommand))
app.command("list", cls=AtlasCommand, help=LIST_HELP)(list_words)
app.command("serve", cls=AtlasCommand, help=SERVE_HELP)(
    command_of("serve", ServeCommand, lasts=True)
)
app.command("refresh", cls=AtlasCommand, help=REFRESH_HELP)(
    command_of("refresh", RefreshCommand, lasts=True)
)
app.command("completion", cls=AtlasCommand, help=COMPLETION_HELP)(write_completion)
for registered in app.registered_commands:
    if registered.callback:
        propose_words(registered.callback)


def main() -> None:
    """Run the ``atlas`` command."""
    app()


if __name__ == "__main__":
    main()
