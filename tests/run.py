"""Runs the whole suite: `python -m tests.run [pytest arguments]`. Four passes, one after another, with real servers.

A pass whose server is missing fails; POLYVOCAL_TEST_LENIENT=1 leaves it out and says so.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import services
from tests.services import MissingServiceError

LENIENT = os.environ.get("POLYVOCAL_TEST_LENIENT", "") not in ("", "0")
SEED = 20261121  # what one run sees, the next can see too; other seeds are for hunting
NOTHING_TO_RUN = 5  # pytest's exit status where the arguments fit no test of a pass


@dataclass(frozen=True, slots=True)
class Pass:
    """One run of the suite: what it is called, the environment it sets, the services it needs, the tests it lacks."""

    name: str
    environment: Mapping[str, str]
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


PASSES = (
    Pass("SQLite and a real browser", {}, ("Chromium", "Redis")),
    Pass("PostgreSQL", {"DATABASE_URL": "{PostgreSQL}"}, ("PostgreSQL", "Redis")),
    Pass("the museum's own object model", {"POLYVOCAL_TEST_MODE": "swapped"}),
    Pass(
        "without polyvocal.importers",
        {"POLYVOCAL_TEST_MODE": "core"},
        lacks=("tests/importers", "tests/browser/test_imports.py", "tests/fixtures/test_demo.py"),
    ),
)


def main(arguments: list[str]) -> int:
    """Run every pass, print one line for each, return 0 where all passed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped then, too
    with ExitStack() as stack:
        found, missing = _services(stack)
        results = [_result_of(one, arguments, found=found, missing=missing) for one in PASSES]
    _head("Summary")
    for line, _is_good in results:
        print(line)
    return 0 if all(is_good for _line, is_good in results) else 1


def _services(stack: ExitStack) -> tuple[dict[str, str], dict[str, str]]:
    """Return the addresses of the services by name, and why those are missing that are."""
    offered: dict[str, tuple[Callable[[], str], Callable[[str], str]]] = {
        "Chromium": (services.browser, services.browser_version),
        "PostgreSQL": (lambda: stack.enter_context(services.postgresql()), services.postgresql_version),
        "Redis": (lambda: stack.enter_context(services.redis_server()), services.redis_version),
    }
    _head("Services")
    found, missing = {}, {}
    for name, (get, version_of) in offered.items():
        try:
            found[name] = get()
            print(f"{name}: {version_of(found[name])}", flush=True)
        except MissingServiceError as error:
            missing[name] = str(error)
            print(f"{name}: MISSING. {error}", flush=True)
    return found, missing


def _result_of(one: Pass, arguments: list[str], *, found: dict[str, str], missing: dict[str, str]) -> tuple[str, bool]:
    _head(one.name)
    lacking = [missing[name] for name in one.needs if name in missing]
    if lacking:
        word = "SKIPPED" if LENIENT else "FAILED"
        line = f"{word:<8} {one.name}: {' '.join(lacking)}"
        print(line, flush=True)
        return line, LENIENT
    fitting = [given for given in arguments if not given.startswith(one.lacks)]
    if len(fitting) < len(arguments) and not any(Path(given.partition("::")[0]).exists() for given in fitting):
        return f"passed   {one.name}: has none of these tests", True
    started = time.monotonic()
    status, last_line = _pytest(fitting, _environment(one, found))
    is_good = status in (0, NOTHING_TO_RUN)
    counts = last_line.strip("= \n") or f"exit status {status}"
    return f"{'passed' if is_good else 'FAILED':<8} {one.name}: {counts}, {time.monotonic() - started:.0f} s", is_good


def _environment(one: Pass, found: Mapping[str, str]) -> dict[str, str]:
    shared = {"DATABASE_URL": "", "REDIS_URL": "", "POLYVOCAL_TEST_MODE": ""}
    named = {
        "POLYVOCAL_TEST_CHROMIUM": "Chromium", "POLYVOCAL_TEST_PG": "PostgreSQL", "POLYVOCAL_TEST_REDIS": "Redis",
    }  # fmt: skip
    shared |= {variable: found[name] for variable, name in named.items() if name in found}
    return {**os.environ, **shared, **{name: value.format_map(found) for name, value in one.environment.items()}}


def _pytest(arguments: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Run pytest, show what it says while it says it, return its exit status and its last line."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    seed = [] if any("randomly" in one for one in arguments) else [f"--randomly-seed={SEED}"]
    command = [sys.executable, "-m", "pytest", *colour, *seed, *arguments]
    process: subprocess.Popen[Any] = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    said = b""
    try:
        assert process.stdout is not None
        while piece := process.stdout.read1(4096):  # type: ignore[union-attr]
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            said = (said + piece)[-4096:]
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        status = process.wait()
    lines = said.decode(errors="replace").strip().splitlines()
    return status, lines[-1] if lines else ""


def _head(title: str) -> None:
    print(f"\n──── {title} {'─' * max(4, 90 - len(title))}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
