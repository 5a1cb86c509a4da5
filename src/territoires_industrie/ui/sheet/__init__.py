"""The page of the sheet: choice of the unit, blocks on screen, PDF."""
