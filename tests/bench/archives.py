"""Archives to measure on: SQLite files made by the project's own migrations, with the reference site's settings."""

import os
import shutil
from pathlib import Path
from typing import Any

import django


def open_site(folder: Path, *, file: Path | None = None) -> Path:
    """Start Django with the reference site's settings on a new, migrated database in `folder`; return its file.

    With `file`, on that database as it is.
    """
    is_new, file = file is None, file or folder / "archive.sqlite3"
    os.environ["DATABASE_URL"] = f"sqlite:///{file}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "polyvocal.reference_site.settings"
    django.setup()
    if not is_new:
        return file
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return keep(file, folder / "empty.sqlite3")


def keep(file: Path, copy: Path) -> Path:
    """Put a copy of the database beside it, with all that the write-ahead log still holds; return `file`."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(file, copy)
    return file


def renew(file: Path, *, kept: str = "empty.sqlite3") -> None:
    """Put a kept copy in the place of the database."""
    from django.db import connection

    connection.close()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copy(file.with_name(kept), file)


def import_export(export: Path, profile: str, listener: Any = None) -> Any:
    """Import an export the way the command does, and return the counts."""
    from polyvocal.importers.profiles import load_profile
    from polyvocal.importers.runs import ImportOrder, run_import
    from polyvocal.publishing import Actor

    order = ImportOrder(paths=[export], profile=load_profile(profile), actor=Actor.system("the benchmarks"))
    return run_import(order, listener)
