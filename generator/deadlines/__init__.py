"""Reads what officers print as a deadline. See records.py."""
