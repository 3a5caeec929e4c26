"""The first line of a record's file: it leads an editor to the schema, so that it completes and explains as one types.

``# yaml-language-server: $schema=../../schemas/agency.json``, in the form that the YAML language server reads (VS Code, Neovim
and others use it). The address is relative and leads into the repository, so it holds in every fork, without a network, and asks
no third party. A comment to everybody else: no value and no hash depends on it.
"""

import re
from pathlib import Path, PurePosixPath

from generator.reading.tree import SHAPES, kind_of

FOLDER = "schemas"
"""The folder of the schemas, beside ``plans/`` or one level above it; ``congkhai schemas`` writes it."""

MARK = "# yaml-language-server:"

_OWN = re.compile(rf"^{re.escape(MARK)}[^\n]*\n", re.MULTILINE)


def schema_name(pattern: str) -> str:
    """A name for the files of a pattern: their own, or their folder's where each file has another name."""
    folder, _, file = pattern.rpartition("/")
    return folder.rpartition("/")[2].rstrip("s") if file == "*.yml" else file.removesuffix(".yml")


def modeline(plans: Path, path: PurePosixPath) -> str:
    """The line for a file under ``plans/``; empty where the repository has no schema of it."""
    name = next((schema_name(pattern) for pattern, kind in SHAPES if kind is kind_of(path)), "")
    for above, folder in enumerate((plans.parent, plans.parent.parent)):
        if name and (folder / FOLDER / f"{name}.json").is_file():
            return f"{MARK} $schema={'../' * (len(path.parts) + above)}{FOLDER}/{name}.json"
    return ""


def with_modeline(text: str, line: str) -> str:
    """The text of a file with this line on top, in the place of another that it has; unchanged for an empty line."""
    if not line or text.startswith(f"{line}\n"):
        return text
    return f"{line}\n{_OWN.sub('', text, count=1)}"
