"""Altair charts, in the palette of the map and the number forms of the language."""
