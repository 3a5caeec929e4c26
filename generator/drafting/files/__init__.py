"""Readers of officers' files: Word, Excel, PDF, text; each format becomes one neutral document."""
