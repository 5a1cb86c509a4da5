"""Types in the reference: griffe gives names that share one description the type of the first."""

from collections.abc import Mapping
from typing import Any

import griffe


class OwnTypes(griffe.Extension):
    """Give each parameter and attribute its own type and default."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Settle the docstrings of a package once it is read."""
        settle(pkg)


def settle(part: griffe.Module | griffe.Class) -> None:
    """Settle the docstrings of what a module or a class holds."""
    for member in part.members.values():
        if isinstance(member, griffe.Function):
            parameters = {one.name: one for one in member.parameters}
            settle_items(member, griffe.DocstringSectionKind.parameters, parameters)
        elif isinstance(member, griffe.Module | griffe.Class):
            settle_items(member, griffe.DocstringSectionKind.attributes, member.members)
            settle(member)


def settle_items(
    documented: griffe.Object, kind: griffe.DocstringSectionKind, own: Mapping[str, Any]
) -> None:
    """Copy types and defaults from what is documented to what documents it."""
    sections = documented.docstring.parsed if documented.docstring else []
    for item in [item for section in sections if section.kind is kind for item in section.value]:
        if item.name in own:
            item.annotation = getattr(own[item.name], "annotation", None)
            if kind is griffe.DocstringSectionKind.parameters:
                item.value = own[item.name].default
