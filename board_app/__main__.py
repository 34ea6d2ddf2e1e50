"""The program's beginning, for `python -m board_app` and the `board-app` command."""

import sys

from board_app import cli


def main() -> int:
    """Run the command line or open the window; return the exit code."""
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
