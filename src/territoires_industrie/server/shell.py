"""The first answer of every page: Streamlit's own, in the reader's language, that knows its server.

Left to itself, Streamlit's page calls itself English and « Streamlit » until it has run, and at
a page's address looks for its server under that page first, which costs a round of refusals.
"""

from functools import cache
from html import escape

from territoires_industrie.server.opening import opening_head
from territoires_industrie.server.page_parts import script, style
from territoires_industrie.server.streamlit_bundles import late_scripts
from territoires_industrie.server.streamlit_scripts import first_answer
from territoires_industrie.server.streamlit_words import write_page_words
from territoires_industrie.ui.frame import page_style
from territoires_industrie.ui.navigation import ENTRIES, PAGES, window_title
from territoires_industrie.ui.streamlit_private import AWAY_PARTS
from territoires_industrie.wording import LANGUAGES, _, speaking

ICON_FILE = "icone.svg"
TITLE = "<title>Streamlit</title>"
FORMER_ICON = "favicon.ico"
"""Where browsers and programs look for an icon that no page has told them of."""


def _write_languages() -> str:
    """Have a page say its language, and when it has lost its server."""
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = _(
                "L’atlas ne répond plus. Il reprendra ici de lui-même dès qu’il répondra ; votre "
                "vue est gardée."
            )
    written = script("language.js", "away.js", atlasLanguages=LANGUAGES, atlasAway=said)
    return f"{style('away.css').replace('AWAY_PARTS', AWAY_PARTS)}\n    {written}"


def write_shell(language: str, page: str = PAGES[0].name) -> str:
    """Write the first answer of a page in a language, under the title that the page will have."""
    with speaking(language):
        title = window_title(ENTRIES[page])
    return _write_untitled(language).replace(TITLE, f"<title>{escape(title)}</title>", 1)


@cache
def _write_untitled(language: str) -> str:
    """Write what is the same for every page; what Streamlit no longer says is left out."""
    shell = first_answer()
    # The style before the first drawing: what Streamlit brings it with comes after, and moves all.
    scripts = (
        late_scripts(),
        script("scheme.js", "spaces.js", "popovers.js", "fields.js"),
        write_page_words(),
        _write_languages(),
        opening_head(),
    )
    before = page_style() + "\n    ".join(scripts)
    return (
        shell.replace('<html lang="en">', f'<html lang="{language}">')
        .replace('href="./favicon.png"', f'type="image/svg+xml" href="./{ICON_FILE}"')
        .replace("<script", f"{before}\n    <script", 1)
    )
