"""What this room needs of whatever keeps, from build to build, what was found of plans; the room above brings it."""

from collections.abc import Callable
from typing import Protocol


class Memory(Protocol):
    """Keeps bytes by what they are made from."""

    def text(self, made_from: Callable[[], bytes], make: Callable[[], bytes]) -> bytes:
        """What was kept, or else what is made now."""
