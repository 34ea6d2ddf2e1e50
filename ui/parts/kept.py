"""Where a file is kept: its name and its folder as they are typed, and what can't be."""

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QStandardPaths

from board_app.domain.errors import Invalid

PDF = "PDF (*.pdf)"
Values = dict[str, Any]  # Any: each field's own kind of value


class Kept(NamedTuple):
    """What is kept: the title of the system's dialog, the files shown in it, and their ending.

    Without an ending it is a folder for several files, and their names are not asked for.
    """

    title: str
    pattern: str = PDF
    ending: str = ".pdf"

    @property
    def field(self) -> str:
        """Return the field that a place which can't be written is told beside."""
        return "file_name" if self.ending else "folder"

    def target_of(self, values: Values) -> Path:
        """Return the file or folder that is meant; raises Invalid.

        A whole path may stand for the name of a file.
        """
        return self._file_of(values) if self.ending else _folder_of(values)

    def with_ending(self, path: Path) -> Path:
        """Return a path that ends as these files do."""
        has_it = path.suffix.lower() == self.ending
        return path if has_it else path.with_name(f"{path.name}{self.ending}")

    def _file_of(self, values: Values) -> Path:
        name, folder = values["file_name"].strip(), values["folder"].strip()
        if not name or name == self.ending:
            raise Invalid("Give the file a name.", field="file_name")
        if not folder and not Path(name).is_absolute():
            raise Invalid("Say in which folder the file is to be kept.", field="folder")
        try:
            target = self.with_ending(Path(folder).expanduser() / Path(name).expanduser())
            is_there, is_folder = target.parent.is_dir(), target.is_dir()
        except (OSError, RuntimeError, ValueError):
            raise Invalid("This is not a name that a file can have.", field="file_name") from None
        if not is_there:
            raise Invalid("There is no such folder. Choose another one.", field="folder")
        if is_folder:
            message = f"“{target.name}” is a folder. Choose another name."
            raise Invalid(message, field="file_name")
        return target


def _folder_of(values: Values) -> Path:
    folder = values["folder"].strip()
    if not folder:
        raise Invalid("Say in which folder the files are to be kept.", field="folder")
    try:
        target = Path(folder).expanduser()
        is_file = target.is_file()
    except (OSError, RuntimeError, ValueError):
        raise Invalid("This is not a name that a folder can have.", field="folder") from None
    if is_file:
        message = f"“{target.name}” is a file, and a folder is needed. Choose another name."
        raise Invalid(message, field="folder")
    return target


def documents_folder() -> Path:
    """Return where this person keeps documents."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind))
