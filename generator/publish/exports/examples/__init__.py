"""An example of each kind of file that officers write, published beside its schema: short, valid, of a body that does not exist.

The files of this folder together are a small ``plans/`` that passes the check; a test puts them there, and holds each to its
schema.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.publish.exports.schema import schema_files

FOLDER = Path(__file__).parent

SOURCE = "source.txt"
"""The text that the plan of the examples is transcribed from."""


def example_files() -> Iterator[tuple[str, bytes]]:
    """Each example with its file name, ``plan.yml``; the first line leads an editor to the schema, one folder above."""
    for name, _ in schema_files():
        modeline = f"# yaml-language-server: $schema=../{name}.json\n"
        yield f"{name}.yml", modeline.encode() + (FOLDER / f"{name}.yml").read_bytes()
    yield SOURCE, (FOLDER / SOURCE).read_bytes()
