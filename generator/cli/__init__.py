"""The command ``congkhai``: parses arguments, calls one function, prints, returns 0 (fine), 1 (problems), 2 (wrong usage)."""

import argparse
import errno
import gc
import hashlib
import io
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from generator.joining import Joined
    from generator.reading.catalogue import Catalogue
    from generator.reading.problems import Problem
    from generator.site import Built

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The time zone in which a day begins and ends for every date of the data."""


GARBAGE = 50_000
"""New objects after which Python looks for garbage in circles, 700 by its default: a build makes millions that stay."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. ``arguments`` are those after the program's name; default: the process's own."""
    gc.set_threshold(GARBAGE)
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
    _add_check(commands)
    _add_build(commands)
    _add_join(commands)
    _add_bundle(commands)
    _add_serve(commands)
    _add_demo(commands)
    _add_deadline(commands)
    _add_report(commands)
    _add_plan(commands)
    _add_import(commands)
    _add_diff(commands)
    _add_guard(commands)
    _add_review(commands)
    _add_codeowners(commands)
    _add_quote(commands)
    _add_schemas(commands)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_: str, example: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=help_,
        description=help_,
        epilog=f"Ví dụ: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of",
        type=_day,
        default=None,
        metavar="NGÀY",
        help="tính đến ngày nào, dạng 2026-07-20 (mặc định: hôm nay)",
    )


