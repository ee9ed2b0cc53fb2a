from __future__ import annotations

import os
import shutil
import subprocess
import sys


def can_install() -> bool:
    """Whether this is Debian or a relative of it, and we may install packages on it."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Installs Debian packages without asking anything; False, with apt's own words, when it cannot."""
    if not can_install():
        return False
    print("Installing with apt-get: {} ...".format(" ".join(packages)), file=sys.stderr, flush=True)
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if _run(command).returncode == 0:
        return True
    _run(["apt-get", "update", "-q"])
    outcome = _run(command)
    if outcome.returncode:
        print(outcome.stdout, file=sys.stderr)
    return outcome.returncode == 0


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
