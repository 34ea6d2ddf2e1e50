"""A package is a bag by RFC 8493, checked here by the letter of it."""

import hashlib
import io
import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from board_app.documents.bag import Packed, bag, write_bag

LATE = datetime(2015, 7, 18, 22, 30, 10, tzinfo=timezone(timedelta(hours=-4)))
FILES = (Packed("a/one.pdf", b"one" * 500), Packed("two.json", b"{}"))


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {one.filename: archive.read(one) for one in archive.infolist()}


def _manifest(files: dict[str, bytes], name: str) -> dict[str, str]:
    """Return the digests that a manifest tells, by path; only %, CR and LF are written apart."""
    lines = files[name].decode().removesuffix("\n").split("\n")
    assert b"\r" not in files[name]
    found = {}
    for digest, path in (line.split("  ", 1) for line in lines):
        found[re.sub("%(25|0D|0A)", lambda one: unquote(one[0]), path)] = digest
    return found


def _digests(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_bag_is_whole_by_its_own_manifests() -> None:
    packed = _unpacked(bag(FILES, {"Source-Organization": "Board"}, root="2015", created=LATE))
    files = {name.removeprefix("2015/"): data for name, data in packed.items()}

    assert all(name.startswith("2015/") for name in packed)
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = {name: data for name, data in files.items() if name.startswith("data/")}
    assert payload == {"data/a/one.pdf": b"one" * 500, "data/two.json": b"{}"}
    assert _manifest(files, "manifest-sha256.txt") == _digests(payload)
    tags = {name: data for name, data in files.items() if name not in payload}
    del tags["tagmanifest-sha256.txt"]
    assert _manifest(files, "tagmanifest-sha256.txt") == _digests(tags)
    assert set(tags) == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
    # The day is that of Greenwich; the sum is of bytes, then of files.
    assert files["bag-info.txt"].decode() == (
        "Source-Organization: Board\nBagging-Date: 2015-07-19\nPayload-Oxum: 1502.2\n"
    )


def test_entries_carry_the_moment_of_greenwich_and_can_be_read_by_all() -> None:
    with zipfile.ZipFile(io.BytesIO(bag(FILES, {}, root="r", created=LATE))) as archive:
        entries = archive.infolist()

    assert {one.date_time for one in entries} == {(2015, 7, 19, 2, 30, 10)}
    assert {one.external_attr >> 16 for one in entries} == {0o644}
    assert next(one for one in entries if "one.pdf" in one.filename).compress_size < 100


def test_moment_before_what_a_zip_file_knows_is_its_first() -> None:
    before = datetime(1970, 1, 1, tzinfo=UTC)

    with zipfile.ZipFile(io.BytesIO(bag(FILES, {}, root="r", created=before))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.sets(st.text(st.sampled_from("ab%25\r\n 0DAé"), min_size=1, max_size=8), max_size=5))
def test_any_name_is_found_again_by_the_manifest(names: set[str]) -> None:
    files = [Packed(name, name.encode()) for name in sorted(names)]

    unpacked = _unpacked(bag(files, {}, root="r", created=LATE))

    told = {name.removeprefix("r/"): data for name, data in unpacked.items()}
    if files:
        assert _manifest(told, "manifest-sha256.txt") == _digests(
            {f"data/{one.path}": one.data for one in files}
        )


def test_folder_within_is_called_like_the_file(tmp_path: Path) -> None:
    write_bag(FILES, {}, tmp_path / "records 2015.zip", created=LATE)

    packed = _unpacked((tmp_path / "records 2015.zip").read_bytes())
    assert {name.split("/")[0] for name in packed} == {"records 2015"}
