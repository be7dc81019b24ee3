"""Runs the demo: database, demo collection, log-ins, server. What is there already is kept."""

import io
import os
import socket
import threading
import time
import urllib.request
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from polyvocal.models import Text
from polyvocal.reference_site.demo_collection import PEOPLE, password_of

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Migrate, load the demo collection once, serve."""

    help = "Makes the database, loads the demo collection and serves it; prints the addresses and log-ins when ready."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--prepare-only", action="store_true", help="Make the database and stop.")

    def handle(self, *args: Any, port: int, prepare_only: bool, **options: Any) -> None:
        settings.VAR_DIR.mkdir(exist_ok=True)
        if not prepare_only:
            _refuse_busy(port)
        call_command("migrate", verbosity=0)
        if not Text.objects.exists():
            self.stdout.write("Importing the demo collection …")
            call_command("load_demo", stdout=self.stdout)
        if prepare_only:
            return
        settings.POLYVOCAL["BASE_URI"] = os.environ.get("POLYVOCAL_BASE_URI", f"http://{HOST}:{port}")
        threading.Thread(target=self._announce, args=(port,), daemon=True).start()
        threading.Thread(target=_publish_when_due, daemon=True).start()
        call_command("runserver", f"{HOST}:{port}", use_reloader=False, insecure_serving=True, stdout=io.StringIO())

    def _announce(self, port: int) -> None:
        site = f"http://{HOST}:{port}"
        while not _answers(f"{site}/healthz"):
            time.sleep(0.1)
        lines = [
            "",
            f"  Museum Het Pakhuis   {site}/",
            f"  Collection           {site}/objects/",
            f"  Admin                {site}/admin/",
            "",
            *(f"  log-in  {login:<9} password  {password_of(login)}" for login in PEOPLE),
            "",
            "  Stop with Ctrl+C.",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Port {port} is in use. Choose another: make demo PORT={port + 1}") from error


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310  our own server
            return bool(response.status == 200)
    except OSError:
        return False


def _publish_when_due() -> None:
    while True:
        time.sleep(30)
        close_old_connections()
        call_command("publish_scheduled", verbosity=0)
        close_old_connections()
