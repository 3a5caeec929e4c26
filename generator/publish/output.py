"""The folder that is being written: every file once, with its digest for the manifest."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from generator.publish.manifest import MANIFEST, entries, manifest_bytes


@dataclass(slots=True)
class Output:
    """Writes files into ``folder`` and remembers what it wrote. Two files with one address are a bug of ours."""

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file by its address."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of each file by its address."""
    size: int = 0
    """Bytes of all files."""
    _folders: set[str] = field(default_factory=set)

    def write(self, address: str, content: bytes) -> None:
        """Write one file. Raises ValueError when the address was written before or leaves the folder."""
        if address in self.digests or ".." in address.split("/") or address.startswith("/"):
            raise ValueError(address)
        parent, _, _ = address.rpartition("/")
        if parent not in self._folders:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        (self.folder / address).write_bytes(content)
        self._note(address, content)

    def adopt(self) -> None:
        """Take over what somebody else wrote into the folder."""
        for address, entry in sorted(entries(self.folder)):
            if entry.is_file(follow_symlinks=False) and address not in self.digests:
                self._note(address, Path(entry.path).read_bytes())

    def _note(self, address: str, content: bytes) -> None:
        self.digests[address] = hashlib.sha256(content).hexdigest()
        self.sizes[address] = len(content)
        self.size += len(content)

    def finish(self, commit: str) -> None:
        """Write the manifest."""
        self.write(MANIFEST, manifest_bytes(self.digests, commit))
