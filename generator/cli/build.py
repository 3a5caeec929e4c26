"""``congkhai build``, ``join`` and ``demo``: make a site in place of the old one, or leave the old one and say why."""

import argparse
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.arguments import Commands, add_as_of, add_command
from generator.cli.problems import say_problems
from generator.cli.surroundings import cache_file, today

if TYPE_CHECKING:
    from generator.joining import Joined
    from generator.site import Built


def add_build(commands: Commands) -> None:
    """Tell the parser of ``congkhai build``."""
    command = add_command(
        commands, "build", "Dựng trang vào thư mục site/, thay trang cũ khi xong.", "congkhai build --as-of 2026-07-20"
    )
    command.add_argument(
        "--data", default=None, metavar="PHIÊN BẢN", help="lấy dữ liệu ở một phiên bản trong git (commit, nhãn, nhánh)"
    )
    _add_outputs(command)
    command.set_defaults(run=run_build)


def run_build(options: argparse.Namespace) -> int:
    """Build the site beside the old one and swap them; with problems, leave the old one."""
    return _build(options.config, options)


def add_join(commands: Commands) -> None:
    """Tell the parser of ``congkhai join``."""
    help_ = "Dựng trang cả nước: trang ở đây, ghép với những gì các tỉnh đã đăng."
    command = add_command(commands, "join", help_, "congkhai join tinh/ha-tinh tinh/an-giang")
    command.add_argument(
        "folders",
        type=Path,
        nargs="+",
        metavar="THƯ MỤC",
        help="trang đã dựng của một tỉnh, hoặc phần đã tải về của nó; tên thư mục là mã của tỉnh",
    )
    _add_outputs(command)
    command.set_defaults(run=run_join, data=None)


def run_join(options: argparse.Namespace) -> int:
    """Build the national site with what the provinces publish; with a problem in any of it, leave the old one."""
    from generator.joining import join_provinces
    from generator.reading.problems import summary

    joined = join_provinces(options.folders)
    say_problems(joined.problems)
    if joined.problems:
        print(summary(joined.problems) + " Trang cũ còn nguyên.", file=sys.stderr)
        return 1
    code = _build(options.config, options, joined)
    if code == 0:
        print(f"Đã ghép {len(joined.provinces.items)} tỉnh.")
    return code


def add_demo(commands: Commands) -> None:
    """Tell the parser of ``congkhai demo``."""
    command = add_command(
        commands, "demo", "Dựng trang minh họa, với cơ quan không có thật, vào thư mục site-demo/.", "congkhai demo"
    )
    command.add_argument("--site", type=Path, default=None, metavar="THƯ MỤC", help="nơi ghi trang (site-demo/)")
    add_as_of(command)
    command.set_defaults(run=run_demo, data=None, tar=None, offline=False, jobs=1)


def run_demo(options: argparse.Namespace) -> int:
    """Build the demonstration, which has a configuration and a day of its own."""
    return _build(options.config.parent / "demo" / "mkdocs.yml", options)


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
    command.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="SỐ",
        help="số tiến trình cùng dựng: xong sớm hơn, tốn bộ nhớ hơn; auto: mỗi bộ xử lý một tiến trình (mặc định: 1)",
    )
    add_as_of(command)


def _jobs(text: str) -> int:
    """A number of processes; 0 and «auto» mean as many as there are processors for this one."""
    from generator.reading.jobs import processors

    if text in ("auto", "0"):
        return processors()
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"«{text}» không phải số tiến trình; viết một số, ví dụ 4, hoặc auto")
    return int(text)


def _possible(jobs: int) -> int:
    """So many processes where the system can share work out among them; else one, with a sentence that says so."""
    from generator.reading.jobs import CAN_FORK

    if jobs > 1 and not CAN_FORK:
        print("--jobs: hệ điều hành này không chia việc được cho nhiều tiến trình; dựng bằng một.", file=sys.stderr)
        return 1
    return jobs


def _build(config: Path, options: argparse.Namespace, joined: "Joined | None" = None) -> int:
    from generator.joining import NOTHING_JOINED
    from generator.plugin.opening import SetupError, open_deployment
    from generator.publish.swap import TargetError, check_artifact
    from generator.reading.gitdata import RevisionError
    from generator.reading.jobs import WorkerError
    from generator.site import Order, build

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    order = Order(
        today=today(),
        as_of=options.as_of,
        site=options.site,
        revision=options.data,
        tar=options.tar,
        offline=options.offline,
        joined=joined or NOTHING_JOINED,
        jobs=_possible(options.jobs),
    )
    try:
        deployment = open_deployment(config)
        order = replace(order, cache=cache_file(deployment.plans))
        if order.tar:
            check_artifact(order.tar, order.site or deployment.site)
        result = build(deployment, order)
    except RevisionError as error:
        print(f"--data: {error}", file=sys.stderr)
        return 2
    except (SetupError, TargetError) as error:
        print(f"congkhai: {error}", file=sys.stderr)
        return 2
    except WorkerError as error:
        print(f"congkhai: {error}. Trang cũ, nếu có, còn nguyên.", file=sys.stderr)
        return 1
    return _report_build(result)


def _report_build(result: "Built") -> int:
    from generator.reading.problems import errors, summary

    wrong = errors(result.problems)
    say_problems(wrong)
    written = result.written
    if written is None:
        print(summary(result.problems) + " Trang cũ còn nguyên.", file=sys.stderr)
        return 1
    if result.problems:
        print(f"{len(result.problems)} lưu ý về dữ liệu; xem: congkhai check", file=sys.stderr)
    print(f"{written.pages} trang, {written.files} tệp, {written.size / 1e6:.1f} MB: {result.folder}")
    return 0
