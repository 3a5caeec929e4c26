"""What the arguments of several commands share: how a command is added, and what an argument may hold."""

import argparse
from datetime import date
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where commands are added: those of the program, or those of a command that has several."""


def add_command(commands: Commands, name: str, help_: str, example: str) -> argparse.ArgumentParser:
    """A command with its help and an example; no option of it may be abbreviated."""
    return commands.add_parser(
        name,
        help=help_,
        description=help_,
        epilog=f"Ví dụ: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def add_plans(command: argparse.ArgumentParser) -> None:
    """Let the data lie elsewhere than beside the configuration; :func:`plans_of` says where it is."""
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")


def plans_of(options: argparse.Namespace) -> Path:
    """The folder of data: the one that is named, else ``plans/`` beside the configuration."""
    named: Path | None = options.plans
    beside: Path = options.config.parent / "plans"
    return named or beside


def add_as_of(command: argparse.ArgumentParser) -> None:
    """Let the command reckon as on another day than today."""
    command.add_argument(
        "--as-of",
        type=read_day,
        default=None,
        metavar="NGÀY",
        help="tính đến ngày nào, dạng 2026-07-20 (mặc định: hôm nay)",
    )


def read_day(text: str) -> date:
    """A day as ISO 8601 writes it, in a year that the data may name."""
    from generator.model.dates import YEARS

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» không phải ngày; viết năm-tháng-ngày, ví dụ 2026-07-20") from None
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(f"«{text}»: năm ngoài khoảng {YEARS.start}–{YEARS.stop - 1}")
    return day


def read_id(text: str) -> str:
    """What may be a record's id, and so a folder's name."""
    from generator.model.fields import SLUG

    if not SLUG.pattern.fullmatch(text):
        raise argparse.ArgumentTypeError(f"«{text}» không dùng được làm mã: {SLUG.explained}")
    return text


def read_year(text: str) -> int:
    """The year of a plan."""
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"«{text}» không phải năm; viết bốn chữ số, ví dụ 2026")
    return int(text)


def existing_file(text: str) -> Path:
    """A file that is there to be read."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"không có tệp «{text}»")
    return path
