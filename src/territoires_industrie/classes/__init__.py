"""One classification: breaks, classes, colours and legend, for the map, the tables and files."""
