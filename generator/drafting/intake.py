"""From an officer's file to what a draft is made of: its text as the source, its tables as events, its paragraphs.

One way for every format: refuse what must not be read, read, put old encodings into Unicode, clean, take personal data out, write
the source; and only then understand it, so that whatever the draft quotes stands in the source.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.drafting.files.document import (
    OfficeFile,
    Paragraph,
    TableBlock,
    settle_layouts,
    source_of,
    unread_tables,
)
from generator.drafting.files.events import events_of
from generator.drafting.files.formats import Format, RefusalError, format_of
from generator.drafting.files.loose import read_loose, rejoined, tabbed
from generator.drafting.files.plain import is_markdown_table, read_aligned, read_csv, read_markdown
from generator.drafting.office import INSTALL, MISSING
from generator.drafting.table.cells import Line, control_characters, decode, readable, source_text, split_lines, tidy
from generator.drafting.table.events import Event, Text, read_events
from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.stacked import unstacked
from generator.reading.problems import Problem
from generator.text.legacy import Encoding, convert, encoding_of
from generator.text.personal import Redactor, is_staff_heading


@dataclass(slots=True)
class Intake:
    """What was taken in. With ``problems`` there is nothing else."""

    source: str = ""
    events: list[Event] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    redactor: Redactor = field(default_factory=Redactor)
    is_text: bool = False
    lines: list[Line] = field(default_factory=list)
    """Of a pasted text: its lines of cells."""

    def table_text(self) -> str:
        """The text as the source of a plan of which only the table is there: a line a row."""
        return source_text(self.lines) if self.lines else self.source

    def paragraphs(self) -> list[str]:
        """The lines outside every table."""
        return [event.text for event in self.events if isinstance(event, Text)]


def take_in(path: Path) -> Intake:
    """Read an officer's file in whatever format it has. Raises nothing about its content."""
    raw = path.read_bytes()
    try:
        form = format_of(raw, path.name)
        if form in (Format.TEXT, Format.CSV):
            return _take_text(raw, path.name, form)
        return _take_document(_read_office(form, raw), path.name)
    except RefusalError as refusal:
        return Intake(problems=[Problem(file=path.name, message=str(refusal), hint=refusal.hint)])


def _read_office(form: Format, raw: bytes) -> OfficeFile:
    """The libraries that read office files are an extra of the package: they are asked for only here."""
    try:
        reader = _reader(form)
    except ImportError as error:
        raise RefusalError(MISSING, INSTALL) from error
    return reader(raw)


def _reader(form: Format) -> Callable[[bytes], OfficeFile]:
    if form is Format.WORD:
        from generator.drafting.files.word import read_word  # noqa: PLC0415

        return read_word
    if form is Format.EXCEL:
        from generator.drafting.files.excel import read_excel  # noqa: PLC0415

        return read_excel
    from generator.drafting.files.pdf import read_pdf  # noqa: PLC0415

    return read_pdf


def _take_document(document: OfficeFile, name: str) -> Intake:
    """A document of real cells, whatever its format."""
    taken = Intake(notes=list(document.notes), doubts=list(document.doubts))
    encoding = encoding_of("\n".join(document.texts()))
    if encoding is Encoding.UNKNOWN:
        raise _unknown_encoding()
    if encoding is not Encoding.UNICODE:
        taken.notes.append(_converted(encoding))
    _each_text(document, lambda text: readable(convert(text, encoding)))
    taken.problems = list(control_characters("\n".join(document.texts()), name))
    if not "".join(document.texts()).strip():
        raise RefusalError("tệp không có chữ nào")
    document.blocks = list(tabbed(document.blocks))
    settle_layouts(document)
    taken.doubts += unread_tables(document)
    _redact(document, taken.redactor)
    taken.source = source_of(document)
    taken.events = events_of(document)
    return taken


def _each_text(document: OfficeFile, change: Callable[[str], str]) -> None:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            block.text = change(block.text)
        else:
            for row in block.rows:
                for cell in row.cells:
                    cell.text = change(cell.text).replace("\t", " ")


def _unknown_encoding() -> RefusalError:
    return RefusalError(
        "chữ trong tệp không phải Unicode, và không nhận ra bảng mã",
        "chuyển tệp sang Unicode (UniKey: Ctrl+Shift+F6, nguồn TCVN3, VNI hay VIQR), lưu lại rồi chạy lại",
    )


def _converted(encoding: Encoding) -> str:
    return f"chữ trong tệp viết bằng {encoding.value}; đã chuyển sang Unicode"


def _redact(document: OfficeFile, redactor: Redactor) -> None:
    """Learn the names in columns of staff, then take personal data out of every text; a merged cell counts once."""
    for block in document.blocks:
        if isinstance(block, TableBlock) and not block.layout:
            _learn([[cell.text for cell in row.cells] for row in block.rows], redactor)
    cleaned: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            block.text = redactor.clean(block.text)
            continue
        for row in block.rows:
            for cell in row.cells:
                cell.text = cleaned.get(cell.text, cell.text) if cell.from_above else redactor.clean(cell.text)
                cleaned.setdefault(cell.text, cell.text)


def _learn(rows: Sequence[Sequence[str]], redactor: Redactor) -> None:
    staff: list[int] = []
    for cells in rows:
        clean = [" ".join(cell.split()) for cell in cells]
        if is_heading_row(clean):
            staff = [at for at, cell in enumerate(clean) if is_staff_heading(cell)]
        else:
            for at in staff:
                if at < len(cells):
                    redactor.learn(cells[at])


# Text.


def _take_text(raw: bytes, name: str, form: Format) -> Intake:
    text, problems = decode(raw, name)
    if problems:
        return Intake(problems=problems)
    if form is Format.CSV:
        document = read_csv(text)
        if document is None:
            raise RefusalError(
                "không thấy cột nào trong tệp CSV", "lưu lại từ Excel, dạng «CSV UTF-8», hoặc dùng tệp .xlsx"
            )
        return _take_document(document, name)
    if is_markdown_table(text):
        return _take_document(read_markdown(text), name)
    found = None if "\t" in text else (read_aligned(text) or read_loose(text))
    if found is not None:
        return _take_document(found, name)
    lines = split_lines(text)
    taken = Intake(is_text=True)
    _learn([[tidy(cell) for cell in line.cells] for line in lines], taken.redactor)
    taken.source = taken.redactor.clean(text)
    taken.lines = split_lines(taken.source)
    taken.events = rejoined(list(read_events(unstacked(taken.lines))))
    return taken
