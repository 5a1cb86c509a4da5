"""What the site adds to the pages: the reference of the public names, and the guide's map."""

import json
import re
from contextlib import chdir
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from markdown.extensions.toc import slugify
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from pygments.formatters import HtmlFormatter

from territoires_industrie import PUBLIC_NAMES

PACKAGE = "territoires_industrie"
REFERENCE = "reference"
INTRODUCTION = f"""# Reference

Written from the docstrings. Every name is read from `import {PACKAGE} as atlas`, whatever the
module that holds it; the [guide](../guide.md) uses most of them.

"""
STYLE = "css/site.css"
FITTING = """[role=main] table {display: block; overflow-x: auto} code {overflow-wrap: anywhere}
.navbar > .container {max-width: none}
@media (max-width: 1399px) {
  .navbar :is([rel=prev], [rel=next]) {font-size: 0}
  .navbar :is([rel=prev], [rel=next]) i {font-size: 1rem}
}
@media (max-width: 1199px) {.navbar, .navbar-brand {font-size: .875rem}}
"""
MAP, PLACE = "map.html", "<!-- site: the map that this block saves -->"
FRAME = (
    f'<iframe src="{MAP}" title="The map that this block saves" loading="lazy" '
    'style="width:100%;height:36rem;border:1px solid #80808080"></iframe>'
)


def parts() -> dict[str, list[str]]:
    """Group the modules of the public names by the part of the package that holds them."""
    modules = sorted(PUBLIC_NAMES)
    return {key: list(held) for key, held in groupby(modules, lambda name: name.split(".")[0])}


def on_config(config: MkDocsConfig) -> None:
    """Put the reference in the menu, and start every anchor with a letter."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = anchor
    pages: list[Any] = [f"{REFERENCE}/index.md"]
    config.nav = [
        *(config.nav or []),
        {"Reference": [*pages, *({part: f"{REFERENCE}/{part}.md"} for part in parts())]},
    ]


def anchor(heading: str, separator: str) -> str:
    """Name a heading; the theme follows the reader by selectors, where no digit comes first.

    "0001 — Geometry once" becomes ``n0001-geometry-once``.
    """
    slug = slugify(heading, separator)
    return f"n{slug}" if slug[:1].isdigit() else slug


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Write a page of the reference for each part, and save the map of the guide."""
    lines = [INTRODUCTION, "| part | names |", "| --- | --- |"]
    for part, modules in parts().items():
        names = [f"[`{name}`][{PACKAGE}.{m}.{name}]" for m in modules for name in PUBLIC_NAMES[m]]
        lines.append(f"| [{part}]({part}.md) | {', '.join(names)} |")
        page = "\n\n".join([f"# {part}", *map(module_section, modules)])
        files.append(File.generated(config, f"{REFERENCE}/{part}.md", content=page))
    files.append(File.generated(config, f"{REFERENCE}/index.md", content="\n".join(lines)))
    notebook = File.generated(config, "notebook.md", content=notebook_page(Path(config.docs_dir)))
    files.append(notebook)
    files.append(File.generated(config, STYLE, content=site_style()))
    files.append(File.generated(config, MAP, content=guide_map(Path(config.docs_dir))))


def module_section(module: str) -> str:
    """Ask for the public names of a module, under its own summary."""
    names = [f"::: {PACKAGE}.{module}.{name}" for name in PUBLIC_NAMES[module]]
    return "\n\n".join([f"## `{module}`", *names])


def site_style() -> str:
    """Write the colours of code, and keep wide tables inside narrow screens."""
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    return f"{FITTING}\n{colours}\n"


def notebook_page(docs: Path) -> str:
    """Write the notebook as a page: its texts, its code, and what each cell printed."""
    written = ["[The notebook itself](notebook.ipynb), to download and open in Jupyter.\n"]
    for cell in json.loads((docs / "notebook.ipynb").read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        is_code = cell["cell_type"] == "code"
        written.append(f"```python\n{source}\n```\n" if is_code else f"{source}\n")
        printed = ("".join(output["text"]) for output in cell.get("outputs", ()))
        written.extend(f"```text\n{text}```\n" for text in printed)
    written[:2] = written[1::-1]  # the title comes first
    return "\n".join(written)


def guide_map(docs: Path) -> str:
    """Run the first block of the guide, and read the map that it saves."""
    (first, *_) = re.findall(
        r"^```python\n(.*?)^```", (docs / "guide.md").read_text("utf-8"), re.M | re.S
    )
    with TemporaryDirectory() as folder, chdir(folder):
        exec(first, {})  # noqa: S102 - our own page, which a test runs too
        return Path(MAP).read_text("utf-8")


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Show that map where the guide says so, in each language."""
    return markdown.replace(PLACE, FRAME) if page.file.src_uri.startswith("guide") else markdown
