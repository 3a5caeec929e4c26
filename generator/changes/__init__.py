"""Two states of the data → one list of findings, in the words of administration, → text, Markdown, HTML, JSON.

:func:`compare` finds what differs, :mod:`generator.changes.guard` says which of it is refused and what to add, and
:mod:`generator.changes.log` tells the history of a repository in the same words.
"""
