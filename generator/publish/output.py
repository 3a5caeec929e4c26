"""The folder that is being written: every file once, with its digest for the manifest."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST = "manifest.sha256"


@dataclass(slots=True)
class Output:
    """Writes files into ``folder`` and remembers what it wrote. Two files with one address are a bug of ours."""

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file by its address."""
    size: int = 0
    """Bytes."""
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
        for path in sorted(self.folder.rglob("*")):
            address = path.relative_to(self.folder).as_posix()
            if path.is_file() and address not in self.digests:
                self._note(address, path.read_bytes())

    def _note(self, address: str, content: bytes) -> None:
        self.digests[address] = hashlib.sha256(content).hexdigest()
        self.size += len(content)

    def finish(self, commit: str) -> None:
        """Write the manifest, in the form that ``sha256sum --check`` reads; its first line names the data's commit."""
        lines = [f"# {commit}"] if commit else []
        lines += [f"{digest}  {address}" for address, digest in sorted(self.digests.items())]
        self.write(MANIFEST, ("\n".join(lines) + "\n").encode())
