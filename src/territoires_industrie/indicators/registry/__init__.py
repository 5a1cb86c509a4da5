"""Entries of the indicator registry, by subject; ``indicators`` gathers them."""
