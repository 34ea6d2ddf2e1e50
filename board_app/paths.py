"""Where this machine keeps what belongs to a person and not to a board."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

_APP = "Upstream"
_OVERRIDE = "UPSTREAM_HOME"


def settings_file() -> Path:
    """Return the file with recent boards, looks and who this person is on each board."""
    home = os.environ.get(_OVERRIDE)
    folder = Path(home) if home else user_config_path(_APP, appauthor=False)
    return folder / "settings.json"


def trusted_folder() -> Path:
    """Return the folder of the certificates that this person trusts."""
    return settings_file().parent / "trusted"


def backups_folder() -> Path:
    """Return the folder of all boards' backups, which are encrypted like the boards."""
    home = os.environ.get(_OVERRIDE)
    folder = Path(home) if home else user_data_path(_APP, appauthor=False)
    return folder / "backups"


def log_file() -> Path:
    """Return the log; it holds no names and no content."""
    home = os.environ.get(_OVERRIDE)
    folder = Path(home) if home else user_log_path(_APP, appauthor=False)
    return folder / "upstream.log"
