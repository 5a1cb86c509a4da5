"""Texts from an address or a table inside Streamlit's Markdown: they stay texts."""

import re

PUNCTUATION = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~$:&]")
LINK = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)|(?<=:)(?=\w)", re.IGNORECASE)
"""Where an address, a mail or the name of an icon would be recognised in a plain text."""

JOINER = "\N{WORD JOINER}"


def escape_markdown(text: object) -> str:
    r"""Keep a text from data as plain text inside Markdown, on one line.

    A backslash takes its meaning from each sign. Addresses, mails, icons and emojis are
    recognised after that, in the plain text: an invisible sign that joins words parts them.

    >>> escape_markdown("[a](b) *c*\n# d")
    '\\[a\\]\\(b\\) \\*c\\* \\# d'
    >>> escape_markdown("https://a.test").replace(JOINER, "|")
    'https\\:|//a\\.test'
    >>> escape_markdown(":material/home:").replace(JOINER, "|")
    '\\:|material/home\\:'
    """
    line = " ".join(str(text).split())
    return PUNCTUATION.sub(r"\\\g<0>", LINK.sub(JOINER, line))
