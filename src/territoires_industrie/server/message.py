"""A page of words alone, for whoever cannot be shown a page of the atlas."""

from html import escape

from territoires_industrie.look import PAGE
from territoires_industrie.wording import _, language

STYLE = (
    "body { margin: 3rem auto; max-width: 40rem; padding: 0 1rem; font: 1rem/1.5 sans-serif; "
    f"color-scheme: light dark; background: {PAGE.paper}; color: {PAGE.ink} }} "
    f"a {{ color: {PAGE.link} }}"
)


def write_document(title: str, style: str, body: str, refresh: str = "") -> str:
    """Write a page that needs no script, in the language in force; ``body`` and ``style`` as is.

    Parameters
    ----------
    refresh
        Seconds after which the browser asks again, or goes to an address; never when empty.
    """
    again = f'<meta http-equiv="refresh" content="{escape(refresh)}">' if refresh else ""
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">{again}'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )


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
    body = f"<h1>{escape(heading)}</h1><p>{escape(text)}</p>{more}"
    title = _("Atlas des Territoires d’industrie")
    return write_document(title, STYLE, body, str(again_s) if again_s else "")
