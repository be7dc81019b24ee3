"""The demo collection, whole: exported, brought back into an empty installation of its own, and exported again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from polyvocal.linkeddata.dumps import write_dump
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.models import Edition
from tests.conftest import CHECKOUT

pytestmark = [pytest.mark.django_db, pytest.mark.importers, pytest.mark.default_only, pytest.mark.once]


def _managed(database: Path, *arguments: object) -> None:
    """Run a command in an installation that knows nothing of this one."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "django", *map(str, arguments)]
    done = subprocess.run(command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_was_brought_back_gives_the_same_dump_byte_for_byte(tmp_path: Path) -> None:
    call_command("load_demo", verbosity=0)
    assert set(Edition.objects.values_list("state", flat=True)) == {"current", "superseded", "withdrawn"}
    there, database = tmp_path / "there", tmp_path / "there.sqlite3"
    dump = write_dump(tmp_path / "here", LINKED_ART, FORMATS["nq"]).path
    _managed(database, "migrate", "--verbosity", 0)
    _managed(database, "import_linked_data", dump, "--quiet")
    _managed(
        database, "export_linked_data", "--profile", "linked-art", "--format", "nq", "--output", there, "--verbosity", 0
    )
    assert (there / dump.name).read_bytes() == dump.read_bytes()
