"""Debian's packages: installed by root, otherwise the command is said."""

from __future__ import annotations

import os
import shutil
import subprocess


class NotReady(Exception):
    """The machine lacks something; the text says what and what to do."""


def install(packages: list[str]) -> None:
    """Install the packages as root, or raise NotReady with what the person has to do."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise NotReady(f"This machine lacks what Debian calls: {names}\nInstall it and try again.")
    if os.geteuid() != 0:
        raise NotReady(
            "This machine lacks some system packages. Run this and try again:\n"
            f"  sudo apt-get install --no-install-recommends {names}"
        )
    print(f"Installing from Debian: {names}", flush=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if _quietly(["apt-get", "-qq", *step], variables):
            raise NotReady(
                "Installing failed; see the message above. By hand:\n"
                f"  apt-get update && apt-get install --no-install-recommends {names}"
            )


def _quietly(command: list[str], variables: dict[str, str]) -> int:
    """Run the command and show what it said only when it failed."""
    done = subprocess.run(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode
