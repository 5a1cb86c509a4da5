"""What the programme is, in facts that have a source, and where to read more."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fact:
    """A fact about the programme, and its source; ``text`` is a French source text."""

    text: str
    source: str


@dataclass(frozen=True)
class Resource:
    """A page to go further; ``title`` and ``use`` are French source texts."""

    title: str
    producer: str
    use: str
    address: str


_content = tomllib.loads(Path(__file__).with_name("presentation.toml").read_text("utf-8"))

AXES_FACTS = tuple(Fact(**entry) for entry in _content["axes"])
STEERING = tuple(Fact(**entry) for entry in _content["steering"])
RESOURCES = tuple(Resource(**entry) for entry in _content["resources"])
"""Pages named by the data of the atlas; nothing here is fetched by the application."""
