"""What a page says, as its reader reads it."""

JOINER = "\N{WORD JOINER}"


def read(text: object) -> str:
    r"""Return a text without the signs that keep Markdown from reading it.

    >>> read("ti\\-2802 \\(phase 2\\)")
    'ti-2802 (phase 2)'
    """
    return str(text).replace("\\", "").replace(JOINER, "")
