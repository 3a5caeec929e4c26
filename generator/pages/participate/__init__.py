"""Forms that write a file for a plan: a report, an amendment, a correction, an event. ``/tham-gia/bao-cao/<plan>/`` and its kin."""
