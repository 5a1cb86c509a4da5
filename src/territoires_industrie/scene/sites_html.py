"""The legend of the declared sites as HTML, in the colours of the page."""

from html import escape

from territoires_industrie.classes.legend_html import circles_html
from territoires_industrie.look import PAGE
from territoires_industrie.scene.sites import ShownSites, SiteGroup, undeclared_text
from territoires_industrie.wording import format_number

SAMPLE_PX = 11


def sites_legend_html(shown: ShownSites, *, has_notes: bool = True) -> str:
    """Draw the legend of the sites as one safe HTML fragment: looks, counts, what they are not."""
    body = (
        circles_html(shown.sizes) + _undeclared_html(shown)
        if shown.is_by_co2
        else _groups_html(shown.groups)
    )
    notes = "".join(
        f'<div style="opacity:.75;font-size:.85em;margin-top:.3em">{escape(note)}</div>'
        for note in (shown.notes if has_notes else ())
    )
    return (
        '<div class="atlas-legend atlas-sites" style="font-size:.9rem;'
        f'font-variant-numeric:tabular-nums"><div style="font-weight:600;line-height:1.3">'
        f"{escape(shown.heading)}</div>{body}{notes}</div>"
    )


def _groups_html(groups: tuple[SiteGroup, ...]) -> str:
    rows = "".join(
        f'<li style="display:flex;gap:.5em;align-items:baseline;break-inside:avoid;'
        f'margin:0;padding:.08em 0;font-size:.85rem;line-height:1.2">{_sample(group)}'
        f'<span style="flex:1">{escape(group.label)}</span>'
        f"<span>{format_number(group.count)}</span></li>"
        for group in groups
    )
    return (
        '<ul style="list-style:none;margin:.3em 0 0;padding:0;columns:12rem 2;column-gap:1.2em">'
        f"{rows}</ul>"
    )


def _sample(group: SiteGroup) -> str:
    radius = "1px" if group.is_square else "50%"
    return (
        f'<span aria-hidden="true" style="flex:none;width:{SAMPLE_PX}px;height:{SAMPLE_PX}px;'
        f"border-radius:{radius};background:{PAGE.of(group.colour)};box-sizing:border-box;"
        f'border:1px solid {PAGE.site_edge};forced-color-adjust:none"></span>'
    )


def _undeclared_html(shown: ShownSites) -> str:
    dot = (
        '<span aria-hidden="true" style="display:inline-block;width:4px;height:4px;margin:0 .6em 0 '
        f'.3em;vertical-align:middle;border-radius:50%;background:{PAGE.site_edge}"></span>'
    )
    text = undeclared_text(shown)
    return f'<div style="padding:.2em 0">{dot}{escape(text)}</div>'
