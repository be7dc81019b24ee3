"""What /healthz tells."""

import pytest
from django.db import connection
from django.test import Client

from polyvocal.models import guards

pytestmark = pytest.mark.django_db


def test_a_site_that_works_says_so(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": True, "guards": True, "missing_guards": []}


def test_a_missing_guard_is_named(client: Client) -> None:
    table = " ON polyvocal_edition" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER polyvocal_edition_stays{table}")
    response = client.get("/healthz")
    guards.install(connection)
    assert response.status_code == 503
    assert response.json()["missing_guards"] == ["polyvocal_edition_stays"]
