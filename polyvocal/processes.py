"""Names this process, tells whether the process of a name still lives, starts others. No tables, no Django."""

import os
import secrets
import socket
import subprocess
import sys
from datetime import datetime, timedelta

STALE_AFTER = timedelta(minutes=2)
"""A process that gave no sign of life for so long is taken for dead; one on this machine is looked for at once."""


def name_of_this_process() -> str:
    """Return a name that no other process has, and that this one has only once."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(6)}"


def started(*command: str, is_to_outlive_this: bool = False) -> subprocess.Popen[bytes]:
    """Run a command of manage.py beside this process, with its settings and its code."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "django", *command], env=environment, stdin=subprocess.DEVNULL,
        start_new_session=is_to_outlive_this,
    )  # fmt: skip


def lives(name: str, *, heard_at: datetime | None, now: datetime) -> bool:
    """Whether the process of that name lives, as far as its last sign of life and this machine can tell."""
    if heard_at is None or now - heard_at > STALE_AFTER:
        return False
    host, _slash, number = name.rpartition("/")[0].rpartition("/")
    return host != socket.gethostname() or not number.isdigit() or _exists(int(number))


def _exists(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
