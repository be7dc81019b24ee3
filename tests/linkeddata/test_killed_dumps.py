"""A dump whose process is killed anywhere, as by a power cut, is written by the next one to the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from polyvocal import publishing
from polyvocal.linkeddata import dumps
from polyvocal.linkeddata.profiles import LINKED_ART, format_named
from tests.conftest import CHECKOUT
from tests.factories import ACTOR, make_edition, make_statement
from tests.importers.runs.interrupted import same_database

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

PART = 2
# One process makes Django ready. Forks of it write a dump each: the first counts its steps, the others kill themselves
# at one. A step is a statement to the database, a piece for the file, or one of the files opened, moved or removed.
PROGRAM = """
import os, random, signal, sys
import django
django.setup()
from pathlib import Path
from django.db import connection
from polyvocal.linkeddata import dumps, stretches
from polyvocal.linkeddata.profiles import LINKED_ART, format_named

EVENTS = ("open", "os.rename", "os.remove")

def write(folder, step):
    passed = 0
    write_piece = stretches._Digesting.write

    def count():
        nonlocal passed
        passed += 1
        if passed == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(digesting, given):
        count()
        return write_piece(digesting, given)

    def wrapper(execute, sql, params, many, context):
        count()
        return execute(sql, params, many, context)

    stretches._Digesting.write = counted
    connection.ensure_connection()
    sys.addaudithook(lambda event, args: event in EVENTS and str(args[0]).startswith(str(folder)) and count())
    with connection.execute_wrapper(wrapper):
        dumps.write_dump(folder, LINKED_ART, format_named(LINKED_ART, name), is_compressed=name == "nq", part=int(part))
    return passed

def forked(folder, step):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, str(write(folder, step)).encode())
        os._exit(0)
    os.close(writing)
    passed = os.read(reading, 20)
    os.close(reading)
    _pid, ended = os.waitpid(child, 0)
    if step:
        assert os.WIFSIGNALED(ended), f"step {step} never came"
    return int(passed or 0)

root, part, seed, times, *names = sys.argv[1:]
for name in names:
    steps = forked(Path(root) / name / "counted", 0)
    stretch, chance = steps // int(times), random.Random(int(seed))
    for step in {steps, *(chance.randint(start, start + stretch - 1) for start in range(1, steps - stretch, stretch))}:
        forked(Path(root) / name / str(step), step)
"""


def _kill_dumps(root: Path, *names: str, times: int) -> None:
    """Begin dumps in folders below a folder for each format, killed once by chance in each of so many stretches."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(root), str(PART), "5", str(times), *names],
        cwd=CHECKOUT, env={**os.environ, **same_database()}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _written(folder: Path, name: str) -> dumps.Dump:
    return dumps.write_dump(folder, LINKED_ART, format_named(LINKED_ART, name), is_compressed=name == "nq", part=PART)


def _has_a_part(folder: Path) -> bool:
    return any(len(one.read_text("utf-8").splitlines()) > 1 for one in folder.glob(".*.journal"))


def test_a_dump_killed_at_any_step_is_gone_on_with_to_the_same_bytes(tmp_path: Path) -> None:
    for _number in range(4):
        make_edition()
    make_statement()
    publishing.withdraw(make_edition(), ACTOR, reason="On request.")
    _kill_dumps(tmp_path, "nq", "jsonld", times=8)
    gone_on = 0
    for name in ("nq", "jsonld"):
        killed = [one for one in (tmp_path / name).iterdir() if one.name != "counted"]
        whole = _written(tmp_path / name / "whole", name)
        left = sorted(one.name for one in whole.path.parent.iterdir())
        for folder in killed:
            gone_on += _has_a_part(folder)
            again = _written(folder, name)
            assert again.path.read_bytes() == whole.path.read_bytes(), f"killed at step {folder.name}"
            assert (again.distribution.sha256, again.counts) == (whole.distribution.sha256, whole.counts)
            assert sorted(one.name for one in folder.iterdir()) == left, f"killed at step {folder.name}"
    assert gone_on >= 4
