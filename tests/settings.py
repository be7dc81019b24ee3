"""Settings of the test runs: the reference site's, with a database and a mode of their own.

DATABASE_URL chooses the database (SQLite in a temporary file unless given). POLYVOCAL_TEST_MODE is empty, `swapped`
(texts describe `tests.museum.Artwork`) or `core` (without `polyvocal.importers`).
"""

import os
import tempfile
from pathlib import Path

from polyvocal.reference_site.settings import *

TEST_MODE = os.environ.get("POLYVOCAL_TEST_MODE", "")

DEBUG = False
SECRET_KEY = "of no use outside the tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# No test asks a server that is not its own.
POLYVOCAL = {**POLYVOCAL, "TERM_API": ""}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server and the tests on concurrency then have connections of their own, as in life.
    # Every process has its own, so that several runs may go on at once.
    if not os.environ.get("DATABASE_URL"):
        # No file of this name is ever made. A name in memory would make the live server share the tests' connection.
        DATABASES["default"]["NAME"] = str(Path(tempfile.gettempdir()) / f"polyvocal-{os.getpid()}.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"polyvocal-test-{os.getpid()}.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

if TEST_MODE == "swapped":
    INSTALLED_APPS = ["tests.museum", *INSTALLED_APPS]
    POLYVOCAL_OBJECT_MODEL = "museum.Artwork"
    POLYVOCAL = {**POLYVOCAL, "OBJECT_ADAPTER": "tests.museum.adapter.ArtworkAdapter"}
elif TEST_MODE == "core":
    INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "polyvocal.importers"]

# What somebody dumped beside the code is none of the tests' business; one that starts workers gives them a folder.
POLYVOCAL = {**POLYVOCAL, "DUMPS": os.environ.get("POLYVOCAL_TEST_DUMPS", "")}
