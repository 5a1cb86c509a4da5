"""Industry in a sheet: sectors of its zones d'emploi, their change, industries that it names."""

from collections.abc import Iterator
from functools import partial

import pandas as pd

from territoires_industrie.analysis.profile import (
    EVOLUTION_NOTICE,
    Profile,
    read_evolution,
    read_profile,
    say_ground,
    specialisations,
)
from territoires_industrie.html_table import Column, Row, number_column, text_column
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.programme.actions import industries_named
from territoires_industrie.scene.words import say_value
from territoires_industrie.sheet.bars import sorted_bars
from territoires_industrie.sheet.cells import say_absence
from territoires_industrie.sheet.identity import Identity, territoires_of
from territoires_industrie.sheet.model import Block, Chart, Fact, Facts, Note, Section, Table
from territoires_industrie.sources import table_record
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import SIZE_CLASSES, count_by_size
from territoires_industrie.wording import (
    N_,
    _,
    format_number,
    format_quantity,
    format_share,
    list_texts,
    ngettext,
    round_half_up,
    say_pair,
)

JOBS_NOTE = N_(
    "FLORES {year} : emploi salarié public et privé au 31 décembre, hors armées et particuliers "
    "employeurs{chosen}. Spécialisation : part du secteur dans l’emploi divisée par sa part en "
    "France ; 1 est la moyenne."
)

TWO_SHARES_NOTE = N_(
    "{salaried} ici et {census} dans les chiffres clés sont deux mesures : ici, les seuls emplois "
    "salariés, {ground} ; là, tous les emplois de l’unité, indépendants compris (recensement de "
    "{year})."
)

NO_JOBS = N_(
    "Aucun emploi par secteur : les zones d’emploi de ce territoire sont hors du champ de "
    "FLORES et de l’Urssaf (Mayotte)."
)
LEAST_DRAWN = 20
"""Weighted jobs of 2019 below which a change is in the table only."""

SMALL_NOTE = N_(
    "Un secteur de moins de 20 emplois pondérés en 2019 n’est pas dessiné : peu d’emplois y font "
    "de grands pourcentages. Il est dans les chiffres du graphique."
)


def _signed(change: float) -> str:
    return format_quantity(change, "%", 1, sign=True)


def industry_section(level_key: str, code: str) -> Section:
    """Return the section of a unit's industry."""
    profile = read_profile(level_key, code)
    blocks: list[Block] = [Note(say_ground(), "note")]
    if profile.weighted_jobs_count:
        blocks += [
            _totals(profile),
            *_two_shares(profile),
            _zones(profile),
            specialisation_chart(profile),
            Note(_say_jobs_note(profile), "note"),
        ]
        # Sizes are in FLORES by unit alone, which a refresh brings: zones d'emploi have none.
        if profile.is_own:
            blocks.append(_sizes(level_key, code))
        change = change_chart(level_key, code)
        blocks.append(change)
        if isinstance(change, Chart):
            blocks += [Note(_(EVOLUTION_NOTICE), "note"), Note(_(SMALL_NOTE), "note")]
    else:
        blocks.append(Note(_(NO_JOBS), "absent"))
    tables = [*industry_tables()]
    named = _named(territoires_of(level_key, code))
    if isinstance(named, Table):
        tables.append("territoire_industry_named_2025")
    records = tuple(map(table_record, tables))
    return Section("industrie", _("Profil industriel"), (*blocks, named), records)


def industry_tables() -> tuple[str, ...]:
    """Name the tables of sectors: by unit where a refresh has brought one, and by zone d'emploi."""
    return (*find_indicator("industrial_jobs_flores_count").formula.tables, "commune_zone_2025")


def _say_jobs_note(profile: Profile) -> str:
    chosen = "" if profile.is_own else _(" ; dernière année sans case vide")
    return _(JOBS_NOTE).format(year=profile.year, chosen=chosen)


def _totals(profile: Profile) -> Facts:
    jobs = profile.sectors.loc[profile.sectors["is_industry"], "weighted_jobs_count"].sum()
    pattern = _("FLORES {year}") if profile.is_own else _("FLORES {year}, pondéré")
    year = pattern.format(year=profile.year)
    return Facts(
        (
            Fact(_("Emplois salariés industriels"), format_number(float(jobs)), year),
            Fact(
                _("Part de l’industrie"),
                format_share(profile.industry_share_pct),
                _("de l’unité elle-même") if profile.is_own else _("zones d’emploi pondérées"),
            ),
        )
    )


