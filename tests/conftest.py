"""What every test may ask for, and which tests fit the run."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from polyvocal.models import Voice, guards
from polyvocal.publishing import Actor
from tests.factories import make_user

pytest_plugins = ["tests.browsers"]

# What hypothesis draws is the same on every machine, busy or not; --hypothesis-profile=default draws something else.
hypothesis_settings.register_profile(
    "again", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("again")

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"

if django_settings.TEST_MODE == "core":
    collect_ignore_glob = ["importers/*", "browser/test_imports.py", "fixtures/test_demo.py"]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Without the importers their tables must stay unknown, else deleting an object would look for them."""
    if django_settings.TEST_MODE == "core" and "polyvocal.importers.models" in sys.modules:
        pytest.exit("A test module imports polyvocal.importers.models where the app is not installed.", returncode=1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not fit the run: its mode and its database."""
    is_on_postgresql = "postgresql" in django_settings.DATABASES["default"]["ENGINE"]
    unfit = set() if is_on_postgresql else {"postgres"}
    if django_settings.TEST_MODE:
        unfit.add("default_only")
    if django_settings.TEST_MODE == "core":
        unfit.add("importers")
    if django_settings.TEST_MODE or is_on_postgresql:
        unfit |= {"browser", "once"}
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in unfit)]
    if is_on_postgresql:
        left_out += [item for item in items if item not in left_out and not _asks_a_database(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        unwanted = set(left_out)
        items[:] = [item for item in items if item not in unwanted]


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether a test may say something else on another database; all others have been run on SQLite."""
    given = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db", "postgresql_url"} & given)


@pytest.fixture(autouse=True)
def _english_sentences() -> Iterator[None]:
    """Sentences outside a request are asserted in the language of the code; a request chooses its own."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports and validators beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("needs the real exports and validators in ../shared, which are not part of the checkout")
    return SHARED


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of a real Redis; `make test` starts one."""
    address = os.environ.get("POLYVOCAL_TEST_REDIS", "")
    if not address:
        pytest.skip("needs a Redis: run make test, or set POLYVOCAL_TEST_REDIS to the address of one")
    return address


@pytest.fixture(scope="session")
def postgresql_url() -> str:
    """The address of a real PostgreSQL, apart from the database of the run; `make test` starts one."""
    address = os.environ.get("POLYVOCAL_TEST_PG", "")
    if not address:
        pytest.skip("needs a PostgreSQL: run make test, or set POLYVOCAL_TEST_PG to the address of one")
    return address


@pytest.fixture
def viewer(db: None) -> Any:
    """An account that may look."""
    return make_user("viewer")


@pytest.fixture
def editor(db: None) -> Any:
    """An account that may draft and submit."""
    return make_user("editor")


@pytest.fixture
def curator(db: None) -> Any:
    """An account that may do all but erase."""
    return make_user("curator")


@pytest.fixture
def superuser(db: None) -> Any:
    """An account that may do everything."""
    return make_user("", username="director", is_superuser=True)


@pytest.fixture
def as_curator(curator: Any) -> Actor:
    """The curator as the one who takes a step."""
    return Actor.of(curator)


@pytest.fixture
def as_editor(editor: Any) -> Actor:
    """The editor as the one who takes a step."""
    return Actor.of(editor)


@pytest.fixture
def as_viewer(viewer: Any) -> Actor:
    """The viewer as the one who takes a step."""
    return Actor.of(viewer)


def _empties_the_database(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )


@pytest.fixture(autouse=True)
def _guards_down_before_the_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test outside a transaction ends with a flush, which the guards rightly refuse; post_migrate arms them again."""
    if not _empties_the_database(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    guards.remove(connection)


def _make_first_rows_again(**_: Any) -> None:
    if Voice._meta.db_table not in connection.introspection.table_names():
        return  # the migrations were taken back
    import_module("polyvocal.migrations.0003_unknown_voice_and_house_perspective").make(apps, None)


def pytest_configure() -> None:
    """Give back, after a flush, the rows that the migrations made; let the browser's event loop be."""
    post_migrate.connect(
        _make_first_rows_again, sender=apps.get_app_config("polyvocal"), dispatch_uid="first rows of the tests"
    )
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop lives in the thread that runs the tests
