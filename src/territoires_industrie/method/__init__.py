"""The method in words: indicators, statuses, rules, passages, files and licences.

Everything is said from the registries, the constants of the computations and the provenance
records, so that the method page cannot tell another story than the figures.
"""
