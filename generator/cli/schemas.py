"""``congkhai schemas``: writes the schemas that an editor reads while data is typed."""

import argparse
import sys

from generator.cli.arguments import Commands, add_command


def add_schemas(commands: Commands) -> None:
    """Tell the parser of ``congkhai schemas``."""
    help_ = "Ghi cấu trúc của từng loại tệp vào schemas/, để trình soạn thảo gợi ý và báo lỗi khi gõ."
    command = add_command(commands, "schemas", help_, "congkhai schemas --check")
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
