"""Why a cell holds what it holds."""

from enum import StrEnum


class Status(StrEnum):
    """Why a cell holds what it holds; never empty."""

    VALUE = "value"
    ZERO = "zero"
    WITHHELD = "withheld"
    NOT_PUBLISHED = "not_published"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_AGGREGABLE = "not_aggregable"
