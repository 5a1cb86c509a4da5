"""The sheet of one unit: what is known of it, as blocks that a page and a PDF both show."""
