"""Reads what officers print as a deadline. See records.py."""
from generator.deadlines.records import Kind, Part, Period, Reading
from generator.deadlines.reader import read_deadline
__all__ = ["Kind","Part","Period","Reading","read_deadline"]
