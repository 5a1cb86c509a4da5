"""Search for a place by its name or its codes, spelled as people spell."""

from territoires_industrie.search.index import NameIndex
from territoires_industrie.search.places import Hit, search

__all__ = ["Hit", "NameIndex", "search"]