def _two_shares(profile: Profile) -> Iterator[Note]:
    """Write why the share of industry is not that of the key figures, where they have one."""
    indicator = find_indicator("industrial_jobs_share_pct")
    value, status = read_values(profile.level_key, indicator.key).loc[
        profile.code, ["value", "status"]
    ]
    # Overseas the key figure counts salaried jobs too: there is one measure (decision 0020).
    if not Status(str(status)).is_own:
        return
    around = _("des zones d’emploi du territoire, pondérées")
    text = _(TWO_SHARES_NOTE).format(
        salaried=format_share(profile.industry_share_pct),
        census=say_value(indicator, value, str(status)),
        ground=_("de l’unité elle-même") if profile.is_own else around,
        year=indicator.years[-1],
    )
    yield Note(text, "note")


def _sizes(level_key: str, code: str) -> Table:
    """Return the establishments and posts of industry by size of the establishment."""
    counts = pd.DataFrame(
        {
            name: count_by_size(column, industrial_sectors(), level_key).loc[code]
            for name, column in (
                ("establishments_count", "establishments_count"),
                ("jobs_count", "published_jobs_count"),
            )
        }
    )
    columns = (
        text_column(_("Taille"), lambda row: _(SIZE_CLASSES[row["size_class"]])),
        number_column(_("Établissements"), "establishments_count"),
        number_column(_("Emplois"), "jobs_count"),
    )
    title = _("Établissements de l’industrie par taille")
    return Table.of("tailles", title, columns, counts.rename_axis("size_class").reset_index())


def _zones(profile: Profile) -> Table:
    columns = (
        text_column(_("Zone d’emploi"), lambda row: f"{row['name']} ({row['zone_emploi_code']})"),
        number_column(_("Habitants communs"), "population_count"),
        number_column(
            _("Part des habitants du territoire"),
            lambda row: format_share(row["share_of_unit_pct"]),
        ),
        number_column(_("Poids : part de la zone"), lambda row: format_share(100 * row["weight"])),
    )
    title = _("Zones d’emploi du territoire et leur poids")
    return Table.of("zones-emploi", title, columns, profile.zones)


def specialisation_chart(profile: Profile, most: int | None = None) -> Chart:
    """Draw the industrial sectors of a profile by specialisation: all, or the first ``most``."""
    rows = specialisations(profile)
    shown = rows[rows["location_quotient"].notna()].head(most or len(rows))
    texts = [
        ngettext(
            "{quotient} · {share} · {count} emploi",
            "{quotient} · {share} · {count} emplois",
            int(round_half_up(row["weighted_jobs_count"])),
            quotient=format_number(row["location_quotient"], 2),
            share=format_share(row["share_pct"]),
        )
        for _code, row in shown.iterrows()
    ]
    bars = pd.DataFrame(
        {
            "label": shown["label"],
            "value": shown["location_quotient"],
            "text": texts,
            "short": [format_number(quotient, 2) for quotient in shown["location_quotient"]],
        }
    )
    pivot = _(
        "Indice de spécialisation · part de l’emploi · emplois ; trait : moyenne de la France"
    )
    title = _("Spécialisation industrielle par secteur, FLORES {year}").format(year=profile.year)
    if len(shown) == most:
        title = _("{title} : les {count} secteurs les plus spécialisés").format(
            title=title, count=format_number(most)
        )
    # Names of sectors hold commas.
    top = list_texts(shown["label"].head(3))
    words = _("Secteurs industriels les plus spécialisés : {sectors}.").format(sectors=top)
    return Chart(
        "specialisation",
        title,
        sorted_bars(bars, 1.0, pivot),
        words,
        _jobs_table(profile),
        records=tuple(map(table_record, industry_tables())),
    )


def _jobs_table(profile: Profile) -> Table:
    columns = (
        text_column(_("Secteur (A38)"), _sector),
        number_column(
            _("Emplois") if profile.is_own else _("Emplois pondérés"),
            partial(_jobs, "weighted_jobs_count"),
        ),
        number_column(_("Part"), lambda row: format_share(row["share_pct"])),
        number_column(_("Part en France"), lambda row: format_share(row["france_share_pct"])),
        number_column(_("Spécialisation"), "location_quotient", 2),
    )
    ordered = profile.sectors.sort_values(
        ["is_industry", "location_quotient"], ascending=False, na_position="last"
    ).reset_index()
    rows: list[str | Row] = []
    for is_industry, group in ordered.groupby("is_industry", sort=False):
        rows.append(_("Industrie (sections B à E)") if is_industry else _("Autres secteurs"))
        rows += group.to_dict("records")
    pattern = (
        _("Emploi par secteur, FLORES {year}")
        if profile.is_own
        else _("Emploi par secteur des zones d’emploi, FLORES {year}")
    )
    title = pattern.format(year=profile.year)
    return Table.of("secteurs", title, columns, rows, ordered)


