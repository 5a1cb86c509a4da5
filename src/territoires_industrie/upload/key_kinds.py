"""The kinds of code, and of name, that the rows of a table can bear."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from territoires_industrie.levels import BOUNDARY_LEVELS


@dataclass(frozen=True)
class KeyKind:
    """One kind of code, or of name, that rows can bear.

    Attributes
    ----------
    key, title, expected
        Name in the library; name and example in French.
    form
        Regular expression of a code, in capitals; empty for names.
    width
        Digits of a code that lost its zeros; 0 if none can be lost.
    names
        Kind of the codes that names stand for; empty for codes.
    """

    key: str
    title: str
    expected: str
    form: str = ""
    width: int = 0
    names: str = ""

    @property
    def codes(self) -> str:
        """Kind of the codes, which is the key of their level: itself, or that of the names."""
        return self.names or self.key

    @property
    def column(self) -> str:
        """Column of the composition of communes that holds the unit of each."""
        return BOUNDARY_LEVELS[self.codes].column

    @property
    def can_be_placed(self) -> bool:
        """Whether a column of départements may complete its codes, or tell homonyms apart."""
        return bool(self.names) or self.key == "commune"


KINDS: Mapping[str, KeyKind] = {
    key: KeyKind(key=key, **said)
    for key, said in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
"""Kinds of code, then of name, the finest ground first."""

NAME_KINDS = tuple(kind for kind in KINDS.values() if kind.names)
CODE_KINDS = tuple(kind for kind in KINDS.values() if not kind.names)
