"""``congkhai import``: writes procedures from what the national portal answers."""

import argparse
import sys
from pathlib import Path

from generator.cli.arguments import Commands, add_command, existing_file, plans_of, read_day
from generator.cli.surroundings import today


def add_import(commands: Commands) -> None:
    """Tell the parser of ``congkhai import portal`` and ``import catalogue``."""
    example = "congkhai import portal 1.013217.json --read 2026-07-18"
    parser = add_command(commands, "import", "Tạo bản nháp từ dữ liệu đã có.", example)
    parts = parser.add_subparsers(dest="part", required=True, metavar="NGUỒN")
    command = add_command(
        parts, "portal", "Ghi hoặc cập nhật thủ tục từ câu trả lời JSON của Cổng Dịch vụ công quốc gia.", example
    )
    command.add_argument("answers", type=existing_file, nargs="+", metavar="TỆP", help="tệp JSON, mỗi tệp một thủ tục")
    command.set_defaults(run=run_import_portal)
    _add_import_options(command)
    listed = "congkhai import catalogue danh-muc.jsonl --read 2026-07-18"
    command = add_command(parts, "catalogue", "Ghi thủ tục từ danh mục của Cổng (JSON, mỗi dòng một thủ tục).", listed)
    command.add_argument("list", type=existing_file, metavar="TỆP", help="tệp danh mục")
    command.add_argument(
        "--partial", action="store_true", help="tệp chỉ là một phần danh mục: không kết luận mã nào đã biến mất"
    )
    command.set_defaults(run=run_import_catalogue)
    _add_import_options(command)


def _add_import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--read", type=read_day, default=None, metavar="NGÀY", help="ngày lấy tệp từ Cổng (mặc định: hôm nay)"
    )
    command.add_argument(
        "--into", "--plans", dest="plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)"
    )


def run_import_portal(options: argparse.Namespace) -> int:
    """Write or bring up to date the record of each answer, and say what changed and what is doubtful."""
    from generator.drafting.portal import import_answers

    plans = plans_of(options)
    files = ((str(path), path.read_bytes()) for path in options.answers)
    counted: dict[str, int] = {}
    for outcome in import_answers(files, options.read or today(), plans):
        happened = "hỏng" if outcome.failed else outcome.happened
        counted[happened] = counted.get(happened, 0) + 1
        if outcome.failed:
            print(f"{outcome.name}: {outcome.failed}", file=sys.stderr)
            continue
        print(f"{outcome.code}: {happened}")
        for line in outcome.changes:
            print(f"  {line}")
        for line in outcome.doubts:
            print(f"  còn ngờ: {line}")
    print(", ".join(f"{count} {happened}" for happened, count in sorted(counted.items())))
    return 1 if counted.get("hỏng") else 0


def run_import_catalogue(options: argparse.Namespace) -> int:
    """Write index records of what the list has, and say what is new and what has disappeared from it."""
    from generator.drafting.portal import import_catalogue

    plans = plans_of(options)
    listed = import_catalogue(options.list.read_bytes(), options.read or today(), plans, whole=not options.partial)
    for line in listed.failed:
        print(f"{options.list}: {line}", file=sys.stderr)
    for code in listed.new:
        print(f"{code}: mới")
    for code, name in listed.gone:
        print(f"{code}: không còn trong danh mục: {name}")
    print(f"{len(listed.new)} mới, {len(listed.seen)} đã có, {len(listed.gone)} không còn trong danh mục")
    return 1 if listed.failed else 0
