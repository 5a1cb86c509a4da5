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
from territoires_industrie.wording import DEFAULT_LANGUAGE, LANGUAGES, _, speaking

ICON_FILE = "icone.svg"
SPACES = Path(__file__).with_name("spaces.js")
LANGUAGE_OF_A_PAGE = """<script>
      const speak = () => {
        const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
        const spoken = SPOKEN.find((one) => asked.toLowerCase().startsWith(one)) ?? "DEFAULT";
        const page = document.documentElement;
        if (page.lang !== spoken) page.lang = spoken;
      };
      for (const name of ["pushState", "replaceState"]) {
        const go = history[name];
        history[name] = function (...where) {
          go.apply(this, where);
          speak();
        };
      }
      addEventListener("popstate", speak);
    </script>""".replace("SPOKEN", json.dumps(LANGUAGES)).replace("DEFAULT", DEFAULT_LANGUAGE)
"""The page says its language to a screen reader again when the reader has changed it."""

AWAY = """<style>
      html[data-away] :is(AWAY_PARTS) {
        display: none;
      }
      #away {
        position: fixed; inset: auto 0 0 0; z-index: 1000000; margin: 0; padding: 0.75rem 1.5rem;
        font: 1rem/1.5 sans-serif; color: PAPER; background: INK; text-align: center;
      }
    </style>
    <script>
      let gone;
      const tell = () => {
        document.documentElement.dataset.away = "";
        document.getElementById("away")?.remove();
        const said = document.createElement("p");
        said.id = "away";
        said.setAttribute("role", "alert");
        said.textContent = SAID[document.documentElement.lang] ?? SAID["DEFAULT"];
        document.body.append(said);
      };
      const back = () => {
        clearTimeout(gone);
        delete document.documentElement.dataset.away;
        document.getElementById("away")?.remove();
      };
      window.WebSocket = class extends WebSocket {
        constructor(...how) {
          super(...how);
          this.addEventListener("open", back);
          this.addEventListener("close", () => {
            clearTimeout(gone);
            gone = setTimeout(tell, 1000);
          });
        }
      };
      addEventListener("pagehide", () => clearTimeout(gone));
    </script>"""
"""A page that has lost its server says so in its language: Streamlit's words are English."""


def _write_away() -> str:
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = _(
                "L’atlas ne répond plus. Il reprendra ici de lui-même dès qu’il répondra ; votre "
                "vue est gardée."
            )
    told = json.dumps(said, ensure_ascii=False)
    return (
        AWAY.replace("AWAY_PARTS", AWAY_PARTS)
        .replace("SAID", told)
        .replace("DEFAULT", DEFAULT_LANGUAGE)
        .replace("PAPER", PAGE.paper)
        .replace("INK", PAGE.ink)
    )


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
        LANGUAGE_OF_A_PAGE,
        f"<script>{SPACES.read_text('utf-8')}</script>",
        write_page_words(),
        _write_away(),
        opening_head(),
    )
    before = page_style() + "\n    ".join(scripts)
    return (
        shell.replace('<html lang="en">', f'<html lang="{language}">')
        .replace("<title>Streamlit</title>", f"<title>{title}</title>")
        .replace('href="./favicon.png"', f'type="image/svg+xml" href="./{ICON_FILE}"')
        .replace("<script", f"{before}\n    <script", 1)
    )
