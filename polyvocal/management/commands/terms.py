"""manage.py terms: counts the words of the facts, checks the terms they are tied to, carries ties out and in."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal.exceptions import PolyvocalError
from polyvocal.models import UsedWord
from polyvocal.publishing import Actor
from polyvocal.terms import Checked, Tally, check_terms, count_words, table_lines, take_in_table

ACTOR = "manage.py terms"


class Command(BaseCommand):
    """Do one of four things with words and terms."""

    help = "Counts the words of the facts, checks the terms in use, writes words and terms as CSV, or takes them in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("--count", action="store_true", help="Count which words the facts of all objects use.")
        parser.add_argument("--take-in", type=Path, metavar="FILE", help="Tie the words of a CSV file.")
        parser.add_argument("--check", action="store_true", help="Ask what became of every term in use.")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="Write all words with their terms to this file.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked, in the order of the options above."""
        if not any(options[name] for name in ("count", "take_in", "check", "csv")):
            raise CommandError(_("Say what to do: --count, --take-in FILE, --check or --csv FILE."))
        self._is_quiet = True if options["verbosity"] == 0 else None
        try:
            if options["count"]:
                self._count()
            if options["take_in"]:
                self._take_in(options["take_in"])
            if options["check"]:
                self._check()
            if options["csv"]:
                self._write(options["csv"])
        except PolyvocalError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            told = _("The table %(file)s cannot be read or written: %(reason)s")
            file = options["csv"] or options["take_in"]
            raise CommandError(told % {"file": file, "reason": error.strerror}) from error

    def _count(self) -> None:
        with tqdm(unit=" objects", disable=self._is_quiet) as bar:

            def told(tally: Tally) -> None:
                bar.total = tally.of
                bar.update(tally.objects - bar.n)

            tally = count_words(told)
        said = _("%(words)d different words in %(objects)d objects.")
        self.stdout.write(said % {"words": len(tally.words), "objects": tally.objects})

    def _take_in(self, path: Path) -> None:
        report = take_in_table(path.read_bytes(), Actor.system(ACTOR))
        for number, problem in report.problems:
            self.stderr.write(_("Line %(number)d: %(problem)s") % {"number": number, "problem": problem})
        said = _("%(changed)d words stand for another term now, %(unchanged)d for the same as before.")
        self.stdout.write(said % {"changed": report.changed, "unchanged": report.unchanged})

    def _check(self) -> None:
        with tqdm(unit=" terms", disable=self._is_quiet) as bar:

            def told(checked: Checked, _last: int) -> None:
                bar.total = checked.of
                bar.update(checked.terms - bar.n)

            checked = check_terms(Actor.system(ACTOR), told)
        self.stdout.write(json.dumps(checked.as_json()))

    def _write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(table_lines(UsedWord.objects.all()))