def _day(text: str) -> date:
    from generator.model.dates import YEARS

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» không phải ngày; viết năm-tháng-ngày, ví dụ 2026-07-20") from None
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(f"«{text}»: năm ngoài khoảng {YEARS.start}–{YEARS.stop - 1}")
    return day


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add(commands, "check", "Kiểm tra dữ liệu trong plans/ và giải thích mọi lỗi.", "congkhai check")
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")
    command.add_argument("--format", choices=("text", "github", "markdown"), default="text", help="dạng in ra")
    command.add_argument("--demo", action="store_true", help="kiểm tra dữ liệu minh họa (demo/plans/)")
    command.add_argument(
        "--fix",
        action="store_true",
        help="sửa BOM, bảng mã, dấu cách, tab, ngoặc kép của Word ngay trong tệp, rồi kiểm tra",
    )
    command.add_argument(
        "--fixed-dir",
        type=Path,
        default=None,
        metavar="THƯ MỤC",
        help="ghi bản đã sửa vào thư mục này, không đụng tệp gốc",
    )
    _add_as_of(command)
    command.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Print every problem of every file."""
    from generator.check import check
    from generator.reading.cache import remembering
    from generator.reading.problems import errors, summary
    from generator.reading.records import Records

    plans = options.plans or options.config.parent / ("demo/plans" if options.demo else "plans")
    if options.fix or options.fixed_dir:
        _fix(plans, options.fixed_dir)
    day = options.as_of or today()
    problems = remembering(
        cache_file(plans),
        lambda cache: check(plans, day, demo=options.demo, records=Records(cache) if cache else None).problems,
    )
    for problem in problems:
        print(_rendered(problem, options.format))
    if options.format == "markdown":
        _offer_fixes(plans)
    print(summary(problems), file=sys.stderr if problems else sys.stdout)
    return 1 if errors(problems) else 0


def _fix(plans: Path, folder: Path | None) -> None:
    """Write what can be repaired without knowing what is meant, in place or into another folder, and say what was done."""
    from generator.reading.repair import repairs

    for made in repairs(plans):
        target = (folder or plans.parent) / made.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.raw)
        for done in made.done:
            print(f"{made.file}: đã sửa: {done}", file=sys.stderr)


def _offer_fixes(plans: Path) -> None:
    """For the summary of a pull request: each file as it can be repaired, ready to copy."""
    from generator.reading.repair import offer, repairs

    for made in repairs(plans):
        print(offer(made))


def _rendered(problem: "Problem", form: str) -> str:
    return {"text": problem.text, "github": problem.annotation, "markdown": problem.markdown}[form]()


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add(
        commands, "build", "Dựng trang vào thư mục site/, thay trang cũ khi xong.", "congkhai build --as-of 2026-07-20"
    )
    command.add_argument(
        "--data", default=None, metavar="PHIÊN BẢN", help="lấy dữ liệu ở một phiên bản trong git (commit, nhãn, nhánh)"
    )
    _add_outputs(command)
    command.set_defaults(run=run_build)


def _add_outputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site", type=Path, default=None, metavar="THƯ MỤC", help="nơi ghi trang (site_dir trong cấu hình)"
    )
    command.add_argument(
        "--tar",
        type=Path,
        default=None,
        metavar="TỆP",
        help="ghi thêm cả trang thành một tệp artifact.tar cho GitHub Pages",
    )
    command.add_argument(
        "--offline", action="store_true", help="gói thêm cả trang để xem không cần mạng, cho tải ở trang Dữ liệu mở"
    )
    _add_as_of(command)


def run_build(options: argparse.Namespace) -> int:
    """Build the site beside the old one and swap them; with problems, leave the old one."""
    return _build(options.config, options)


def _add_join(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Dựng trang cả nước: trang ở đây, ghép với những gì các tỉnh đã đăng."
    command = _add(commands, "join", help_, "congkhai join tinh/ha-tinh tinh/an-giang")
    command.add_argument(
        "folders",
        type=Path,
        nargs="+",
        metavar="THƯ MỤC",
        help="trang đã dựng của một tỉnh, hoặc phần đã tải về của nó; tên thư mục là mã của tỉnh",
    )
    _add_outputs(command)
    command.set_defaults(run=run_join)


def run_join(options: argparse.Namespace) -> int:
    """Build the national site with what the provinces publish; with a problem in any of it, leave the old one."""
    from generator.joining import join_provinces
    from generator.reading.problems import summary

    joined = join_provinces(options.folders)
    for problem in joined.problems:
        print(problem.text(), file=sys.stderr)
    if joined.problems:
        print(summary(joined.problems) + " Trang cũ còn nguyên.", file=sys.stderr)
        return 1
    code = _build(options.config, options, joined)
    if code == 0:
        print(f"Đã ghép {len(joined.provinces.items)} tỉnh.")
    return code


def _add_bundle(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add(
        commands,
        "bundle",
        "Gói trang đã dựng thành một tệp nén, giải nén là mở được, không cần mạng hay máy chủ.",
        "congkhai bundle --out trang.zip",
    )
    command.add_argument("--site", type=Path, default=None, metavar="THƯ MỤC", help="trang đã dựng (site/)")
    command.add_argument("--out", type=Path, default=None, metavar="TỆP", help="tệp nén sẽ ghi (site-offline.zip)")
    command.set_defaults(run=run_bundle)


def run_bundle(options: argparse.Namespace) -> int:
    """Write a built site as a zip beside it; nothing where there is no site."""
    from generator.publish.bundle import bundle
    from generator.publish.manifest import commit_in

    site = (options.site or options.config.parent / "site").resolve()
    out = (options.out or site.with_name(f"{site.name}-offline.zip")).resolve()
    if not (site / "index.html").is_file():
        print(f"{site}: chưa có trang nào; dựng trước bằng lệnh: congkhai build", file=sys.stderr)
        return 2
    if out.is_relative_to(site):
        print(f"{out}: nằm trong chính trang được gói; chọn nơi khác", file=sys.stderr)
        return 2
    content = bundle(site, commit=commit_in(site))
    begun = out.with_name(f"{out.name}.part")
    begun.write_bytes(content)
    begun.replace(out)
    print(f"{len(content) / 1e6:.1f} MB: {out}. Giải nén rồi mở tệp index.html.")
    return 0


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add(
        commands, "demo", "Dựng trang minh họa, với cơ quan không có thật, vào thư mục site-demo/.", "congkhai demo"
    )
    command.add_argument("--site", type=Path, default=None, metavar="THƯ MỤC", help="nơi ghi trang (site-demo/)")
    _add_as_of(command)
    command.set_defaults(run=run_demo)


def run_demo(options: argparse.Namespace) -> int:
    """Build the demonstration, which has a configuration and a day of its own."""
    return _build(options.config.parent / "demo" / "mkdocs.yml", options)


def _build(config: Path, options: argparse.Namespace, joined: "Joined | None" = None) -> int:
    from generator.joining import NOTHING_JOINED
    from generator.plugin import SetupError, open_deployment
    from generator.publish.swap import TargetError, check_artifact
    from generator.reading.gitdata import RevisionError
    from generator.site import Order, build

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    revision, tar = getattr(options, "data", None), getattr(options, "tar", None)
    order = Order(
        today=today(),
        as_of=options.as_of,
        site=options.site,
        revision=revision,
        tar=tar,
        offline=getattr(options, "offline", False),
        joined=joined or NOTHING_JOINED,
    )
    try:
        deployment = open_deployment(config)
        order = replace(order, cache=cache_file(deployment.plans))
        if tar:
            check_artifact(tar, order.site or deployment.site)
        result = build(deployment, order)
    except RevisionError as error:
        print(f"--data: {error}", file=sys.stderr)
        return 2
    except (SetupError, TargetError) as error:
        print(f"congkhai: {error}", file=sys.stderr)
        return 2
    return _report_build(result)


def _report_build(result: "Built") -> int:
    from generator.reading.problems import errors, summary

    wrong = errors(result.problems)
    for problem in wrong:
        print(problem.text(), file=sys.stderr)
    written = result.written
    if written is None:
        print(summary(result.problems) + " Trang cũ còn nguyên.", file=sys.stderr)
        return 1
    if result.problems:
        print(f"{len(result.problems)} lưu ý về dữ liệu; xem: congkhai check", file=sys.stderr)
    print(f"{written.pages} trang, {written.files} tệp, {written.size / 1e6:.1f} MB: {result.folder}")
    return 0


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = _add(commands, "serve", "Dựng và mở trang trên máy này, tự dựng lại khi tệp đổi.", "congkhai serve")
    command.add_argument(
        "--address",
        type=_address,
        default="127.0.0.1:8000",
        metavar="ĐỊA CHỈ",
        help="địa chỉ và cổng (127.0.0.1:8000)",
    )
    _add_as_of(command)
    command.set_defaults(run=run_serve)


def run_serve(options: argparse.Namespace) -> int:
    """Serve with live reload until interrupted."""
    from generator.plugin import SetupError, serve

    try:
        serve(options.config, options.address, options.as_of or today())
    except SetupError as error:
        print(f"congkhai: {error}", file=sys.stderr)
        return 2
    return 0


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise argparse.ArgumentTypeError(f"«{text}» không phải địa chỉ; viết máy:cổng, ví dụ 127.0.0.1:8000")
    return text


def _add_deadline(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = 'congkhai deadline "Trước ngày 30/3" "Hàng quý" --year 2026'
    command = _add(commands, "deadline", "Cho biết trang hiểu một cụm từ thời hạn thế nào, trước khi công bố.", example)
    command.add_argument("phrases", nargs="+", metavar="CỤM TỪ", help="thời hạn đúng như văn bản in, trong dấu nháy")
    command.add_argument(
        "--year", type=_year, default=None, metavar="NĂM", help="năm của kế hoạch, ví dụ 2026 (mặc định: năm nay)"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra")
    command.set_defaults(run=run_deadline)


def run_deadline(options: argparse.Namespace) -> int:
    """Say how each phrase is read; a phrase nobody can read is an answer too, not a failure."""
    from generator.deadlines import answer, year_of

    period = year_of(options.year or today().year)
    answers = [answer(phrase, period) for phrase in options.phrases]
    if options.format == "json":
        print(json.dumps([found.as_json() for found in answers], ensure_ascii=False, indent=2))
        return 0
    for found in answers:
        print(f"«{found.text}»\n  {found.sentence()}")
    return 0


def _add_plan(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "congkhai plan new ha-tinh-so-khcn 2026 --from ke-hoach.docx"
    parser = _add(commands, "plan", "Tạo tệp kế hoạch mới để điền.", example)
    parts = parser.add_subparsers(dest="part", required=True, metavar="VIỆC")
    command = _add(
        parts, "new", "Ghi plan.yml nháp, có chú thích từng trường, từ tệp Word, Excel, PDF hay bảng chép ra.", example
    )
    command.add_argument("agency", type=_id, metavar="CƠ QUAN", help="mã cơ quan, ví dụ ha-tinh-so-khcn")
    command.add_argument("year", type=_year, metavar="NĂM", help="năm của kế hoạch, ví dụ 2026")
    command.add_argument("--slug", type=_id, default="kiem-soat-tthc", metavar="TÊN", help="phần sau của tên thư mục")
    command.add_argument(
        "--from",
        dest="file",
        type=_file,
        default=None,
        metavar="TỆP",
        help="văn bản đã ban hành: .docx, .xlsx, .pdf có chữ, .txt, .csv, .md",
    )
    command.add_argument(
        "--table", type=_file, default=None, metavar="TỆP", help="bảng nhiệm vụ, cột cách nhau bằng tab"
    )
    command.add_argument("--source", type=_file, default=None, metavar="TỆP", help="toàn văn của văn bản, dạng chữ")
    command.add_argument("--title", default=None, metavar="TÊN", help="tên kế hoạch, đúng như văn bản in")
    command.add_argument("--agency-name", default=None, metavar="TÊN", help="tên đầy đủ của cơ quan chưa có thư mục")
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")
    command.set_defaults(run=run_plan_new)
    _add_plan_export(parts)


def _add_plan_export(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "congkhai plan export ha-tinh-so-khcn/2023-kiem-soat-tthc --docx ke-hoach.docx"
    command = _add(parts, "export", "Ghi kế hoạch thành tệp Word theo thể thức Nghị định 30/2020.", example)
    command.add_argument("plan", metavar="KẾ HOẠCH", help="mã kế hoạch, dạng cơ quan/kế hoạch")
    command.add_argument("--docx", type=Path, required=True, metavar="TỆP", help="tệp Word sẽ ghi")
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")
    _add_as_of(command)
    command.set_defaults(run=run_plan_export)


def run_plan_export(options: argparse.Namespace) -> int:
    """Write a plan as a Word file; nothing where the plan is unknown."""
    from generator.reading.load import load
    from generator.reading.problems import suggest
    from generator.tracking.commitments import apply_amendments

    plans = options.plans or options.config.parent / "plans"
    catalogue = load(plans).catalogue
    plan = catalogue.plans.get(options.plan)
    if plan is None:
        print(f"không có kế hoạch «{options.plan}». {suggest(options.plan, catalogue.plans)}", file=sys.stderr)
        return 1
    try:
        from generator.drafting.export import export_docx
    except ImportError:
        print('thiếu thư viện ghi tệp Word; cài thêm: pip install "congkhai[office]"', file=sys.stderr)
        return 1
    commitments = apply_amendments(plan, catalogue.amendments.get(plan.id, ()), options.as_of or today())
    source = catalogue.sources.get(plan.id)
    options.docx.write_bytes(export_docx(plan, commitments, source.original if source else ""))
    print(f"Đã ghi {options.docx}: {len(commitments.tasks)} nhiệm vụ, {len(commitments.targets)} chỉ tiêu.")
    return 0


def run_plan_new(options: argparse.Namespace) -> int:
    """Write the draft of a plan, then say what is doubtful, what a person must fill, and what the check still finds."""
    from generator.check import check
    from generator.drafting.skeleton import Order, make_plan
    from generator.reading.problems import errors, summary

    plans = options.plans or options.config.parent / "plans"
    asked = ("agency", "year", "slug", "file", "table", "source", "title", "agency_name")
    made = make_plan(Order(plans=plans, **{name: getattr(options, name) for name in asked}))
    for problem in made.problems:
        print(problem.text(), file=sys.stderr)
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
    for problem in left:
        print(problem.text())
    return 0


def _add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "congkhai report new ha-tinh-so-khcn/2023-kiem-soat-tthc 2023-q1"
    parser = _add(commands, "report", "Tạo tệp báo cáo để điền.", example)
    parts = parser.add_subparsers(dest="part", required=True, metavar="VIỆC")
    command = _add(parts, "new", "Ghi tệp báo cáo có sẵn mọi việc, chỉ tiêu còn mở của kế hoạch.", example)
    command.add_argument("plan", metavar="KẾ HOẠCH", help="mã kế hoạch, dạng cơ quan/kế hoạch")
    command.add_argument(
        "period", metavar="KỲ", help="2026-03, 2026-q1, 2026-h1, 2026, hoặc 2026-03-15 (báo cáo đột xuất)"
    )
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")
    command.add_argument(
        "--xlsx", action="store_true", help="ghi biểu mẫu Excel vào thư mục đang đứng, thay cho tệp báo cáo"
    )
    command.set_defaults(run=run_report_new)
    command = _add(
        parts, "read", "Đọc biểu mẫu Excel đã điền thành tệp báo cáo.", "congkhai report read bao-cao-2026-q3.xlsx"
    )
    command.add_argument("sheet", type=_file, metavar="TỆP", help="biểu mẫu .xlsx do «report new --xlsx» ghi")
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")
    _add_as_of(command)
    command.set_defaults(run=run_report_read)


def run_report_new(options: argparse.Namespace) -> int:
    """Write the skeleton of a report; with a problem, nothing."""
    from generator.drafting.report import write_report

    if options.xlsx:
        return _write_sheet(options)
    made = write_report(options.plans or options.config.parent / "plans", options.plan, options.period)
    for problem in made.problems:
        print(problem.text(), file=sys.stderr)
    if made.problems:
        return 1
    print(f"Đã ghi {made.file}: {made.tasks} việc, {made.targets} chỉ tiêu để điền. Điền xong, chạy: congkhai check")
    return 0


_NO_OFFICE = "congkhai: cần phần mở rộng office: pip install --require-hashes -r requirements/office.txt"


def _write_sheet(options: argparse.Namespace) -> int:
    try:
        from generator.drafting.sheet import write_sheet
    except ModuleNotFoundError:
        print(_NO_OFFICE, file=sys.stderr)
        return 2
    made = write_sheet(options.plans or options.config.parent / "plans", options.plan, options.period, Path())
    for problem in made.problems:
        print(problem.text(), file=sys.stderr)
    if made.file is None:
        return 1
    print(f"Đã ghi {made.file}: {made.tasks} việc, {made.targets} chỉ tiêu để điền.")
    print(f"Điền xong, chạy: congkhai report read {made.file}")
    return 0


def run_report_read(options: argparse.Namespace) -> int:
    """Write the report that a filled sheet holds; with a mistake nothing, and each is named by its cell."""
    try:
        from generator.drafting.sheet import report_of_sheet
    except ModuleNotFoundError:
        print(_NO_OFFICE, file=sys.stderr)
        return 2
    plans = options.plans or options.config.parent / "plans"
    file, problems = report_of_sheet(options.sheet.read_bytes(), options.sheet.name, plans, options.as_of or today())
    for problem in problems:
        print(problem.text(), file=sys.stderr)
    if not file:
        return 1
    print(f"Đã ghi {file}.")
    return 0


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "congkhai import portal 1.013217.json --read 2026-07-18"
    parser = _add(commands, "import", "Tạo bản nháp từ dữ liệu đã có.", example)
    parts = parser.add_subparsers(dest="part", required=True, metavar="NGUỒN")
    command = _add(
        parts, "portal", "Ghi hoặc cập nhật thủ tục từ câu trả lời JSON của Cổng Dịch vụ công quốc gia.", example
    )
    command.add_argument("answers", type=_file, nargs="+", metavar="TỆP", help="tệp JSON, mỗi tệp một thủ tục")
    command.set_defaults(run=run_import_portal)
    _add_import_options(command)
    listed = "congkhai import catalogue danh-muc.jsonl --read 2026-07-18"
    command = _add(parts, "catalogue", "Ghi thủ tục từ danh mục của Cổng (JSON, mỗi dòng một thủ tục).", listed)
    command.add_argument("list", type=_file, metavar="TỆP", help="tệp danh mục")
    command.add_argument(
        "--partial", action="store_true", help="tệp chỉ là một phần danh mục: không kết luận mã nào đã biến mất"
    )
    command.set_defaults(run=run_import_catalogue)
    _add_import_options(command)


def _add_import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--read", type=_day, default=None, metavar="NGÀY", help="ngày lấy tệp từ Cổng (mặc định: hôm nay)"
    )
    command.add_argument(
        "--into", "--plans", dest="plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)"
    )


def run_import_portal(options: argparse.Namespace) -> int:
    """Write or bring up to date the record of each answer, and say what changed and what is doubtful."""
    from generator.drafting.portal import import_answers

    plans = options.plans or options.config.parent / "plans"
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

    plans = options.plans or options.config.parent / "plans"
    listed = import_catalogue(options.list.read_bytes(), options.read or today(), plans, whole=not options.partial)
    for line in listed.failed:
        print(f"{options.list}: {line}", file=sys.stderr)
    for code in listed.new:
        print(f"{code}: mới")
    for code, name in listed.gone:
        print(f"{code}: không còn trong danh mục: {name}")
    print(f"{len(listed.new)} mới, {len(listed.seen)} đã có, {len(listed.gone)} không còn trong danh mục")
    return 1 if listed.failed else 0


def _add_states(command: argparse.ArgumentParser) -> None:
    command.add_argument("base", metavar="GỐC", help="bản đang đăng: commit, nhãn, nhánh, hoặc thư mục")
    command.add_argument(
        "head", nargs="?", default=None, metavar="MỚI", help="bản đề nghị; bỏ trống là các tệp đang có ở đây"
    )
    command.add_argument("--plans", type=Path, default=None, metavar="THƯ MỤC", help="thư mục dữ liệu (plans/)")


def _add_diff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Kể dữ liệu thay đổi gì giữa hai bản, bằng lời hành chính."
    command = _add(commands, "diff", help_, "congkhai diff main; congkhai diff HEAD~3 HEAD --format markdown")
    _add_states(command)
    command.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="dạng in ra")
    command.set_defaults(run=run_diff)


def run_diff(options: argparse.Namespace) -> int:
    """Print everything that differs between two states of the data."""
    from generator.changes.compare import compare
    from generator.changes.guard import with_lines
    from generator.changes.render import as_html, as_json, as_markdown, as_text
    from generator.changes.state import two_states
    from generator.reading.gitdata import RevisionError

    plans = options.plans or options.config.parent / "plans"
    try:
        with two_states(plans, options.base, options.head) as (before, after):
            findings = compare(before, after)
            if options.format == "json":
                print(as_json(with_lines(findings, after), before.name, after.name), end="")
                return 0
    except RevisionError as error:
        print(f"congkhai diff: {error}", file=sys.stderr)
        return 2
    print({"text": as_text, "markdown": as_markdown, "html": as_html}[options.format](findings), end="")
    return 0


def _add_guard(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Từ chối thay đổi làm yếu điều đã công bố mà không có văn bản; nói phải thêm gì."
    command = _add(commands, "guard", help_, "congkhai guard main")
    _add_states(command)
    command.add_argument("--format", choices=("text", "github", "markdown"), default="text", help="dạng in ra")
    command.set_defaults(run=run_guard)


def run_guard(options: argparse.Namespace) -> int:
    """Print what is refused, and what must be added for it to pass."""
    from generator.changes.compare import compare
    from generator.changes.guard import changed_files, refusals, refused_settings
    from generator.changes.state import two_states
    from generator.reading.gitdata import RevisionError

    plans = options.plans or options.config.parent / "plans"
    try:
        with two_states(plans, options.base, options.head) as (before, after):
            problems = refusals(compare(before, after), after)
        changed = changed_files(plans, options.base, options.head)
        problems += refused_settings(plans, options.base, options.head, changed)
    except RevisionError as error:
        print(f"congkhai guard: {error}", file=sys.stderr)
        return 2
    for problem in problems:
        print(_rendered(problem, options.format))
    done = f"{len(problems)} thay đổi bị từ chối." if problems else "Không có thay đổi nào làm yếu điều đã công bố."
    print(done, file=sys.stderr if problems else sys.stdout)
    return 1 if problems else 0


def _add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Xét một đề nghị thay đổi: lỗi, điều bị từ chối, thay đổi gì, xem ở đâu; dạng trang tóm tắt của GitHub."
    command = _add(commands, "review", help_, "congkhai review main HEAD --summary tom-tat.md")
    _add_states(command)
    command.add_argument("--summary", type=Path, default=None, metavar="TỆP", help="ghi thêm trang tóm tắt vào tệp này")
    _add_as_of(command)
    command.set_defaults(run=run_review)


def run_review(options: argparse.Namespace) -> int:
    """Check both states, compare them, guard; write the page, print at most ten annotations."""
    from generator.changes.compare import compare
    from generator.changes.guard import changed_files, refusals, refused_settings
    from generator.changes.review import annotations, make_review, summary_page
    from generator.changes.state import checked_states
    from generator.check import check
    from generator.reading.gitdata import RevisionError, read_text

    plans, as_of = options.plans or options.config.parent / "plans", options.as_of or today()
    try:
        changed = changed_files(plans, options.base, options.head)
        with checked_states(
            plans, options.base, options.head, lambda folder, left_out: check(folder, as_of, left_out=left_out)
        ) as (before, after):
            findings = compare(before, after)
            refused = [
                *refusals(findings, after),
                *refused_settings(plans, options.base, options.head, changed),
                *_stale_owners(plans, after.catalogue, options.head),
            ]
    except RevisionError as error:
        print(f"congkhai review: {error}", file=sys.stderr)
        return 2
    review = make_review(
        before.problems,
        list(after.problems),
        refused,
        findings,
        changed,
        partial(read_text, plans.parent, revision=options.head),
    )
    page = summary_page(review)
    if options.summary is None:
        print(page, end="")
    else:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(page)
        print(*annotations(review), sep="\n")
    return 1 if review.wrong else 0


def _stale_owners(plans: Path, catalogue: "Catalogue", head: str | None) -> "list[Problem]":
    """Whether CODEOWNERS no longer says who reviews the agencies' folders; a repository without the mark has none made."""
    from generator.changes.owners import MARK, make_codeowners
    from generator.changes.review import CODEOWNERS
    from generator.reading.gitdata import read_text
    from generator.reading.problems import Problem

    current = read_text(plans.parent, CODEOWNERS, head)
    if MARK not in current or make_codeowners(catalogue, current) == current:
        return []
    message = "tệp không còn khớp với «reviewers» của các cơ quan"
    hint = "chạy: congkhai codeowners; hoặc chép các dòng ở cuối tệp theo «reviewers» trong agency.yml"
    return [Problem(file=CODEOWNERS, message=message, hint=hint)]


