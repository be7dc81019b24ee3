"""Models and migrations agree in every mode, and every migration can be taken back."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection

from polyvocal.models import Perspective, Text, Voice, guards
from tests.conftest import CHECKOUT
from tests.factories import assert_one_current_edition, make_edition


@pytest.mark.once
@pytest.mark.parametrize("mode", ["", "swapped", "core"])
def test_no_migration_is_missing(mode):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "POLYVOCAL_TEST_MODE": mode}
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db(transaction=True)
def test_migrations_can_be_taken_back_and_made_again():
    call_command("migrate", "polyvocal", "zero", verbosity=0)
    assert Text._meta.db_table not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    assert Voice.objects.filter(slug="unknown").exists()
    assert Perspective.objects.filter(slug="museum").exists()
    assert_one_current_edition(make_edition().text)
