"""Timed work in a real browser, beside the plain way of doing the same."""
