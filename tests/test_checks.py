"""The system checks say what is wrong with a museum's settings and database."""

import pytest
from celery import current_app
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from django.db.backends.base.introspection import BaseDatabaseIntrospection

from polyvocal import checks
from polyvocal.checks import check_database, check_object_model, check_settings, check_triage, check_workers
from polyvocal.models import Text, guards


def _ids(messages):
    return [message.id for message in messages]


def test_the_tests_own_site_has_nothing_to_report():
    assert [message for message in run_checks() if message.id.startswith("polyvocal")] == []


def test_an_unknown_setting_is_reported_by_name(settings):
    settings.POLYVOCAL = {"PAGESIZE": 12}
    (message,) = check_settings(None)
    assert (message.id, "PAGESIZE" in message.msg) == ("polyvocal.E001", True)
    with pytest.raises(SystemCheckError, match=r"polyvocal\.E001"):
        call_command("check")


def test_a_rule_of_triage_that_does_not_exist_is_reported_by_name(settings):
    settings.POLYVOCAL = {"TRIAGE": {"guilt": False}}
    (message,) = check_triage(None)
    assert (message.id, "guilt" in message.msg) == ("polyvocal.E004", True)


@pytest.mark.parametrize(("broker", "reserved", "expected"), [("redis://", 4, 1), ("redis://", 1, 0), (None, 4, 0)])
def test_workers_that_reserve_jobs_behind_a_long_one_are_warned_of(broker, reserved, expected, settings):
    settings.CELERY_BROKER_URL = broker
    before = current_app.conf.worker_prefetch_multiplier
    current_app.conf.worker_prefetch_multiplier = reserved
    assert len(check_workers(None)) == expected
    current_app.conf.worker_prefetch_multiplier = before


@pytest.mark.parametrize(
    "given",
    [
        {"POLYVOCAL_OBJECT_MODEL": "no_such_app.Artwork"},
        {"POLYVOCAL": {"OBJECT_ADAPTER": "builtins.dict"}},
        {"POLYVOCAL": {"OBJECT_ADAPTER": "no.such.Adapter"}},
    ],
)
def test_an_object_model_or_adapter_that_is_missing_is_reported(given, settings):
    for name, value in given.items():
        setattr(settings, name, value)
    assert _ids(check_object_model(None)) == ["polyvocal.E002"]


def test_an_adapter_that_does_not_fit_its_model_is_reported(settings):
    settings.POLYVOCAL_OBJECT_MODEL = "auth.User"
    settings.POLYVOCAL = {"OBJECT_ADAPTER": "polyvocal.object_model.CollectionObjectAdapter"}
    messages = check_object_model(None)
    assert _ids(messages) == ["polyvocal.E003", "polyvocal.E003"]
    assert "identifier" in messages[0].msg


@pytest.mark.django_db
def test_a_database_in_order_has_nothing_to_report():
    assert check_database(None, databases=["default"]) == []
    assert check_database(None) == []


@pytest.mark.django_db
def test_every_missing_guard_is_reported():
    guards.remove(connection)
    messages = check_database(None, databases=["default"])
    assert set(_ids(messages)) == {"polyvocal.E010"}
    assert len(messages) == len(guards.missing(connection)) > 20


@pytest.mark.django_db
def test_an_object_model_that_was_swapped_afterwards_is_reported(settings):
    settings.POLYVOCAL_OBJECT_MODEL = "auth.User"
    messages = check_database(None, databases=["default"])
    assert _ids(messages) == ["polyvocal.E011", "polyvocal.E011"]
    assert "auth.User" in messages[0].msg


@pytest.mark.django_db
def test_a_database_before_its_first_migrate_has_nothing_to_report(monkeypatch):
    monkeypatch.setattr(Text._meta, "db_table", "polyvocal_not_made_yet")
    assert check_database(None, databases=["default"]) == []


@pytest.mark.django_db
def test_a_database_that_cannot_be_read_is_reported(monkeypatch):
    def refuse(*_given, **_named):
        raise DatabaseError("no such host")

    monkeypatch.setattr(BaseDatabaseIntrospection, "table_names", refuse)
    (message,) = check_database(None, databases=["default"])
    assert (message.id, "no such host" in message.msg) == ("polyvocal.E012", True)


def test_every_check_is_registered():
    from django.core.checks.registry import registry

    registered = registry.get_checks(include_deployment_checks=True)
    assert {checks.check_settings, checks.check_object_model, checks.check_database} <= set(registered)
