"""How a share computed from an agency's register reads."""

from generator.text.wording import say_rounded
from generator.tracking.procedures import Indicator


def say_share(indicator: Indicator) -> str:
    """``66,7 %``; «chưa có số» where nothing is known."""
    if indicator.value is None:
        return "chưa có số"
    return say_rounded(indicator.value, "%")
