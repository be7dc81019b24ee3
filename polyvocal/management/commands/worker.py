"""Runs jobs where there is no broker."""

import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from polyvocal.jobs import run_waiting

PAUSE = 1.0


class Command(BaseCommand):
    """Run the jobs that wait, one at a time; a job whose process died goes on where it had come."""

    help = "Runs jobs without a broker, one at a time, until it is stopped. Several of them do each other no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Stop when no job waits.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the job at hand is laid down in good order
        run_waiting()
        while not once:
            time.sleep(PAUSE)
            close_old_connections()
            run_waiting()
