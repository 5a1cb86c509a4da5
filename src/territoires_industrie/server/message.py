"""A page of words alone, for whoever cannot be shown a page of the atlas."""

from html import escape

from territoires_industrie.look import PAGE
from territoires_industrie.wording import _, language

DOCUMENT = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">{again}
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><style>
body {{ margin: 3rem auto; max-width: 40rem; padding: 0 1rem; font: 1rem/1.5 sans-serif;
color-scheme: light dark; background: {look.paper}; color: {look.ink} }}
a {{ color: {look.link} }}
</style></head><body><h1>{heading}</h1><p>{text}</p>{more}</body></html>
"""


def write_message(heading: str, text: str, more: str = "", again_s: int = 0) -> str:
    """Write the page, in the language in force.

    Parameters
    ----------
    heading, text
        What is said, as plain text.
    more
        What follows, as HTML.
    again_s
        Seconds after which the browser asks again by itself; never when 0.
    """
    return DOCUMENT.format(
        look=PAGE,
        language=language(),
        again=f'<meta http-equiv="refresh" content="{again_s}">' if again_s else "",
        title=escape(_("Atlas des Territoires d’industrie")),
        heading=escape(heading),
        text=escape(text),
        more=more,
    )
