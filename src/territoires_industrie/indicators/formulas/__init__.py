"""How figures are made: one class a kind of formula, each with its figures, words and tables."""
