"""Lets one process at a time make what others may be about to make under the same name."""

import hashlib
from collections.abc import Iterable

from django.db import connection


def take_turns(names: Iterable[str]) -> None:
    """Wait until no other import is making what bears these names; until this transaction ends, they wait for it.

    All at once and in one order, so that no two wait for each other. On SQLite one process writes at a time anyway.
    """
    keys = sorted({int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True) for name in names})
    if keys and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(name) FROM unnest(%s::bigint[]) AS name", [keys])
