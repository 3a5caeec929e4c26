"""Turns what departments already have into a draft of a record, with every doubt marked for a person to settle.

A draft is never data by itself: what a reader could not be sure of stands as a comment beside the row, in the words of
the table. Importers see the reading and base layers only.
"""
