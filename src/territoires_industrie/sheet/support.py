"""State support around a unit: brownfield grants in it, firms helped in its départements."""

from territoires_industrie.html_table import number_column, text_column
from territoires_industrie.membership import read_units
from territoires_industrie.programme.support import (
    BROWNFIELD_LIMITS,
    brownfield_grants_of,
    count_unplaced_grants,
    describe_relance,
    firms_by_departement,
)
from territoires_industrie.sheet.model import Block, Note, Table
from territoires_industrie.wording import _, format_quantity, ngettext, say_pair


def support_blocks(level_key: str, code: str) -> tuple[Block, ...]:
    """Make the blocks on brownfield grants and on France Relance."""
    return (
        *_brownfields(level_key, code),
        _relance(level_key, code),
        Note(describe_relance(), "note"),
    )


def _brownfields(level_key: str, code: str) -> tuple[Block, ...]:
    grants = brownfield_grants_of(level_key, code)
    title = _("Recyclage foncier (Fonds vert 2023)")
    limits = [Note(_(BROWNFIELD_LIMITS), "note")]
    unplaced = count_unplaced_grants(read_units(level_key)["departement_codes"][code])
    if unplaced:
        text = ngettext(
            "{count} projet aidé du même département n’est situé dans aucune commune par la liste.",
            "{count} projets aidés du même département ne sont situés dans aucune commune par la "
            "liste.",
            unplaced,
        )
        limits.append(Note(text, "note"))
    if grants.empty:
        absent = _("aucun projet situé ici.") if unplaced else _("aucun projet aidé ici.")
        text = " ".join([say_pair(title, absent), *(limit.text for limit in limits)])
        return (Note(text, "absent"),)
    columns = (
        text_column(_("Projet"), "project_title", is_french=True),
        text_column(_("Bénéficiaire"), "beneficiary_name"),
        text_column(_("Commune"), "commune_name"),
        number_column(_("Montant"), lambda row: format_quantity(row["grant_eur"], "€")),
    )
    total = format_quantity(float(grants["grant_eur"].sum()), "€")
    titled = _("{title}, {total} en tout").format(title=title, total=total)
    return (Table.of("recyclage-foncier", titled, columns, grants), *limits)


def _relance(level_key: str, code: str) -> Table:
    units, names = read_units(level_key), read_units("departement")["name"]
    counts = firms_by_departement()
    codes = units["departement_codes"][code]
    # The source counts by département: a unit's own share of these firms is not known.
    columns = (
        text_column(_("Département entier"), lambda row: str(names[row["departement_code"]])),
        number_column(_("Entreprises aidées"), "helped_firms_count"),
    )
    frame = counts.reindex(list(codes)).rename_axis("departement_code").reset_index()
    return Table.of("france-relance", _("France Relance, 2020 à 2022"), columns, frame)
