"""The sectors page: where a sector is, who is there, how it changes and gathers."""