def _add_codeowners(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Viết .github/CODEOWNERS theo người duyệt mà các cơ quan khai trong agency.yml."
    command = _add(commands, "codeowners", help_, "congkhai codeowners --check")
    command.add_argument("--check", action="store_true", help="chỉ xem tệp có còn đúng không")
    command.set_defaults(run=run_codeowners)


def run_codeowners(options: argparse.Namespace) -> int:
    """Write the file, or say that it is stale."""
    from generator.changes.owners import make_codeowners
    from generator.changes.review import CODEOWNERS
    from generator.reading.load import load

    path = options.config.parent / CODEOWNERS
    current = path.read_text(encoding="utf-8") if path.is_file() else ""
    wanted = make_codeowners(load(options.config.parent / "plans").catalogue, current)
    if wanted == current:
        print(f"{CODEOWNERS} đã đúng.")
        return 0
    if options.check:
        print(f"{CODEOWNERS} không còn đúng; chạy: congkhai codeowners", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(wanted, encoding="utf-8")
    print(f"Đã ghi {CODEOWNERS}.")
    return 0


def _add_quote(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Đặt trong dấu nháy những mã, số, ngày mà chương trình YAML khác đọc thành thứ khác; ghi dòng chỉ cấu trúc ở đầu tệp."
    command = _add(commands, "quote", help_, "congkhai quote --check")
    command.add_argument("--check", action="store_true", help="chỉ kể những tệp còn thiếu dấu nháy")
    command.set_defaults(run=run_quote)


def run_quote(options: argparse.Namespace) -> int:
    """Write the files that lack quotes or the line that leads to their schema, or name them."""
    from generator.reading.quoting import quote_files

    found = quote_files(options.config.parent / "plans", write=not options.check)
    for file in found:
        print(file)
    if found and options.check:
        print("các tệp trên thiếu dấu nháy hoặc dòng chỉ cấu trúc; chạy: congkhai quote", file=sys.stderr)
    return 1 if found and options.check else 0


def _add_schemas(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    help_ = "Ghi cấu trúc của từng loại tệp vào schemas/, để trình soạn thảo gợi ý và báo lỗi khi gõ."
    command = _add(commands, "schemas", help_, "congkhai schemas --check")
    command.add_argument("--check", action="store_true", help="chỉ kể những tệp không còn khớp với chương trình")
    command.set_defaults(run=run_schemas)


def run_schemas(options: argparse.Namespace) -> int:
    """Write the schemas of input files, or name those that are not what the program says."""
    from generator.publish.exports import schema_files, to_json
    from generator.reading.modeline import FOLDER

    folder, stale = options.config.parent / FOLDER, []
    for name, schema in schema_files():
        file, content = folder / f"{name}.json", to_json(schema)
        if not file.is_file() or file.read_bytes() != content:
            stale.append(file)
            if not options.check:
                folder.mkdir(exist_ok=True)
                file.write_bytes(content)
    for file in stale:
        print(file)
    if stale and options.check:
        print("các tệp trên không khớp với chương trình; chạy: congkhai schemas", file=sys.stderr)
    return 1 if stale and options.check else 0


def _id(text: str) -> str:
    from generator.model.fields import SLUG

    if not SLUG.pattern.fullmatch(text):
        raise argparse.ArgumentTypeError(f"«{text}» không dùng được làm mã: {SLUG.explained}")
    return text


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"«{text}» không phải năm; viết bốn chữ số, ví dụ 2026")
    return int(text)


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"không có tệp «{text}»")
    return path


def cache_file(plans: Path) -> Path | None:
    """Where the runs over one folder of data remember what they found: in ``CONGKHAI_CACHE``, else in the user's own folder for
    such things, never among the data, where a stranger could put something. An empty ``CONGKHAI_CACHE`` forgets.
    """
    from platformdirs import user_cache_path

    named = os.environ.get("CONGKHAI_CACHE")
    if named == "":
        return None
    folder = Path(named) if named else user_cache_path("congkhai")
    return folder / f"{hashlib.sha256(str(plans.resolve()).encode()).hexdigest()[:16]}.sqlite"


def today() -> date:
    """The day in Viet Nam; the only place below which nobody asks for the time."""
    return datetime.now(HERE).date()
