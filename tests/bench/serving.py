"""Measures what the site serves about one object: perspectives as JSON against bare values, and the page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.archives import open_site
from tests.bench.figures import Figure
from tests.bench.measuring import best_of, cost_of

FEW, MANY = 4, 24
REQUESTS = 40
DOCUMENTS = 200


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the speed of the JSON, then queries and milliseconds of JSON and page at two numbers of texts."""
    open_site(folder)
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    for count in (FEW, MANY):
        _make(f"object-{count}", count)
    yield _json_against_bare(f"object-{FEW}", FEW)
    yield _json_against_bare(f"object-{MANY}", MANY)
    for called, address in (("perspectives JSON", "/api/v1/objects/{}/perspectives/"), ("object page", "/object/{}/")):
        yield from _requests(called, address)
    yield from _documents()


def _make(identifier: str, texts: int) -> None:
    """Publish texts about an object, half of them a second time."""
    from tests.factories import (
        ACTOR,
        Ground,
        make_content,
        make_object,
        make_perspective,
        make_source,
        make_text,
        make_voice,
        publishing,
    )

    obj = make_object(identifier=identifier, former_numbers=["OUD 1"])
    voices = [make_voice() for _voice in range(4)]
    grounds = (Ground(make_source(), "p. 3"),)
    for number in range(texts):
        text = make_text(obj, make_perspective(), language="nl")
        for edition in range(1 + number % 2):
            words = f"Tekst {number}, uitgave {edition}. " + "Het kwam met een schip uit het oosten. " * 12
            content = make_content(words, voices=[voices[number % 4]], grounds=grounds)
            publishing.supersede(text, ACTOR, content=content, reason="Nieuw onderzoek.")


def _json_against_bare(identifier: str, texts: int) -> Figure:
    from django.test import RequestFactory
    from django.urls import resolve

    path = f"/api/v1/objects/{identifier}/perspectives/"
    match, request = resolve(path), RequestFactory().get(path, {"lang": "nl"})
    ours, bare = best_of(
        lambda: [match.func(request, **match.kwargs).render() for _time in range(REQUESTS)],
        lambda: [_bare(identifier) for _time in range(REQUESTS)],
    )
    return Figure(
        work=f"perspectives JSON, speed over bare values() + json, {texts} texts", value=bare.cpu / ours.cpu, unit="x",
        at_least=0.6, ours=ours, other=bare, note=f"{REQUESTS} answers, each {ours.cpu / REQUESTS * 1000:.2f} ms",
    )  # fmt: skip


def _bare(identifier: str) -> bytes:
    """Return the rows that the answer is made of, as JSON, with no thought of languages, order or addresses."""
    from polyvocal.models import Attribution, Citation, CollectionObject, Edition, FormerNumber

    obj = CollectionObject.objects.values("pk", "identifier", "object_number", "facts").get(identifier=identifier)
    obj["former_numbers"] = list(FormerNumber.objects.filter(obj=obj["pk"]).values_list("number", flat=True))
    editions = list(
        Edition.objects.filter(text__obj=obj["pk"], state="current").values(
            "pk", "text", "text__text_type", "text__language", "text__perspective__slug", "text__perspective__names",
            "number", "state", "words", "content_note", "held", "recorded", "published_from", "published_until",
            "reason", "licence",
        )
    )  # fmt: skip
    by_key: dict[Any, dict[str, Any]] = {one["pk"]: one | {"voices": [], "sources": []} for one in editions}
    attributions = Attribution.objects.filter(edition__in=by_key).values(
        "edition", "voice__slug", "voice__names", "voice__kind", "role"
    )
    for row in attributions:
        by_key[row.pop("edition")]["voices"].append(row)
    citations = Citation.objects.filter(edition__in=by_key).values("edition", "source__title", "locator", "source__uri")
    for row in citations:
        by_key[row.pop("edition")]["sources"].append(row)
    return json.dumps({"object": obj, "editions": list(by_key.values())}, default=str).encode()


def _requests(called: str, address: str) -> Iterator[Figure]:
    from django.test import Client

    client = Client()
    counts = [_queries(lambda path=address.format(f"object-{one}"): client.get(path)) for one in (FEW, MANY)]
    path = address.format(f"object-{MANY}")
    tag = client.get(path).headers.get("ETag", "")
    again = client.get(path, headers={"if-none-match": tag})
    plain, unchanged = best_of(
        lambda: [client.get(path) for _time in range(REQUESTS)],
        lambda: [client.get(path, headers={"if-none-match": tag}) for _time in range(REQUESTS)],
    )
    yield Figure(
        work=f"{called}, queries at {MANY} texts over {FEW}", value=counts[1] / counts[0], unit="x", at_most=1,
        note=f"{counts[1]} queries", details={"queries": counts},
    )  # fmt: skip
    yield Figure(
        work=f"{called}, whole answer", value=plain.cpu / REQUESTS * 1000, unit="ms", ours=plain,
        note=f"{MANY} texts, through all middleware",
    )  # fmt: skip
    yield Figure(
        work=f"{called}, status on an unchanged ETag", value=again.status_code, unit="", at_least=304, at_most=304,
        ours=unchanged, other=plain, note=f"{plain.cpu / unchanged.cpu:.1f} x as fast as a whole answer",
    )  # fmt: skip


def _documents() -> Iterator[Figure]:
    """Yield how long one object's JSON-LD takes at the 95th percentile, as CPU time and as time that went by."""
    from django.test import Client

    client, path = Client(), f"/id/object/object-{MANY}.jsonld"
    costs = [cost_of(lambda: client.get(path)) for _time in range(DOCUMENTS)]
    cpu, wall = (sorted(getattr(one, name) for one in costs)[int(DOCUMENTS * 0.95)] for name in ("cpu", "wall"))
    counts = [_queries(lambda one=one: client.get(f"/id/object/object-{one}.jsonld")) for one in (FEW, MANY)]
    yield Figure(
        work="JSON-LD of one object, p95", value=cpu * 1000, unit="ms of CPU",
        note=f"{wall * 1000:.1f} ms went by; {MANY} texts, {counts[1]} queries, {DOCUMENTS} answers",
    )  # fmt: skip
    yield Figure(
        work=f"JSON-LD of one object, queries at {MANY} texts over {FEW}", value=counts[1] / counts[0], unit="x",
        at_most=1, details={"queries": counts},
    )  # fmt: skip


def _queries(work: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
