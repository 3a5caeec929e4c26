"""What the edge alone asks of the machine: which day it is, and where runs may remember what they found."""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path


def today() -> date:
    """The day in Viet Nam; the only place below which nobody asks for the time."""
    from generator.model.dates import HERE

    return datetime.now(HERE).date()


def cache_file(plans: Path) -> Path | None:
    """Where the runs over one folder of data remember what they found: in ``CONGKHAI_CACHE``, else in the user's own folder for
    such things, never among the data, where a stranger could put something. An empty ``CONGKHAI_CACHE`` forgets.
    """
    from platformdirs import user_cache_path

    named = os.environ.get("CONGKHAI_CACHE")
    if named == "":
        return None
    folder = Path(named) if named else user_cache_path("congkhai")
    return folder / f"{hashlib.sha256(str(plans.resolve()).encode()).hexdigest()[:16]}.sqlite"
