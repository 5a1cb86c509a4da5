"""Which lines are drawn over the units of a level: those that follow its own borders."""

from territoires_industrie.boundaries import screen_geometry


def lines_file(level_key: str, division: str) -> str:
    """Return where the browser finds the lines of a wider division, for the map of a level.

    Communes are simplified apart: their file draws wider divisions along its own arcs.

    Parameters
    ----------
    level_key
        Level of the units.
    division
        Level whose lines are drawn over them.

    Returns
    -------
    str
        Name of a file under ``static/geo/``, and after ``#`` the division when it is inside.

    Raises
    ------
    UnknownCodeError, DataFileError
        As ``screen_geometry``.
    """
    if level_key == "commune":
        return f"{screen_geometry(level_key).file}#{division}"
    return screen_geometry(division).file
