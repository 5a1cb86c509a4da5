"""Choices that belong to one page: declared by it, read from any address and written back.

A page declares a frozen dataclass, each field by what it may hold:

>>> @dataclass(frozen=True)
... class ExampleOptions(PageOptions):
...     page = "exemple"
...     part: str = choice("vue", ("frise", "membres"), "frise")
...     sectors: tuple[str, ...] = choices("secteurs", ("CA", "CE"))

In an address, a choice has its short name on its own page, and the page's name before it
elsewhere, so that two pages can never take each other's:

>>> reader = Reader({"vue": "membre", "exemple.secteurs": "CE"}, page="exemple")
>>> options = ExampleOptions.read(reader, "epci")
>>> options.part, options.sectors
('frise', ('CE',))
>>> reader.problems[0].text
'Adresse : « vue=membre » n’existe pas. Valeurs proches : membres.'
>>> options.write("exemple"), options.write("carte")
({'secteurs': 'CE'}, {'exemple.secteurs': 'CE'})
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Self

from territoires_industrie.scene.reader import LONGEST, Reader

Values = Iterable[str] | Callable[[Any, str], Iterable[str]]
"""What a choice may be: values, or a function of the page's choices read before, and the level."""


@dataclass(frozen=True)
class PageOptions:
    """Base of the choices of one page.

    Attributes
    ----------
    page
        Name of the page in addresses.
    """

    page: ClassVar[str]

    @classmethod
    def declared(cls) -> Iterator[tuple[str, "Option"]]:
        """List each field with what it may hold."""
        for one in fields(cls):
            yield one.name, one.metadata["option"]

    @classmethod
    def read(cls, reader: Reader, level_key: str) -> Self:
        """Read an address; what is wrong is told by the reader and left at its default."""
        options = cls()
        for name, option in cls.declared():
            has_short_name = reader.page == cls.page and option.name in reader.parameters
            written = option.name if has_short_name else f"{cls.page}.{option.name}"
            # Asked here first: the reader keeps a text as it was cut the first time.
            if reader.text(written, option.longest):
                value = option.read(reader, written, option.valid(options, level_key))
                options = options if value is None else replace(options, **{name: value})
        return options

    def write(self, page: str) -> dict[str, str]:
        """Write an address of a page: the choices that are not the default."""
        prefix = "" if page == self.page else f"{self.page}."
        default = type(self)()
        return {
            f"{prefix}{option.name}": option.write(value)
            for name, option in self.declared()
            if (value := getattr(self, name)) != getattr(default, name)
        }

    def settled(self, level_key: str) -> Self:
        """Return these choices on a level; one that is not offered there is at its default."""
        # What is offered depends on the level: written and read again, each choice is judged anew.
        return self.read(Reader(self.write(self.page), self.page), level_key)


@dataclass(frozen=True)
class Option:
    """What one choice may hold, and how an address writes it.

    Attributes
    ----------
    name
        Short name in addresses.
    read
        From a reader, the name that the address has for it, and the valid values; None where it
        is wrong, which the reader tells.
    write
        A value, for an address.
    values
        Valid values, where they can be listed.
    longest
        Characters that are read of it, at most.
    """

    name: str
    read: Callable[[Reader, str, tuple[str, ...]], Any]
    write: Callable[[Any], str] = str
    values: Values = ()
    longest: int = LONGEST

    def valid(self, options: PageOptions, level_key: str) -> tuple[str, ...]:
        """List the valid values."""
        listed = self.values(options, level_key) if callable(self.values) else self.values
        return tuple(listed)


def choice(name: str, values: Values, default: str = "") -> Any:
    """Declare a choice of one value."""

    def read(reader: Reader, written: str, valid: tuple[str, ...]) -> str:
        return reader.choice(written, valid, default)

    return _declared(Option(name, read, values=values), default)


def choices(name: str, values: Values) -> Any:
    """Declare a choice of any number of values, none at first."""
    return _declared(Option(name, Reader.known_codes, ",".join, values), ())


def words(name: str, longest: int) -> Any:
    """Declare a free text of so many characters at most."""
    option = Option(name, lambda reader, written, _valid: reader.text(written), longest=longest)
    return _declared(option, "")


def number(name: str, low: float, high: float) -> Any:
    """Declare a number within bounds; None unless it is chosen."""

    def read(reader: Reader, written: str, _valid: tuple[str, ...]) -> float | None:
        return reader.number(written, float, low, high)

    return _declared(Option(name, read, "{:g}".format), None)


def numbers(name: str, low: float, high: float, default: tuple[float, ...]) -> Any:
    """Declare as many numbers as the default has, each within bounds."""

    def read(reader: Reader, written: str, _valid: tuple[str, ...]) -> tuple[float, ...] | None:
        return reader.numbers(written, len(default), low, high) or None

    return _declared(Option(name, read, lambda value: ",".join(map("{:g}".format, value))), default)


def _declared(option: Option, default: object) -> Any:
    return field(default=default, metadata={"option": option})
