"""What can be wrong with a file of a set of data whose files are links to the repository's own."""

from pathlib import Path


def cut(file: Path) -> None:
    """Keep the first half of a file, as a broken download does."""
    content = file.read_bytes()
    _write(file, content[: len(content) // 2])


def alter(file: Path) -> None:
    """Change one byte of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    _write(file, bytes(content))


def age(file: Path) -> None:
    """Have a record say another COG year."""
    text = file.read_text("utf-8")
    assert "cog_year = 2026" in text
    _write(file, text.replace("cog_year = 2026", "cog_year = 2019").encode())


def deny(file: Path) -> None:
    """Take the right to read away; for root, who keeps it, ``shown_pages`` does as much."""
    content = file.read_bytes()
    _write(file, content)
    file.chmod(0)


def _write(file: Path, content: bytes) -> None:
    """Put a file in the place of the link to the repository's own."""
    file.unlink()
    file.write_bytes(content)
