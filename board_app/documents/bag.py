"""A transfer package: a BagIt bag (RFC 8493) in one ZIP file, every file with its SHA-256."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from board_app.documents.files import write_whole
from board_app.services.progress import Progress

_BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP file


class Packed(NamedTuple):
    """A file of the package: its path below the data, with slashes, and its bytes."""

    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def write_bag(
    files: Sequence[Packed],
    about: Mapping[str, str],
    target: Path,
    *,
    created: datetime,
    progress: Progress | None = None,
) -> None:
    """Write files as a bag; `about` are the lines of bag-info.

    Raises StorageUnavailable or Stopped, and then nothing was written.
    """
    write_whole(bag(files, about, root=target.stem, created=created, progress=progress), target)


def bag(
    files: Sequence[Packed],
    about: Mapping[str, str],
    *,
    root: str,
    created: datetime,
    progress: Progress | None = None,
) -> bytes:
    """Return the ZIP file of a bag whose folder is called `root`; raises Stopped."""
    going = progress or Progress()
    total = sum(len(one.data) for one in files)
    facts = {
        **about,
        "Bagging-Date": created.astimezone(UTC).date().isoformat(),
        "Payload-Oxum": f"{total}.{len(files)}",
    }
    payload = [Packed(f"data/{one.path}", one.data) for one in files]
    tags = [
        Packed("bagit.txt", _BAGIT.encode()),
        Packed("bag-info.txt", "".join(map(_line, facts.items())).encode()),
        Packed("manifest-sha256.txt", _manifest(payload)),
    ]
    tags.append(Packed("tagmanifest-sha256.txt", _manifest(tags)))
    moment = max(created.astimezone(UTC).timetuple()[:6], _EARLIEST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, one in enumerate((*tags, *payload)):
            going.step(done, len(tags) + len(payload))
            entry = zipfile.ZipInfo(f"{root}/{one.path}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, one.data)
    going.step(1, 1)
    return buffer.getvalue()


def _manifest(files: Sequence[Packed]) -> bytes:
    return "".join(f"{one.sha256}  {_name(one.path)}\n" for one in files).encode()


def _name(path: str) -> str:
    # The three signs that a line of the manifest can't hold.
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _line(fact: tuple[str, str]) -> str:
    label, value = fact
    return f"{label}: {' '.join(value.split())}\n"
