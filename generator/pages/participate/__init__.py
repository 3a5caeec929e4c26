"""Forms that write a file for a plan: a report, an amendment, a correction, an event. ``/tham-gia/bao-cao/<plan>/`` and its kin.

What a form asks is what the records declare. A script turns the answers into the file; without one the page shows the same
file to copy and where to put it. No server of ours takes part.
"""
