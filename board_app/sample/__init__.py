"""The sample board: half a year of an invented board, made through the commands like any other."""

from board_app.sample.builder import build_sample

__all__ = ["build_sample"]
