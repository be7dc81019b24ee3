"""A store of their own for the tests that ask it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

pytest.importorskip("pyoxigraph")


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """The folder of a store that nobody has filled yet."""
    settings.POLYVOCAL = {
        **settings.POLYVOCAL, "BASE_URI": "https://museum.example.org", "SPARQL_STORE": str(tmp_path / "sparql"),
    }  # fmt: skip
    return tmp_path / "sparql"


@pytest.fixture
def asked(client: Client) -> Any:
    """Ask a query; return the rows as lists of values."""

    def answered(query: str, **more: Any) -> list[list[str]]:
        answer = client.get("/sparql", {"query": query, **more}, headers={"Accept": "application/sparql-results+json"})
        assert answer.status_code == 200, answer.content
        found = json.loads(answer.content)
        rows = found["results"]["bindings"]
        return [[row[name]["value"] for name in found["head"]["vars"] if name in row] for row in rows]

    return answered
