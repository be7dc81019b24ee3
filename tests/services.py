"""The servers and the browser that the tests need: named by the environment, found on the machine, or installed.

Servers are started on free ports of this machine in temporary directories and are always stopped at the end.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from glob import glob
from pathlib import Path
from typing import Any

import psycopg
import redis

from tests.browsers import system_browser

PATIENCE = 60.0
"""Seconds that a server may take until it answers."""


class MissingServiceError(Exception):
    """A server or browser is neither named nor found and cannot be installed; the message says what to do."""


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of a PostgreSQL server as a DATABASE_URL."""
    if named := os.environ.get("POLYVOCAL_TEST_PG"):
        yield named
        return
    binaries = _postgresql_binaries()
    with tempfile.TemporaryDirectory(prefix="polyvocal-pg-") as folder:
        account = _ordinary_account(folder)
        place = str(Path(folder) / "cluster")
        subprocess.run(
            [binaries / "initdb", "-D", place, "-U", "polyvocal", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **account,
        )  # fmt: skip
        # Autovacuum counts rows whenever it likes, and none that a test has not committed: the plan of one and the same
        # question would be a matter of luck.
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
                   "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}  # fmt: skip
        command = [binaries / "postgres", "-D", place, *(f"--{name}={value}" for name, value in options.items())]
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
        with _answering(
            "PostgreSQL",
            lambda port: _running([*command, f"--port={port}"], signal.SIGINT, cwd=folder, **account),
            lambda port: psycopg.connect(f"postgres://polyvocal@127.0.0.1:{port}/postgres", connect_timeout=9).close(),
        ) as port:
            yield f"postgres://polyvocal@127.0.0.1:{port}/postgres"


@contextmanager
def redis_server() -> Iterator[str]:
    """Yield the address of a Redis server as a REDIS_URL."""
    if named := os.environ.get("POLYVOCAL_TEST_REDIS"):
        yield named
        return
    binary = shutil.which("redis-server") or _installed("redis-server", "redis-server")
    if binary is None:
        raise MissingServiceError("No Redis: install redis-server, or set POLYVOCAL_TEST_REDIS to a Redis address.")
    with tempfile.TemporaryDirectory(prefix="polyvocal-redis-") as folder:
        command = [binary, "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with _answering(
            "Redis",
            lambda port: _running([*command, "--port", str(port)], signal.SIGTERM),
            lambda port: redis.Redis.from_url(f"redis://127.0.0.1:{port}/0").ping(),
        ) as port:
            yield f"redis://127.0.0.1:{port}/0"


def browser() -> str:
    """Return the path of a Chromium, '' where Playwright's own is installed."""
    if found := system_browser() or _installed("chromium", "chromium"):
        return found
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(install, check=False).returncode == 0:
        return ""
    raise MissingServiceError("No Chromium: install chromium or google-chrome, or set POLYVOCAL_TEST_CHROMIUM.")


def postgresql_version(address: str) -> str:
    """Return what the server itself says it is."""
    with psycopg.connect(address) as connection:
        return str(connection.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]


def redis_version(address: str) -> str:
    """Return what the server itself says it is."""
    return str(redis.Redis.from_url(address).info("server")["redis_version"])


def browser_version(path: str) -> str:
    """Return what the browser itself says it is."""
    if not path:
        return "of Playwright"
    return subprocess.run([path, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def _postgresql_binaries() -> Path:
    found = _postgresql_on_machine()
    if found is None and _installed("postgresql", "apt-get"):
        found = _postgresql_on_machine()
    if found is None:
        raise MissingServiceError(
            "No PostgreSQL: install its server, or set POLYVOCAL_TEST_PG to the address of one that may make databases."
        )
    return found


def _postgresql_on_machine() -> Path | None:
    on_path = shutil.which("postgres")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += [Path(place) for place in sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True)]  # noqa: PTH207
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _installed(package: str, command: str) -> str | None:
    """Install a Debian or Ubuntu package, if this account may; return the path of `command` if it is there then."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print(f"Installing {package} …", flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package], check=False, **quiet)
    return shutil.which(command)


def _ordinary_account(folder: str) -> dict[str, Any]:
    """PostgreSQL refuses to run as the superuser: hand it the folder and an account without rights."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _answering(
    name: str, run: Callable[[int], AbstractContextManager[subprocess.Popen[bytes]]], ask: Callable[[int], Any]
) -> Iterator[int]:
    """Run a server and yield its port once it answers."""
    with ExitStack() as started:
        for attempts_left in reversed(range(3)):
            port = _free_port()
            process = started.enter_context(run(port))
            try:
                _wait_until(lambda port=port: ask(port), process, name=name)
            except MissingServiceError:
                # Somebody else may have taken the port before the server did.
                if process.poll() is None or not attempts_left:
                    raise
            else:
                break
        yield port


@contextmanager
def _running(command: list[Any], stop: signal.Signals, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **how
    )
    try:
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(answers: Callable[[], Any], process: subprocess.Popen[bytes], *, name: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            answers()
        except (psycopg.OperationalError, redis.ConnectionError, redis.TimeoutError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise MissingServiceError(f"{name} was started but does not answer: {error}") from error
            time.sleep(0.1)
        else:
            return
