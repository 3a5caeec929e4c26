"""One list of findings as text for a terminal, Markdown for GitHub, HTML, and JSON. Everything from the data is escaped."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.changes.finding import Effect, Finding, Kind
from generator.changes.words import Mark, Run, marked
from generator.text.markup import plain_html, plain_markdown, visible

LONGEST = 400
"""Characters of a value in a sentence; more is cut."""

VERBS = ("thêm ", "bỏ ")

TOLD = {Effect.NEW, Effect.STRONGER, Effect.WEAKER, Effect.CORRECTED, Effect.MOVED}
"""Effects that are told in front of the sentence; the others say themselves what happened."""

NOTHING = "Không có gì thay đổi trong dữ liệu."


@dataclass(frozen=True, slots=True)
class _Style:
    """How one form writes words of the data, words that went and came, and emphasis."""

    plain: Callable[[str], str]
    gone: str
    came: str
    strong: str


TEXT = _Style(visible, "[-{}-]", "{{+{}+}}", "{}")
MARKDOWN = _Style(plain_markdown, "~~{}~~", "**{}**", "**{}**")
HTML = _Style(plain_html, "<del>{}</del>", "<ins>{}</ins>", "<strong>{}</strong>")


def sentence(finding: Finding, style: _Style = TEXT) -> str:
    """«Nhiệm vụ II.3: thời hạn 15/6/2026 → 30/6/2026 (lùi 15 ngày); căn cứ: —»."""
    words = _change(finding, style)
    link = ": " if words.startswith(VERBS) else " "
    said = link.join(filter(None, (style.plain(finding.what), words)))
    if finding.note:
        said = f"{said} ({style.plain(finding.note)})" if said else style.plain(finding.note)
    if finding.where:
        said = f"{style.plain(finding.where)}: {said}" if said else style.plain(finding.where)
    if finding.basis or finding.commitment:
        said += f"; căn cứ: {style.plain(finding.basis) or '—'}"
    return f"{said}. {style.plain(finding.reading)}" if finding.reading else said


def labelled(finding: Finding, style: _Style = TEXT) -> str:
    """The sentence with the effect in front, where the sentence alone does not say it."""
    said = sentence(finding, style)
    return f"{finding.effect.label}: {said}" if finding.effect in TOLD else said[:1].upper() + said[1:]


def _change(finding: Finding, style: _Style) -> str:
    before, after = finding.before, finding.after
    if before is not None and after is not None:
        runs = marked(before, after)
        if runs:
            return f"«{' '.join(_run(run, style) for run in runs)}»"
        return f"{_value(before, style)} → {_value(after, style)}"
    if after is not None:
        return f"{'' if finding.effect is Effect.NEW else VERBS[0]}{_value(after, style)}"
    if before is not None:
        return f"{VERBS[1]}{_value(before, style)}"
    told = finding.note or finding.what or (finding.where and finding.effect in TOLD)
    return "" if told else finding.effect.label.lower()


def _run(run: Run, style: _Style) -> str:
    text = style.plain(run.text)
    return {Mark.KEPT: "{}", Mark.GONE: style.gone, Mark.CAME: style.came}[run.mark].format(text)


def _value(text: str, style: _Style) -> str:
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    shown = style.plain(cut)
    return shown if len(cut) <= 40 else f"«{shown}»"


Groups = Iterator[tuple[str, list[Finding]]]


def grouped(findings: Iterable[Finding]) -> Groups:
    """Findings by their record, each with the title that is printed over them; corrections after changes of substance."""
    order = list(Kind)
    ordered = sorted(findings, key=lambda item: (order.index(item.subject.kind), item.subject.id))
    for _, group in groupby(ordered, key=lambda item: (item.subject.kind, item.subject.id)):
        items = list(group)
        subject = items[0].subject
        yield f"{subject.kind.label} · {subject.title}", sorted(items, key=lambda item: item.effect in LAST)


LAST = {Effect.CORRECTED, Effect.DETAIL}
"""Told after everything that changes what was promised."""


def as_text(findings: list[Finding]) -> str:
    """For a terminal."""
    lines: list[str] = []
    for title, group in grouped(findings):
        lines.append(visible(title))
        for finding in group:
            lines.append(f"  {labelled(finding)}")
            if finding.refused:
                lines.append(f"    cần làm: {visible(finding.refused)}")
    return "\n".join(lines or [NOTHING]) + "\n"


def as_markdown(findings: list[Finding], most: int = 10**9) -> str:
    """For GitHub's job summary; ``most`` findings, then how many are left."""
    lines: list[str] = []
    shown = 0
    for title, group in grouped(findings):
        if shown >= most:
            break
        lines += ["", f"### {plain_markdown(title)}", ""]
        for finding in group[: most - shown]:
            lines.append(f"- {labelled(finding, MARKDOWN)}")
            if finding.refused:
                lines.append(f"  - **Cần làm:** {plain_markdown(finding.refused)}")
        shown += len(group)
    if shown < len(findings) or shown > most:
        lines += ["", f"Còn {len(findings) - min(shown, most)} thay đổi nữa; xem đủ bằng lệnh `congkhai diff`."]
    return "\n".join(lines or [NOTHING]).strip() + "\n"


def as_html(findings: list[Finding]) -> str:
    """A fragment that any page can hold."""
    parts: list[str] = []
    for title, group in grouped(findings):
        parts.append(f"<section><h3>{plain_html(title)}</h3><ul>")
        for finding in group:
            refused = f"<br><strong>Cần làm:</strong> {plain_html(finding.refused)}" if finding.refused else ""
            parts.append(f"<li>{labelled(finding, HTML)}{refused}</li>")
        parts.append("</ul></section>")
    return "\n".join(parts or [f"<p>{NOTHING}</p>"]) + "\n"


def as_json(findings: list[Finding], base: str, head: str) -> str:
    """For programs: every field of every finding."""
    items = [
        {
            "record": finding.subject.kind.value,
            "id": finding.subject.id,
            "title": finding.subject.title,
            "file": finding.place,
            "line": finding.line or None,
            "effect": finding.effect.value,
            "where": finding.where,
            "field": finding.what,
            "before": finding.before,
            "after": finding.after,
            "note": finding.note,
            "reading": finding.reading or None,
            "basis": finding.basis or None,
            "refused": finding.refused or None,
            "sentence": sentence(finding),
        }
        for _, group in grouped(findings)
        for finding in group
    ]
    return json.dumps({"base": base, "head": head, "findings": items}, ensure_ascii=False, indent=1) + "\n"
