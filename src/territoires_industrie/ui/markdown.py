"""Texts from an address or a table inside Streamlit's Markdown: they stay texts."""

import re

PUNCTUATION = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~$:&]")
LINK = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)|(?<=:)(?=\w)", re.IGNORECASE)
"""Where an address, a mail or the name of an icon would be recognised in a plain text."""

ADDRESS = re.compile(r"https?://[^\s()<>\\]+")
"""Address that Markdown takes whole, and nothing but an address of the web."""

JOINER = "\N{WORD JOINER}"
BREAKS = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
"""Spaces where a line may break: those inside a number are kept as they are."""


def escape_markdown(text: object) -> str:
    r"""Keep a text from data as plain text inside Markdown, on one line.

    A backslash takes its meaning from each sign. Addresses, mails, icons and emojis are
    recognised after that, in the plain text: an invisible sign that joins words parts them.

    >>> escape_markdown("[a](b) *c*\n# d")
    '\\[a\\]\\(b\\) \\*c\\* \\# d'
    >>> escape_markdown("https://a.test").replace(JOINER, "|")
    'https\\:|//a\\.test'
    >>> escape_markdown("1\N{NO-BREAK SPACE}230\n; 4").replace("\N{NO-BREAK SPACE}", "_")
    '1_230 ; 4'
    >>> escape_markdown(":material/home:").replace(JOINER, "|")
    '\\:|material/home\\:'
    """
    line = BREAKS.sub(" ", str(text).strip())
    return PUNCTUATION.sub(r"\\\g<0>", LINK.sub(JOINER, line))


def link_markdown(text: object, address: str) -> str:
    r"""Link a text from data to an address from data; the text alone where it is none of the web.

    >>> link_markdown("a*", "https://b.test/c_d"), link_markdown("a", "javascript:b()")
    ('[a\\*](https://b.test/c_d)', 'a')
    """
    said = escape_markdown(text)
    return f"[{said}]({address})" if ADDRESS.fullmatch(address) else said
