"""``congkhai serve``: shows the site on this computer while data is being written."""

import argparse
import sys

from generator.cli.arguments import Commands, add_as_of, add_command
from generator.cli.surroundings import today


def add_serve(commands: Commands) -> None:
    """Tell the parser of ``congkhai serve``."""
    command = add_command(
        commands, "serve", "Dựng và mở trang trên máy này, tự dựng lại khi tệp đổi.", "congkhai serve"
    )
    command.add_argument(
        "--address",
        type=_address,
        default="127.0.0.1:8000",
        metavar="ĐỊA CHỈ",
        help="địa chỉ và cổng (127.0.0.1:8000)",
    )
    add_as_of(command)
    command.set_defaults(run=run_serve)


def run_serve(options: argparse.Namespace) -> int:
    """Serve with live reload until interrupted."""
    from generator.plugin.opening import SetupError, serve

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
