"""The folder of a published site, or of what was downloaded of it, read as what it is: files of a stranger.

Every file has a most in bytes, must be the one that the site's own ``manifest.sha256`` lists, so that nothing of two
deployments is mixed, and must be what our schema of that file promises. Whatever is wrong is a problem that names the
province's folder, the file and the field.
"""

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from generator.addresses import api_file, api_list
from generator.joining.expected import MOST_TOLD, Schema, deviations, say_path
from generator.publish.exports.outputs import output_schemas
from generator.publish.manifest import MANIFEST, read_manifest
from generator.reading.problems import FieldPath, Problem
from generator.text.hidden import HIDDEN, explain

LARGEST = 200_000_000
"""Bytes of one file; that of a nation's register whole."""

LONGEST_TEXT = 20_000
"""Characters of one text."""

DOWNLOAD = "tải lại trang đã đăng của tỉnh rồi ghép lại"


@cache
def _schemas() -> dict[str, Schema]:
    return dict(output_schemas())


@dataclass
class Published:
    """One folder; its name is the id of the province."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file of the site, as its manifest says."""

    @property
    def id(self) -> str:
        return self.folder.name

    def open(self) -> bool:
        """Read the manifest; says whether there is one."""
        listed = read_manifest(self.folder) if self.folder.is_dir() else None
        if listed is None:
            hint = "mỗi tỉnh là một thư mục chứa trang đã dựng của tỉnh, hoặc phần đã tải về của nó"
            self.complain(MANIFEST, (), "không có, hoặc không phải danh sách tệp của một trang", hint)
            return False
        self.listed = listed
        return True

    def complain(self, file: str, path: FieldPath, message: str, hint: str = DOWNLOAD) -> None:
        """Note what is wrong with a field of a file, up to MOST_TOLD a file."""
        name = f"{self.id}/{file}" if file else self.id
        if sum(problem.file == name for problem in self.problems) < MOST_TOLD:
            self.problems.append(Problem(file=name, message=message, hint=hint, path=path, where=say_path(path)))

    def list_of(self, name: str) -> dict[str, Any] | None:
        """A list under ``/api/v1/`` as our schema of it promises; None with a problem noted."""
        return self.read(self.file_of(name), _schemas()[name])

    def file_of(self, name: str) -> str:
        """The file of a list: the gzipped one where the site gives that."""
        packed = api_list(name, "json", parted=True)
        return packed if packed in self.listed else api_file(f"{name}.json")

    def read(self, file: str, schema: Schema, *, packed: bool = False) -> dict[str, Any] | None:
        """A JSON file that fits a schema; None with its problems noted. Packed columns may hold any character."""
        content = self._bytes(file)
        if content is not None and file.endswith(".gz"):
            content = self._unpacked(file, content)
        value = None if content is None else self._json(file, content)
        if value is None:
            return None
        wrong = list(islice(self._wrong(value, schema, packed=packed), MOST_TOLD))
        for path, message in wrong:
            self.complain(file, path, message)
        return None if wrong else value

    def _bytes(self, file: str) -> bytes | None:
        path = self.folder / file
        if file not in self.listed:
            self.complain(file, (), "không có trong manifest.sha256 của trang tỉnh")
        elif path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(self.folder.resolve()):
            self.complain(file, (), "thiếu tệp này, hoặc nó là một liên kết")
        elif path.stat().st_size > LARGEST:
            self.complain(file, (), f"lớn hơn {LARGEST // 1_000_000} MB")
        else:
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == self.listed[file]:
                return content
            self.complain(
                file, (), "không đúng mã kiểm tra trong manifest.sha256: tải dở, hoặc của hai lần đăng khác nhau"
            )
        return None

    def _unpacked(self, file: str, content: bytes) -> bytes | None:
        """A gzipped file as it was, however many members it has; a stranger's may be a bomb."""
        try:
            with gzip.open(io.BytesIO(content)) as source:
                found = source.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            self.complain(file, (), "không phải tệp gzip đọc được")
            return None
        if len(found) > LARGEST:
            self.complain(file, (), f"giải nén ra lớn hơn {LARGEST // 1_000_000} MB")
            return None
        return found

    def _json(self, file: str, content: bytes) -> dict[str, Any] | None:
        try:
            value = json.loads(content, parse_constant=_refuse)
        except (ValueError, RecursionError):
            self.complain(file, (), "không phải JSON, hoặc lồng nhau quá sâu")
            return None
        if not isinstance(value, dict):
            self.complain(file, (), "phải là một đối tượng JSON")
            return None
        return value

    def _wrong(self, value: Any, schema: Schema, *, packed: bool) -> Iterator[tuple[FieldPath, str]]:
        yield from deviations(value, schema)
        if not packed:
            yield from unfit_texts(value)


def _refuse(name: str) -> None:
    raise ValueError(name)


def unfit_texts(value: Any) -> Iterator[tuple[FieldPath, str]]:
    """Every text in a value that no page may show: with a hidden character, or too long."""
    waiting: list[tuple[FieldPath, Any]] = [((), value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, dict):
            waiting += (((*path, name), inner) for name, inner in item.items())
        elif isinstance(item, list):
            waiting += (((*path, index), inner) for index, inner in enumerate(item))
        elif isinstance(item, str) and (wrong := unfit(item)):
            yield path, wrong


def unfit(text: str) -> str:
    """Why a page may not show a text; empty when it may."""
    if len(text) > LONGEST_TEXT:
        return f"dài quá {LONGEST_TEXT} chữ"
    mark = HIDDEN.search(text)
    return explain(mark[0])[0] if mark else ""
