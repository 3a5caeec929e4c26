"""What is kept from build to build of a plan, as the rooms above see it."""

from collections.abc import Callable
from typing import Protocol


class Memory(Protocol):
    """Keeps bytes by what they are made from."""

    def text(self, made_from: Callable[[], bytes], make: Callable[[], bytes]) -> bytes:
        """What was kept, or else what is made now."""
