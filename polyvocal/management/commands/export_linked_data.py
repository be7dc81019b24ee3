"""manage.py export_linked_data: the whole archive as Linked Data files, with a description of the dataset."""

from argparse import SUPPRESS, ArgumentParser
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal.exceptions import PolyvocalError
from polyvocal.linkeddata.dump_parts import Order
from polyvocal.linkeddata.dump_shares import MOST, help_dump, part_for
from polyvocal.linkeddata.dumps import Dump, Help, write_dump
from polyvocal.linkeddata.gather import objects_to_export
from polyvocal.linkeddata.kept import dumps_folder
from polyvocal.linkeddata.profiles import PROFILES, format_named, profile_named
from polyvocal.processes import started


class Command(BaseCommand):
    """Write a dump of everything public."""

    help = "Write everything public (objects, texts, claims, voices …) as Linked Data, with a dataset description."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("--profile", required=True, help=f"One of: {', '.join(sorted(PROFILES))}.")
        parser.add_argument("--format", required=True, help=f"How the file is written: {', '.join(_formats())}.")
        parser.add_argument(
            "--output", type=Path, metavar="DIR", default=dumps_folder(),
            help="The folder for the files; without it, the one of POLYVOCAL['DUMPS'].",
        )  # fmt: skip
        parser.add_argument("--since", metavar="DATE", help="Only what changed on or after this day (YYYY-MM-DD).")
        parser.add_argument("--gzip", action="store_true", help="Compress the file.")
        parser.add_argument(
            "--processes", type=int, default=1, metavar="N", choices=range(1, MOST + 1),
            help=f"Write with so many processes, at most {MOST}; the file is the same.",
        )  # fmt: skip
        parser.add_argument("--help-with", type=int, metavar="PART", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the dump, or say why it could not be written."""
        since, folder = _moment(options["since"]), _folder(options["output"])
        try:
            profile = profile_named(options["profile"])
            order = Order(profile, format_named(profile, options["format"]), since, options["gzip"])
            if options["help_with"]:
                help_dump(folder, replace(order, part=options["help_with"]))
            else:
                self._report(self._made(folder, order, options))
        except PolyvocalError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("The dump could not be written: %(reason)s. A file that was there before is unchanged.")
                % {"reason": error.strerror or error}
            ) from error

    def _made(self, folder: Path, order: Order, options: dict[str, Any]) -> Dump:
        total = objects_to_export(order.since).count()
        part = part_for(total, processes=options["processes"])
        with tqdm(total=total, unit=" objects", disable=_is_quiet(options)) as bar, ExitStack() as others:
            helped = Help(lambda parts: _ask(others, options, count=min(options["processes"], parts) - 1, part=part))
            return write_dump(
                folder, order.profile, order.written_as, since=order.since, is_compressed=order.is_compressed,
                part=part, progress=bar.update, helped=helped if options["processes"] > 1 else None,
            )  # fmt: skip

    def _report(self, made: Dump) -> None:
        counted = ", ".join(f"{number} {kind}" for kind, number in made.counts.items())
        self.stdout.write(f"{made.path}: {counted or 0} ({made.distribution.size / 1e6:.1f} MB)")
        kept = made.distribution
        if kept.statements is not None:
            self.stdout.write(_("%(number)d statements.") % {"number": kept.statements})
        for reason, number in kept.left_out.items():
            self.stdout.write(_("Left out: %(number)d objects. %(reason)s") % {"number": number, "reason": reason})
        if kept.changed_meanwhile:
            said = _("%(number)d objects changed while it was written; the next dump has them as they are now.")
            self.stdout.write(said % {"number": kept.changed_meanwhile})


def _ask(others: ExitStack, options: dict[str, Any], *, count: int, part: int) -> None:
    """Start processes that help, and end with what is on the stack."""
    said = ("--profile", options["profile"], "--format", options["format"], "--output", str(options["output"]))
    since = ("--since", options["since"]) if options["since"] else ()
    for _number in range(count):
        helper = started(
            "export_linked_data", *said, *since, *(["--gzip"] if options["gzip"] else []), "--help-with", str(part)
        )
        others.callback(helper.wait)
        others.callback(helper.terminate)


def _is_quiet(options: dict[str, Any]) -> bool | None:
    # None lets tqdm decide: a bar on a terminal, nothing in a file.
    return True if options["verbosity"] == 0 else None


def _formats() -> list[str]:
    return sorted({name for profile in PROFILES.values() for name in profile.formats})


def _folder(given: str | Path | None) -> Path:
    if given is None:
        raise CommandError(_("Name a folder with --output, or set POLYVOCAL['DUMPS']."))
    folder = Path(given)
    if folder.exists() and not folder.is_dir():
        raise CommandError(_("“%(path)s” is a file; name a folder.") % {"path": folder})
    return folder


def _moment(given: str | None) -> datetime | None:
    if not given:
        return None
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(given), time.min))
    except ValueError as error:
        raise CommandError(_("“%(day)s” is not a day such as 2026-11-20.") % {"day": given}) from error
