"""What figures say of one territory, of several, of a sector: no file, no page, no drawing."""
