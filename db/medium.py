"""What a board is kept on: a disk that can be written, one that can't, or another machine's."""

import os
import re
import sys
from pathlib import Path

# SQLite's locks and its shared memory work on one machine only.
_SHARES = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "ncpfs", "afs"),
        *("fuse.sshfs", "fuse.davfs", "fuse.davfs2", "davfs", "webdav", "fuse.gvfsd-fuse"),
        *("fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "glusterfs", "ceph", "lustre"),
    }
)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = 4  # what Windows calls DRIVE_REMOTE

_SYNCED = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
)


def why_read_only(path: Path) -> str:
    """Return why a file that can be read can't be written, "" if it can."""
    name = path.name
    if not os.access(path, os.W_OK):
        where = "" if os.access(path.parent, os.W_OK) else " and so is its folder"
        return f"{name} may only be read{where}"
    if not os.access(path.parent, os.W_OK):
        return f"the folder of {name} may only be read"
    return ""


def share_of(path: Path) -> str:
    """Return the kind of network share a path is on, like "nfs4", "" for a disk of this machine."""
    whole = path.resolve()
    if sys.platform == "win32":
        return _windows_share(whole)
    try:
        return share_among(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"), whole)
    except OSError:
        return ""  # no such list here: nothing is known against the place


def share_among(mounts: str, path: Path) -> str:
    """Return the kind of share that holds an absolute path, by the text of Linux's mountinfo."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        before, divider, after = line.partition(" - ")
        fields = before.split(" ")
        if not divider or len(fields) < 5:
            continue
        place = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        # Of two on the same place the later one lies on top.
        if (path == place or place in path.parents) and len(place.parts) >= best:
            best, kind = len(place.parts), after.split(" ")[0]
    return kind if kind in _SHARES else ""


def synced_by(path: Path) -> str:
    """Return which service copies a folder to other machines, "" if none is known to."""
    parts = [part.casefold() for part in path.absolute().parent.parts]
    for begins, name in _SYNCED:
        if any(part == begins or part.startswith(f"{begins} ") for part in parts):
            return name
    return ""


def _windows_share(path: Path) -> str:
    if path.drive.startswith("\\\\"):
        return "a server's folder"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (only there)

        if ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE:
            return "a network drive"
    return ""
