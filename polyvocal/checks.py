"""System checks: settings that are unknown, an object model that does not fit, guards that are missing."""

from collections.abc import Sequence
from typing import Any

from celery import current_app
from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import DatabaseError

from polyvocal.conf import setting, unknown_settings
from polyvocal.models import FormerNumber, Text, guards
from polyvocal.object_model import adapter, get_object_model, get_object_model_string
from polyvocal.provenance.criteria import faults

_Apps = Sequence[AppConfig] | None


def check_settings(app_configs: _Apps, **_: Any) -> list[CheckMessage]:
    """polyvocal.E001: POLYVOCAL holds a key that polyvocal does not know."""
    return [
        Error(
            f"POLYVOCAL has an unknown key: {key!r}.",
            hint="docs/settings.md lists the keys.",
            id="polyvocal.E001",
        )
        for key in unknown_settings()
    ]


def check_triage(app_configs: _Apps, **_: Any) -> list[CheckMessage]:
    """polyvocal.E004: the rules of triage name what does not exist."""
    return [
        Error(
            f"POLYVOCAL['TRIAGE']: {fault}.",
            hint="docs/provenance.md lists the rules and their options.",
            id="polyvocal.E004",
        )
        for fault in faults(setting("TRIAGE"))
    ]


def check_workers(app_configs: _Apps, **_: Any) -> list[CheckMessage]:
    """polyvocal.W002: Celery's workers reserve tasks behind the one they run, so that a long job keeps its helpers."""
    if not getattr(settings, "CELERY_BROKER_URL", None) or current_app.conf.worker_prefetch_multiplier == 1:
        return []
    return [
        checks.Warning(
            "A Celery worker that runs a long job holds on to jobs that another could run.",
            hint="Set CELERY_WORKER_PREFETCH_MULTIPLIER = 1.",
            id="polyvocal.W002",
        )
    ]


def check_harvesting(app_configs: _Apps, **_: Any) -> list[CheckMessage]:
    """polyvocal.W001: those who harvest are told no address of a person."""
    if setting("OAI_ADMIN_EMAIL"):
        return []
    return [
        checks.Warning(
            "POLYVOCAL['OAI_ADMIN_EMAIL'] is empty: OAI-PMH names an address that nobody may read.",
            hint="Set it to the address of whoever answers for harvesting.",
            id="polyvocal.W001",
        )
    ]


def check_object_model(app_configs: _Apps, **_: Any) -> list[CheckMessage]:
    """polyvocal.E002–E003: the object model is missing, or the adapter does not fit it."""
    try:
        model, made = get_object_model(), adapter()
    except (ImproperlyConfigured, ImportError) as error:
        return [Error(str(error), id="polyvocal.E002")]
    fields = {field.name for field in model._meta.get_fields()}
    return [
        Error(
            f"The object adapter expects a field {name!r} on {model._meta.label}.",
            hint="Set identifier_field and number_field on your adapter, POLYVOCAL['OBJECT_ADAPTER'].",
            id="polyvocal.E003",
        )
        for name in (made.identifier_field, made.number_field)
        if name not in fields
    ]


def check_database(app_configs: _Apps, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """polyvocal.E010–E011: a guard is missing, or the foreign key points at another table than the setting says."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        try:
            if Text._meta.db_table in connection.introspection.table_names():
                messages += [*_missing_guards(alias), *_wrong_foreign_keys(alias)]
        except DatabaseError as error:
            messages.append(Error(f"The database could not be inspected: {error}", id="polyvocal.E012"))
    return messages


def _missing_guards(alias: str) -> list[CheckMessage]:
    return [
        Error(
            f"The database does not guard the editions: trigger {name} is missing.",
            hint="Run manage.py migrate, which makes it again.",
            id="polyvocal.E010",
        )
        for name in guards.missing(connections[alias])
    ]


def _wrong_foreign_keys(alias: str) -> list[CheckMessage]:
    expected = get_object_model()._meta.db_table
    connection = connections[alias]
    messages: list[CheckMessage] = []
    for model in (Text, FormerNumber):
        with connection.cursor() as cursor:
            relations = connection.introspection.get_relations(cursor, model._meta.db_table)
        actual = relations.get("obj_id", ("", expected))[1]
        if actual != expected:
            messages.append(
                Error(
                    f"{model._meta.db_table}.obj_id points at {actual}, but POLYVOCAL_OBJECT_MODEL"
                    f" is {get_object_model_string()} ({expected}).",
                    hint="The object model is chosen before the first migrate; it cannot be swapped afterwards.",
                    id="polyvocal.E011",
                )
            )
    return messages


def register_checks() -> None:
    """Register all checks with Django."""
    register(check_settings)
    register(check_triage)
    register(check_harvesting, deploy=True)
    register(check_workers)
    register(check_object_model, Tags.models)
    register(check_database, Tags.database)
