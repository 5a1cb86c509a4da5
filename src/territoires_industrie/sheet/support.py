"""State support around a unit: brownfield grants in it, firms helped in its départements."""

from territoires_industrie.html_table import Column
from territoires_industrie.membership import read_units
from territoires_industrie.programme.support import (
    BROWNFIELD_LIMITS,
    brownfield_grants_of,
    count_unplaced_grants,
    describe_relance,
    firms_by_departement,
)
from territoires_industrie.sheet.model import Block, Note, Table
from territoires_industrie.wording import _, format_number, format_quantity, ngettext, say_pair


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
        Column(_("Projet"), is_number=False, is_french=True),
        Column(_("Bénéficiaire"), is_number=False),
        Column(_("Commune"), is_number=False),
        Column(_("Montant")),
    )
    rows = tuple(
        (
            str(row["project_title"]),
            str(row["beneficiary_name"]),
            str(row["commune_name"]),
            format_quantity(row["grant_eur"], "€"),
        )
        for row in grants.to_dict("records")
    )
    total = format_quantity(float(grants["grant_eur"].sum()), "€")
    titled = _("{title}, {total} en tout").format(title=title, total=total)
    return (Table("recyclage-foncier", titled, columns, rows, grants), *limits)


def _relance(level_key: str, code: str) -> Table:
    units, names = read_units(level_key), read_units("departement")["name"]
    counts = firms_by_departement()
    codes = units["departement_codes"][code]
    rows = tuple((str(names[one]), format_number(counts[one])) for one in codes)
    columns = (Column(_("Département entier"), is_number=False), Column(_("Entreprises aidées")))
    frame = counts.reindex(list(codes)).rename_axis("departement_code").reset_index()
    return Table("france-relance", _("France Relance, 2020 à 2022"), columns, rows, frame)
