"""The command ``congkhai``: parses arguments, calls one function, prints, returns 0 (fine), 1 (problems), 2 (wrong usage).

A command stands in the module of its name; ``join`` and ``demo`` build too, ``diff``, ``guard`` and ``review`` are about changes,
and ``import`` is no name in Python. What a command needs is imported when it runs, so that help comes at once.
"""

import argparse
import atexit
import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli.build import add_build, add_demo, add_join
from generator.cli.bundle import add_bundle
from generator.cli.changes import add_diff, add_guard, add_review
from generator.cli.check import add_check
from generator.cli.codeowners import add_codeowners
from generator.cli.deadline import add_deadline
from generator.cli.importing import add_import
from generator.cli.plan import add_plan
from generator.cli.quote import add_quote
from generator.cli.report import add_report
from generator.cli.schemas import add_schemas
from generator.cli.serve import add_serve

COMMANDS = (
    add_check,
    add_build,
    add_join,
    add_bundle,
    add_serve,
    add_demo,
    add_deadline,
    add_report,
    add_plan,
    add_import,
    add_diff,
    add_guard,
    add_review,
    add_codeowners,
    add_quote,
    add_schemas,
)
"""What tells the parser of each command, in the order in which the help names them."""

GARBAGE = 500_000
"""New objects after which Python looks for garbage in circles, 700 by its default: a build makes millions that stay."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. ``arguments`` are those after the program's name; default: the process's own."""
    gc.set_threshold(GARBAGE)
    atexit.register(gc.freeze)  # Python looks for circles once more at its end, in all that goes with it anyway
    _say_everything()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # congkhai check | head: nobody reads on, and Python must not write its last lines either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"congkhai: {_named(error)}{_os_words(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # Ctrl-C; whoever calls us learns it as from any program
        return 130


def _say_everything() -> None:
    """Let an output that cannot say «ệ», or a file name that is not UTF-8, print something in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _named(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""


def _os_words(error: OSError) -> str:
    """What the system says, in Vietnamese where there is advice."""
    advice = {
        errno.ENOSPC: "đĩa đã đầy; dọn bớt rồi chạy lại; trang cũ, nếu có, còn nguyên",
        errno.EDQUOT: "hết phần đĩa được cấp; dọn bớt rồi chạy lại; trang cũ, nếu có, còn nguyên",
        errno.EFBIG: "tệp quá lớn với hệ thống này; trang cũ, nếu có, còn nguyên",
        errno.EROFS: "ổ đĩa chỉ cho đọc; chọn thư mục khác",
        errno.EACCES: "không có quyền; chọn thư mục khác, hoặc xin quyền",
        errno.EPERM: "không có quyền; chọn thư mục khác, hoặc xin quyền",
        errno.ENAMETOOLONG: "tên quá dài; chọn tên ngắn hơn",
    }
    return advice.get(error.errno or 0, error.strerror or str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="congkhai",
        description="Công khai: kế hoạch và thủ tục hành chính thành trang tra cứu.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), metavar="TỆP", help="tệp cấu hình (mkdocs.yml)"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for add in COMMANDS:
        add(commands)
    return parser
