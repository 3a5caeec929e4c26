"""Puts sections and tasks where their numbers say they belong.

A plan's section holds its tasks before its sub-sections. So tasks printed after a sub-section stand in a section of
their own, without number and title; and tasks printed below another task («a», «b» or rows without a number below «1»)
stand in a section that bears that task's number. Printed order and ids stay right in both cases.
"""

from collections.abc import Callable

from generator.drafting.table.draft import DraftSection, DraftTask
from generator.drafting.table.ordinals import Kind, Ordinal

_RANKS = {Kind.ROMAN: 0, Kind.UPPER: 0, Kind.NUMBER: 1, Kind.LOWER: 2, Kind.BULLET: 3}
"""What closes what: «II» ends «3.», but «A» may stand in «I» as «I» may stand in «A»."""

DEEPEST = 6
"""Sections inside sections; the deepest plan seen has three."""


class Outline:
    """The parts of one table while its rows are read from top to bottom."""

    def __init__(self) -> None:
        self.top = DraftSection()
        self._open: list[tuple[DraftSection, Ordinal | None]] = []
        self._last: Ordinal | None = None
        """The number of the last task in the section that is open."""

    def is_outside(self, kind: Kind, other: Kind) -> bool:
        """Whether a section numbered in the one way is open outside every section numbered in the other."""
        for _, ordinal in self._open:
            if ordinal is not None and ordinal.kind in (kind, other):
                return ordinal.kind is kind
        return False

    def add_section(self, section: DraftSection, ordinal: Ordinal | None) -> None:
        """Begin a section; what is open and cannot hold it is closed."""
        if ordinal is None:
            self._close_for_unnumbered()
        else:
            self._close_for_section(ordinal)
        self._open_in_holder(section, ordinal)
        self._last = None

    def add_task(self, task: DraftTask, ordinal: Ordinal | None) -> None:
        """Add a task to the section that its number belongs to."""
        if ordinal is not None:
            self._close_for_task(ordinal)
        holder = self._holder()
        if holder.sections:
            if holder.sections[-1].no or holder.sections[-1].title:
                holder.sections.append(DraftSection())
            holder = holder.sections[-1]
        holder.tasks.append(task)
        self._last = ordinal

    def go_below(self, ordinal: Ordinal) -> None:
        """Let the next tasks stand below the task with this number."""
        below = DraftSection(no=ordinal.text)
        below.asides.append(f"mục không in: giữ các dòng con của nhiệm vụ «{ordinal.text}» ngay trên")
        self._open_in_holder(below, ordinal)
        self._last = None

    def _open_in_holder(self, section: DraftSection, ordinal: Ordinal | None) -> None:
        self._close_to(DEEPEST)
        self._holder().sections.append(section)
        self._open.append((section, ordinal))

    def _holder(self) -> DraftSection:
        return self._open[-1][0] if self._open else self.top

    def _close_to(self, depth: int) -> None:
        if depth < len(self._open):
            del self._open[depth:]
            self._last = None

    def _close_for_unnumbered(self) -> None:
        """A section without a number ends the last such section, or the section whose tasks stand above it."""
        bare = [at for at, (_, ordinal) in enumerate(self._open) if ordinal is None]
        if bare:
            self._close_to(bare[-1])
        elif self._open and (self._holder().tasks or self._holder().sections):
            self._close_to(len(self._open) - 1)

    def _close_for_section(self, ordinal: Ordinal) -> None:
        inside = self._deepest(ordinal.is_inside)
        if inside is not None:
            self._close_to(inside + 1)
            return
        following = self._deepest(ordinal.follows)
        same = self._deepest(ordinal.is_like)
        if following is not None:
            self._close_to(following)
        elif same is not None and (ordinal.value > 1 or ordinal.kind <= Kind.UPPER):
            self._close_to(same)
        elif same is None:
            below = [
                at for at, (_, other) in enumerate(self._open) if other and _RANKS[other.kind] > _RANKS[ordinal.kind]
            ]
            self._close_to(min(below, default=len(self._open)))

    def _close_for_task(self, ordinal: Ordinal) -> None:
        inside = self._deepest(ordinal.is_inside)
        if inside is not None:
            self._close_to(inside + 1)
            return
        if self._last is not None and ordinal.follows(self._last):
            return
        following = self._deepest(ordinal.follows)
        if following is not None:
            self._close_to(following)

    def _deepest(self, fits: Callable[[Ordinal], bool]) -> int | None:
        """The innermost open section whose number fits."""
        return next(
            (at for at in reversed(range(len(self._open))) if (one := self._open[at][1]) is not None and fits(one)),
            None,
        )
