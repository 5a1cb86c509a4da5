"""Options that ``atlas export`` and ``atlas map`` share, declared once."""

from pathlib import Path
from typing import Annotated, Any

import typer

from territoires_industrie.commands.group import AtlasCommand
from territoires_industrie.wording import N_, _

Phase = Annotated[
    str | None,
    typer.Option(
        metavar="1|2",
        help=N_("Phase du programme, pour LEVEL territoire ou pour --territoire (2 sinon)."),
    ),
]
RegionRule = Annotated[
    str | None,
    typer.Option(
        metavar="siege|touche",
        help=N_(
            "Unité à cheval : siege, la région où vit la plus grande part de sa "
            "population (par défaut) ; touche, toute région d'une de ses communes."
        ),
    ),
]
SpecialisationMin = Annotated[
    str | None,
    typer.Option(
        metavar="QUOTIENT",
        help=N_("Quotient de localisation à partir duquel on est spécialisé (1,5 par défaut)."),
    ),
]
Breaks = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBERS",
        help=N_("Seuils de --method manuel, séparés par des points-virgules : « 5;12,5;20 »."),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=N_("Fichier à écrire (sortie standard par défaut).")),
]
Language = Annotated[
    str, typer.Option("--lang", metavar="fr|en", help=N_("Langue de l'aide et des messages."))
]

METHODS_TYPED = "quantiles|ruptures|intervalles|ecart-type|manuel"
CLASSES_TYPED = "3…9"

EPCI_SECTOR_HELP = {
    "export": N_(
        "Garde les unités dont la moitié au moins des habitants vit dans un EPCI spécialisé dans "
        "ce secteur ; une zone d’emploi, sur son propre chiffre."
    ),
    "map": N_(
        "Estompe les unités dont moins de la moitié des habitants vit dans un EPCI spécialisé "
        "dans ce secteur ; une zone d’emploi, sur son propre chiffre."
    ),
}
"""Help of ``--sector`` by command, where the table of jobs by EPCI and sector is present."""


class FilteredCommand(AtlasCommand):
    """A command with ``--sector``, whose help says where sectors are measured today."""

    def get_help(self, ctx: Any) -> str:
        """Write the help; the tables are looked at here only, as they take time to load."""
        from territoires_industrie.statistics.sector_ground import epci_table

        for parameter in self.params if epci_table() else ():
            if parameter.name == "sector":
                parameter.help = _(EPCI_SECTOR_HELP[str(self.name)])  # type: ignore[attr-defined]
        return super().get_help(ctx)
