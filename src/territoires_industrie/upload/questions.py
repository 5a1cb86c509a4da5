"""What is still to be said of a file before it becomes an indicator, and what cannot be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from territoires_industrie.upload.columns import Columns, recognise_columns, say_doubt
from territoires_industrie.upload.figures import DECIMALS, strip_marks
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.limits import (
    TITLE_LENGTH,
    UNIT_LENGTH,
    UploadError,
    clean_text,
    require_plain,
)
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.roles import KIND_TITLES, Kind, Roles
from territoires_industrie.wording import _, format_number, list_texts

FIRST_YEAR, LAST_YEAR = 1900, 2100
SHOWN_CHOICES = 12


@dataclass(frozen=True)
class Question:
    """A doubt that only the user can settle.

    Attributes
    ----------
    role
        Field of the roles that holds the answer.
    text
        The question in one line, with its evidence.
    choices
        Each answer and its words; any text where there are none.
    column
        Column that the answer is about, for the rows to keep.
    """

    role: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    column: str = ""

    def in_python(self) -> str:
        """Write the question as an error does: with its answers, and how the library takes them."""
        values = [value for value, _words in self.choices[:SHOWN_CHOICES]] or ["2024"]
        answers = list_texts(
            f"{self.role}={(((self.column, one),) if self.column else one)!r}" for one in values
        )
        return _("{question} En Python : Roles(…) avec {answers}.").format(
            question=self.text, answers=answers
        )


def open_questions(table: RawTable, roles: Roles) -> Iterator[Question]:
    """List what is in doubt, in the order in which it is asked."""
    if not roles.key_kind:
        yield ask_key_kind(recognise_columns(table.cells), roles)
    for column, value in roles.keep:
        if not value:
            text = _(
                "Plusieurs lignes par unité : une valeur à garder est attendue pour « {column} ». "
                "Choisissez-la."
            )
            values = sorted(table.cells[column].unique())
            pairs = tuple((one, one) for one in values)
            yield Question("keep", text.format(column=column), pairs, column)
    if not roles.kind:
        kinds = tuple((str(kind), _(words)) for kind, words in KIND_TITLES.items())
        text = _(
            "Nature du chiffre : un nombre, un rapport avec ses deux termes ou un rapport déjà "
            "calculé est attendu. Choisissez-en une."
        )
        yield Question("kind", text, kinds)
        # What else is to be asked depends on it.
        return
    if (doubt := ask_decimal(table, roles)) and not roles.decimal:
        yield doubt
    if not (roles.year or roles.year_column or roles.year_columns):
        yield Question(
            "year",
            _("Année du chiffre : rien dans le fichier ne la dit. Donnez-la en quatre chiffres."),
        )


def ask_key_kind(columns: Columns, roles: Roles) -> Question:
    """Ask which kind of code a column holds, where two are as likely."""
    keys = columns.kinds_of(roles.key_column)
    if not keys:
        kinds = tuple((kind.key, _(kind.title)) for kind in KINDS.values())
        text = _("« {column} » : un type de code est attendu. Choisissez-le.")
        return Question("key_kind", text.format(column=roles.key_column), kinds)
    kinds = tuple((key.kind, _(KINDS[key.kind].title)) for key in keys)
    return Question("key_kind", say_doubt(keys, columns.sampled), kinds)


def ask_decimal(table: RawTable, roles: Roles) -> Question | None:
    """Ask whether the one mark of a column parts decimals or thousands, where it could do both."""
    for column in filter(None, (roles.value, roles.denominator)):
        form = replace(roles, decimal="").form(table, column)
        if form.is_doubtful:
            texts = (strip_marks(cell).text for cell in table.cells[column])
            example = next(text for text in texts if form.decimal in text)
            return _ask_mark(column, example, form.decimal)
    return None


def _ask_mark(column: str, example: str, mark: str) -> Question:
    text = _(
        "« {column} » : chaque nombre a trois chiffres après « {mark} », signe décimal ou de "
        "milliers. Que vaut « {example} » ?"
    )
    other = DECIMALS[1 - DECIMALS.index(mark)]
    digits = re.sub(r"[^\d-]", "", example)
    whole = format_number(float(digits))
    decimal = format_number(float(digits) / 1000, 3)
    return Question(
        "decimal",
        text.format(column=column, mark=mark, example=example),
        (
            (mark, _("{number} (décimales)").format(number=decimal)),
            (other, _("{number} (milliers)").format(number=whole)),
        ),
    )


def settle_roles(table: RawTable, roles: Roles) -> Roles:
    """Clean the texts of the roles and verify that they go together.

    Raises
    ------
    UploadError
        If a column does not exist or has two roles, a text is empty or holds HTML, or the
        year is no year.
    """
    for text, where in ((roles.title, _("Titre")), (roles.unit, _("Unité de mesure"))):
        require_plain(text, where)
    settled = replace(
        roles,
        title=clean_text(roles.title, TITLE_LENGTH),
        unit=clean_text(roles.unit, UNIT_LENGTH),
        denominator=roles.denominator if roles.kind == Kind.QUOTIENT else "",
        scale=roles.scale if roles.kind == Kind.QUOTIENT else 1.0,
        absent_is_zero=roles.absent_is_zero and roles.kind == Kind.COUNT,
        adds_duplicates=roles.adds_duplicates and roles.kind != Kind.RATE,
        year_columns=() if roles.kind == Kind.QUOTIENT else roles.year_columns,
    )
    _require_columns(table, settled)
    for question in open_questions(table, settled):
        raise UploadError(question.in_python())
    _require_words(settled)
    return settled


def _require_columns(table: RawTable, roles: Roles) -> None:
    for found, known in ((roles.kind, set(Kind)), (roles.key_kind, set(KINDS))):
        if found and found not in known:
            text = _("L’un de ces mots est attendu : {known}. « {found} » a été trouvé.")
            shown = list_texts(sorted(known))
            raise UploadError(text, known=shown, found=clean_text(found, UNIT_LENGTH))
    used = [roles.key_column, roles.value]
    others = (roles.place_column, roles.status_column, roles.year_column)
    used += [one for one in others if one]
    used += [column for column, _value in roles.keep]
    used += [roles.denominator] if roles.kind == Kind.QUOTIENT else []
    used += [column for _year, column in roles.year_columns if column != roles.value]
    absent = [one for one in used if one not in table.columns]
    if absent or len(set(used)) < len(used):
        message = _(
            "Colonnes : code, chiffre et dénominateur sont à prendre dans des colonnes "
            "différentes, parmi : {columns}. Changez l’un des choix."
        )
        shown = list_texts(table.columns[:10])
        raise UploadError(message, columns=shown)


def _require_words(roles: Roles) -> None:
    if not roles.title:
        raise UploadError(_("Titre : un texte est attendu, rien n’a été trouvé. Donnez-en un."))
    if roles.year_column or roles.year_columns:
        return
    is_year = re.fullmatch(r"\d{4}", roles.year, re.ASCII) is not None
    if not is_year or not FIRST_YEAR <= int(roles.year) <= LAST_YEAR:
        message = _(
            "Année de référence : quatre chiffres sont attendus, de {first} à {last}, « {year} » a "
            "été trouvé. Corrigez-la."
        )
        year = clean_text(roles.year, UNIT_LENGTH)
        raise UploadError(message, first=FIRST_YEAR, last=LAST_YEAR, year=year)
