"""A view of the atlas and what it amounts to: what every map, file and page reads."""
