"""A curator in a process of his own: publishes, withdraws, adds and hides objects."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.conftest import CHECKOUT
from tests.importers.runs.interrupted import same_database

PROGRAM = """
import random, sys, threading, time
import django
django.setup()
from itertools import count
from polyvocal import publishing
from polyvocal.models import Edition, Text
from polyvocal.object_model import adapter
from tests import factories
from tests.factories import ACTOR, make_edition, make_object, make_text

factories._numbers = count(1_000_000)  # names that the tests themselves have not given
chance = random.Random(7)
bare = [make_object(identifier=f"written-{number}") for number in range(1000, 1020)]

def hide(obj):
    if hasattr(obj, "is_public"):
        obj.is_public = False
        obj.save()
    else:
        obj.delete()

reader = threading.Thread(target=sys.stdin.read, daemon=True)
reader.start()
print("He begins.", flush=True)
for steps in count():
    if steps >= int(sys.argv[1]) and not reader.is_alive():
        break
    text = chance.choice(list(Text.objects.order_by("pk")))
    last = Edition.objects.filter(text=text).order_by("number").last()
    step = chance.random()
    if step < 0.5:
        make_edition(text, f"Words number {steps}.")
    elif step < 0.7 and last is not None and not last.is_withdrawn:
        publishing.withdraw(last, ACTOR, reason="On request.")
    elif step < 0.85:
        make_edition(make_text(make_object(identifier=f"written-{steps + 2000}")), f"Words of object {steps}.")
    elif bare:
        hide(bare.pop())
    time.sleep(0.02)
"""


@contextmanager
def writing(steps: int) -> Iterator[Callable[[bool], bool]]:
    """Let the curator take so many steps, and go on for as long as he is needed.

    The block begins with the first step. It gets a function that hears whether he is needed, and says whether he works.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(steps)],
        cwd=CHECKOUT, env={**os.environ, **same_database()}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()

        def works(is_needed: bool) -> bool:
            if not is_needed:
                process.stdin.close()
            return process.poll() is None

        yield works
    assert process.returncode == 0
