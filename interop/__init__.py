"""The files of the atlas opened by the programs of its users, by hand: ``make interop``."""
