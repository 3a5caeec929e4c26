"""How a share computed from an agency's register reads."""

from decimal import ROUND_DOWN, Decimal

from generator.text.wording import say_amount
from generator.tracking.procedures import Indicator


def say_share(indicator: Indicator) -> str:
    """``79,4 %``, cut after one decimal, so that 79,96 never reads as 80; «chưa có số» where nothing is known."""
    if indicator.value is None:
        return "chưa có số"
    return say_amount(indicator.value.quantize(Decimal("0.1"), ROUND_DOWN), "%")
