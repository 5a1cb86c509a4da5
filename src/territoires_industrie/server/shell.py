"""The first answer of every page: Streamlit's own, in the reader's language, that knows its server.

Left to itself, Streamlit's page calls itself English and « Streamlit » until it has run, and at
a page's address looks for its server under that page first, which costs a round of refusals.
"""

import json
from functools import cache
from pathlib import Path

from territoires_industrie.look import PAGE
from territoires_industrie.server.opening import opening_head
from territoires_industrie.server.streamlit_private import (
    SERVER_OF_A_PAGE,
    early_scripts,
    first_answer,
)
from territoires_industrie.server.streamlit_words import write_page_words
from territoires_industrie.ui.frame import page_style
from territoires_industrie.ui.streamlit_private import AWAY_PARTS
from territoires_industrie.wording import LANGUAGES, _, speaking

ICON_FILE = "icone.svg"
SPACES = Path(__file__).with_name("spaces.js")
LANGUAGE_SCRIPT = Path(__file__).with_name("language.js")
AWAY_SCRIPT = Path(__file__).with_name("away.js")
AWAY_STYLE = f"""
      html[data-away] :is({AWAY_PARTS}) {{
        display: none;
      }}
      #away {{
        position: fixed; inset: auto 0 0 0; z-index: 1000000; margin: 0; padding: 0.75rem 1.5rem;
        font: 1rem/1.5 sans-serif; color: {PAGE.paper}; background: {PAGE.ink}; text-align: center;
      }}
    """


def _write_languages() -> str:
    """Have a page say its language, and when it has lost its server."""
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = _(
                "L’atlas ne répond plus. Il reprendra ici de lui-même dès qu’il répondra ; votre "
                "vue est gardée."
            )
    known = f"const atlasLanguages = {json.dumps(LANGUAGES)}"
    scripts = (file.read_text("utf-8") for file in (LANGUAGE_SCRIPT, AWAY_SCRIPT))
    told = f"{known}, atlasAway = {json.dumps(said, ensure_ascii=False)};"
    return f"<style>{AWAY_STYLE}</style>\n    <script>{told}\n{''.join(scripts)}</script>"


@cache
def write_shell(language: str) -> str:
    """Write the first answer in a language; what Streamlit no longer says is left out."""
    with speaking(language):
        title = _("Atlas des Territoires d’industrie")
    shell = first_answer()
    # The style before the first drawing: what Streamlit brings it with comes after, and moves all.
    scripts = (
        early_scripts(),
        SERVER_OF_A_PAGE,
        f"<script>{SPACES.read_text('utf-8')}</script>",
        write_page_words(),
        _write_languages(),
        opening_head(),
    )
    before = page_style() + "\n    ".join(scripts)
    return (
        shell.replace('<html lang="en">', f'<html lang="{language}">')
        .replace("<title>Streamlit</title>", f"<title>{title}</title>")
        .replace('href="./favicon.png"', f'type="image/svg+xml" href="./{ICON_FILE}"')
        .replace("<script", f"{before}\n    <script", 1)
    )
