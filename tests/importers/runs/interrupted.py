"""Runs an import in a process of its own that kills itself, as a power cut would, when it comes to a given step."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.conftest import CHECKOUT

PROGRAM = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from django.db import connection
from django.utils import translation
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, run_import, running, sharing
from polyvocal.publishing import Actor

step, chunk, shares, profile, *paths = sys.argv[1:]
left = int(step)

def count(execute, sql, params, many, context):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

running.CHUNK = int(chunk)
sharing.TELL = 0.0  # by the clock, the number of statements would be a matter of luck
connection.ensure_connection()
with translation.override("en"), connection.execute_wrapper(count):
    order = ImportOrder(
        paths=[Path(one) for one in paths], profile=load_profile(profile), actor=Actor.system("the tests"), is_full=True
    )
    run_import(order, shares=int(shares))
print("statements", int(step) - left)
"""


def run_until(step: int, profile: Path, *paths: Path, chunk: int = 7, shares: int = 1) -> int | None:
    """Import in a process that is killed at its statement number `step`; return how many it made if it came to its end.

    Statements are where a process can be caught between and inside transactions.
    """
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(step), str(chunk), str(shares), str(profile), *map(str, paths)],
        cwd=CHECKOUT, env={**os.environ, **same_database()}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


def same_database() -> dict[str, str]:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{settings['NAME']}"
    else:
        account = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["PASSWORD"] else f"{settings['USER']}@"
        address = f"postgres://{account}{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    return {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
