"""Reads pasted tables of tasks and targets into a draft, with a doubt wherever a row can be read in two ways."""
