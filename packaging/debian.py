"""Debian's packages: installed by root, otherwise the command is said."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(packages: list[str]) -> str:
    """Install the packages as root; return what the person has to do instead, or nothing."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"Install what Debian calls: {names}"
    if os.geteuid() != 0:
        return f"Run this and try again:\n  sudo apt-get install --no-install-recommends {names}"
    print(f"Installing from Debian: {names}", flush=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if _quietly(["apt-get", "-qq", *step], variables):
            return (
                "Installing failed; see the message above. By hand:\n"
                f"  apt-get update && apt-get install --no-install-recommends {names}"
            )
    return ""


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
