"""The sample board: half a year of an invented board, made through the commands like any other."""

from board_app.sample.builder import PASSPHRASE, build_sample

__all__ = ["PASSPHRASE", "build_sample"]