def _sector(row: Row) -> str:
    is_total = row["a38_code"] in ("BE", "all")
    return str(row["label"]) if is_total else f"{row['label']} ({row['a38_code']})"


def _jobs(column: str, row: Row) -> str:
    """Write jobs, or why there is no figure; the other cells of such a row have none either."""
    status = str(row["status"])
    return format_number(row[column]) if Status(status).has_figure else say_absence(status)


def change_chart(level_key: str, code: str, most: int | None = None) -> Chart | Note:
    """Draw the change of the industrial sectors: all, or the ``most`` that had most jobs."""
    table = read_evolution(level_key, code)
    industry = table[table["is_industry"] | table.index.isin(["all"])]
    is_large = industry["weighted_jobs_count_2019"] >= LEAST_DRAWN
    # Few jobs make large percentages: a bar of +300 % would flatten all others.
    shown = industry[industry["change_pct"].notna() & is_large]
    title = _("Évolution de l’emploi salarié privé par secteur, 2019-2024")
    if shown.empty:
        return Note(say_pair(title, say_absence("not_published")), "absent")
    totals = shown.index.isin(["BE", "all"])
    largest = shown[~totals].nlargest(most or len(shown), "weighted_jobs_count_2019")
    ordered = pd.concat([shown[totals], largest.sort_values("change_pct", ascending=False)])
    texts = [
        _("{change} ({before} → {after})").format(
            change=_signed(row["change_pct"]),
            before=format_number(row["weighted_jobs_count_2019"]),
            after=format_number(row["weighted_jobs_count_2024"]),
        )
        for _code, row in ordered.iterrows()
    ]
    bars = pd.DataFrame(
        {
            "label": ordered["label"],
            "value": ordered["change_pct"],
            "text": texts,
            "short": [_signed(change) for change in ordered["change_pct"]],
            "france": ordered["france_change_pct"],
        }
    )
    spec = sorted_bars(
        bars, 0.0, _("Évolution, emplois pondérés 2019 → 2024 ; trait épais : France"), "france"
    )
    heading = title
    if len(largest) == most:
        heading = _("{title} : les {count} premiers par l’emploi de 2019").format(
            title=title, count=format_number(most)
        )
    words = _("{title} : {change} pour l’industrie, {france} en France.").format(
        title=title,
        change=_signed(table["change_pct"]["BE"]),
        france=_signed(table["france_change_pct"]["BE"]),
    )
    return Chart(
        "evolution-secteurs",
        heading,
        spec,
        words,
        _evolution_table(table, title),
        records=tuple(map(table_record, industry_tables())),
    )


def _evolution_table(table: pd.DataFrame, title: str) -> Table:
    columns = (
        text_column(_("Secteur (A38)"), _sector),
        number_column("2019", partial(_jobs, "weighted_jobs_count_2019")),
        number_column("2024", "weighted_jobs_count_2024"),
        number_column(_("Évolution"), lambda row: _signed(row["change_pct"])),
        number_column(_("En France"), lambda row: _signed(row["france_change_pct"])),
    )
    totals, others = table.loc[["BE", "all"]], table.drop(index=["BE", "all"])
    ordered = others.sort_values(["is_industry", "change_pct"], ascending=False, na_position="last")
    return Table.of("evolution-secteurs", title, columns, pd.concat([totals, ordered]))


def _named(identities: tuple[Identity, ...]) -> Table | Note:
    """List the industries that the pages of the territory name, or note that none was collected."""
    rows, frames = [], []
    for identity in identities:
        named = industries_named(identity.phase, identity.code)
        for source, group in named.groupby("source", sort=False):
            rows.append((identity.label, ", ".join(group["industry_named"]), str(source)))
        frames.append(named.assign(phase=identity.phase, territoire_id=identity.code))
    if not rows:
        text = _(
            "Industries que le territoire nomme lui-même : ses pages n’ont pas été recueillies "
            "(elles ne l’ont été que pour Axe Seine)."
        )
        return Note(text, "absent")
    columns = (
        Column(_("Territoire"), is_number=False),
        Column(_("Industries nommées"), is_number=False, is_french=True),
        Column(_("Source"), is_number=False, is_french=True),
    )
    title = _("Industries que le territoire nomme lui-même")
    return Table("industries-nommees", title, columns, tuple(rows), pd.concat(frames))
