"""``congkhai plan``: a draft made from an issued document, and a plan as a Word file."""

import argparse
import sys
from pathlib import Path

from generator.cli.arguments import (
    Commands,
    add_as_of,
    add_command,
    add_plans,
    existing_file,
    plans_of,
    read_id,
    read_year,
)
from generator.cli.problems import print_problems, say_office_missing, say_problems
from generator.cli.surroundings import today


def add_plan(commands: Commands) -> None:
    """Tell the parser of ``congkhai plan new`` and ``plan export``."""
    example = "congkhai plan new ha-tinh-so-khcn 2026 --from ke-hoach.docx"
    parser = add_command(commands, "plan", "Tạo tệp kế hoạch mới để điền.", example)
    parts = parser.add_subparsers(dest="part", required=True, metavar="VIỆC")
    command = add_command(
        parts, "new", "Ghi plan.yml nháp, có chú thích từng trường, từ tệp Word, Excel, PDF hay bảng chép ra.", example
    )
    command.add_argument("agency", type=read_id, metavar="CƠ QUAN", help="mã cơ quan, ví dụ ha-tinh-so-khcn")
    command.add_argument("year", type=read_year, metavar="NĂM", help="năm của kế hoạch, ví dụ 2026")
    command.add_argument(
        "--slug", type=read_id, default="kiem-soat-tthc", metavar="TÊN", help="phần sau của tên thư mục"
    )
    command.add_argument(
        "--from",
        dest="file",
        type=existing_file,
        default=None,
        metavar="TỆP",
        help="văn bản đã ban hành: .docx, .xlsx, .pdf có chữ, .txt, .csv, .md",
    )
    command.add_argument(
        "--table", type=existing_file, default=None, metavar="TỆP", help="bảng nhiệm vụ, cột cách nhau bằng tab"
    )
    command.add_argument(
        "--source", type=existing_file, default=None, metavar="TỆP", help="toàn văn của văn bản, dạng chữ"
    )
    command.add_argument("--title", default=None, metavar="TÊN", help="tên kế hoạch, đúng như văn bản in")
    command.add_argument("--agency-name", default=None, metavar="TÊN", help="tên đầy đủ của cơ quan chưa có thư mục")
    add_plans(command)
    command.set_defaults(run=run_plan_new)
    _add_plan_export(parts)


def run_plan_new(options: argparse.Namespace) -> int:
    """Write the draft of a plan, then say what is doubtful, what a person must fill, and what the check still finds."""
    from generator.check import check
    from generator.drafting.skeleton import Order, make_plan
    from generator.reading.problems import errors, summary

    plans = plans_of(options)
    asked = ("agency", "year", "slug", "file", "table", "source", "title", "agency_name")
    made = make_plan(Order(plans=plans, **{name: getattr(options, name) for name in asked}))
    say_problems(made.problems)
    if made.problems:
        print("Chưa ghi tệp nào.", file=sys.stderr)
        return 1
    targets = f", {made.targets} chỉ tiêu" if made.targets else ""
    print(f"Đã ghi {', '.join(made.files)}: {made.tasks} nhiệm vụ{targets}.")
    for said in made.said:
        print(f"Khi đọc tệp: {said}.")
    if made.left_out:
        print(f"Đã lược khỏi kế hoạch và văn bản nguồn: {made.left_out}.")
    for note in made.notes:
        if "nghi vấn:" not in note.message:  # the check asks these
            print(note.text())
    for kind, names in (("văn bản", made.missing_documents), ("đơn vị, nhóm đơn vị", made.missing_actors)):
        if names:
            print(f"Ghi thêm {len(names)} {kind} chưa đối chiếu (verified: false): {'; '.join(names)}")
    left = [problem for problem in errors(check(plans, today()).problems) if problem.file in made.files]
    print(f"\nKiểm tra: {summary(left)}")
    print_problems(left)
    return 0


def _add_plan_export(parts: Commands) -> None:
    example = "congkhai plan export ha-tinh-so-khcn/2023-kiem-soat-tthc --docx ke-hoach.docx"
    command = add_command(parts, "export", "Ghi kế hoạch thành tệp Word theo thể thức Nghị định 30/2020.", example)
    command.add_argument("plan", metavar="KẾ HOẠCH", help="mã kế hoạch, dạng cơ quan/kế hoạch")
    command.add_argument("--docx", type=Path, required=True, metavar="TỆP", help="tệp Word sẽ ghi")
    add_plans(command)
    add_as_of(command)
    command.set_defaults(run=run_plan_export)


def run_plan_export(options: argparse.Namespace) -> int:
    """Write a plan as a Word file; nothing where the plan is unknown."""
    from generator.reading.load import load
    from generator.reading.problems import suggest
    from generator.tracking.commitments import apply_amendments

    plans = plans_of(options)
    catalogue = load(plans).catalogue
    plan = catalogue.plans.get(options.plan)
    if plan is None:
        print(f"không có kế hoạch «{options.plan}». {suggest(options.plan, catalogue.plans)}", file=sys.stderr)
        return 1
    try:
        from generator.drafting.export import export_docx
    except ModuleNotFoundError:
        return say_office_missing()
    commitments = apply_amendments(plan, catalogue.amendments.get(plan.id, ()), options.as_of or today())
    source = catalogue.sources.get(plan.id)
    options.docx.write_bytes(export_docx(plan, commitments, source.original if source else ""))
    print(f"Đã ghi {options.docx}: {len(commitments.tasks)} nhiệm vụ, {len(commitments.targets)} chỉ tiêu.")
    return 0
