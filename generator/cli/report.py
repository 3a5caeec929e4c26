"""``congkhai report``: an empty report as YAML or as an Excel form, and the form read back."""

import argparse
from pathlib import Path

from generator.cli.arguments import Commands, add_as_of, add_command, add_plans, existing_file, plans_of
from generator.cli.problems import say_office_missing, say_problems
from generator.cli.surroundings import today


def add_report(commands: Commands) -> None:
    """Tell the parser of ``congkhai report new`` and ``report read``."""
    example = "congkhai report new ha-tinh-so-khcn/2023-kiem-soat-tthc 2023-q1"
    parser = add_command(commands, "report", "Tạo tệp báo cáo để điền.", example)
    parts = parser.add_subparsers(dest="part", required=True, metavar="VIỆC")
    command = add_command(parts, "new", "Ghi tệp báo cáo có sẵn mọi việc, chỉ tiêu còn mở của kế hoạch.", example)
    command.add_argument("plan", metavar="KẾ HOẠCH", help="mã kế hoạch, dạng cơ quan/kế hoạch")
    command.add_argument(
        "period", metavar="KỲ", help="2026-03, 2026-q1, 2026-h1, 2026, hoặc 2026-03-15 (báo cáo đột xuất)"
    )
    add_plans(command)
    command.add_argument(
        "--xlsx", action="store_true", help="ghi biểu mẫu Excel vào thư mục đang đứng, thay cho tệp báo cáo"
    )
    command.set_defaults(run=run_report_new)
    command = add_command(
        parts, "read", "Đọc biểu mẫu Excel đã điền thành tệp báo cáo.", "congkhai report read bao-cao-2026-q3.xlsx"
    )
    command.add_argument("form", type=existing_file, metavar="TỆP", help="biểu mẫu .xlsx do «report new --xlsx» ghi")
    add_plans(command)
    add_as_of(command)
    command.set_defaults(run=run_report_read)


def run_report_new(options: argparse.Namespace) -> int:
    """Write the skeleton of a report; with a problem, nothing."""
    from generator.drafting.report import write_report

    if options.xlsx:
        return _write_form(options)
    made = write_report(plans_of(options), options.plan, options.period)
    say_problems(made.problems)
    if made.problems:
        return 1
    print(f"Đã ghi {made.file}: {made.tasks} việc, {made.targets} chỉ tiêu để điền. Điền xong, chạy: congkhai check")
    return 0


def _write_form(options: argparse.Namespace) -> int:
    try:
        from generator.drafting.form import write_form
    except ModuleNotFoundError:
        return say_office_missing()
    made = write_form(plans_of(options), options.plan, options.period, Path())
    say_problems(made.problems)
    if made.file is None:
        return 1
    print(f"Đã ghi {made.file}: {made.tasks} việc, {made.targets} chỉ tiêu để điền.")
    print(f"Điền xong, chạy: congkhai report read {made.file}")
    return 0


def run_report_read(options: argparse.Namespace) -> int:
    """Write the report that a filled form holds; with a mistake nothing, and each is named by its cell."""
    try:
        from generator.drafting.form import report_of_form
    except ModuleNotFoundError:
        return say_office_missing()
    plans = plans_of(options)
    file, problems = report_of_form(options.form.read_bytes(), options.form.name, plans, options.as_of or today())
    say_problems(problems)
    if not file:
        return 1
    print(f"Đã ghi {file}.")
    return 0
