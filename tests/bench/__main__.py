"""Runs every case in a process of its own, prints a table and writes build/bench.json.

    python -m tests.bench [CASE …]

Cases that are run only when they are named may be given a number: `size=1000000`.

A case hands its figures over as JSON on its standard output.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.exports import CHECKOUT
from tests.bench.figures import table

CASES = ("importing", "beside", "memory", "dumping", "serving", "shipping", "statements")
_ONE = "--one"


def main(arguments: list[str]) -> int:
    """Run the named cases, or all; return 0 where each ran, whatever its figures."""
    if arguments[:1] == [_ONE]:
        return _run_here(arguments[1])
    found, failed = [], []
    for case in arguments or CASES:
        print(f"measuring {case} …", file=sys.stderr, flush=True)
        rows = _run_apart(case)
        found += rows or []
        failed += [] if rows is not None else [case]
    _write(found)
    print(table(found))
    missed = [one["work"] for one in found if one["is_met"] is False]
    print(f"\n{len(found)} figures, {len(missed)} goals missed{': ' if missed else '.'}{'; '.join(missed)}")
    return 1 if failed else 0


def _run_apart(case: str) -> list[dict[str, Any]] | None:
    command = [sys.executable, "-m", "tests.bench", _ONE, case]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def _run_here(case: str) -> int:
    with tempfile.TemporaryDirectory(prefix="polyvocal-bench-") as folder:
        name, _sign, number = case.partition("=")
        measure = import_module(f"tests.bench.{name}").measure
        figures = [one.as_json() for one in measure(Path(folder), *([int(number)] if number else []))]
    print(json.dumps(figures))
    return 0


def _write(found: list[dict[str, Any]]) -> None:
    machine = {"processors": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()}
    path = CHECKOUT / "build" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "figures": found}, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
