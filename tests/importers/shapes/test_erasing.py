"""Erased words leave the source record also where they stand in it damaged or cut in pieces."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from polyvocal import publishing
from polyvocal.importers.models import SourceRecord
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, run_import
from polyvocal.models import Text
from polyvocal.publishing import Actor
from tests.importers.archive import texts_of, words_of
from tests.importers.exports import imported, label, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

ACTOR = Actor.system("the tests")


def _erased(text: Text, capture: Any) -> bytes:
    with capture(execute=True):
        publishing.erase(text.editions.first(), ACTOR, legal_basis="AVG art. 17")
    return bytes(SourceRecord.objects.get().raw)


def _import_rich(folder: Path, *, note: str = "") -> None:
    spans = [{"text": "Zij heette "}, {"text": "Anna", "style": "italic"}, {"text": " van kade 12."}]
    page = [{"priref": ["1"], "description": [{"spans": spans}], "title": ["Bel"], "notes": [note]}]
    path = folder / "page.json"
    path.write_text(json.dumps(page), encoding="utf-8")
    with override("en"):
        run_import(ImportOrder(paths=[path], profile=load_profile("adlib-generic"), actor=ACTOR))


def test_repaired_words_are_erased_as_the_source_wrote_them(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    given = record("1", label("Zij kwam uit IndiÃ« met Zo\x89."), label("Zij kwam uit Glash\x81tte."))
    imported(tmp_path, given)
    second = next(text for text in texts_of("1") if words_of(text) == ["Zij kwam uit Glashütte."])
    raw = _erased(second, django_capture_on_commit_callbacks)
    assert b"Glash" not in raw
    assert "IndiÃ«".encode() in raw
    imported(tmp_path, given.replace("Kaapstander", "Spil"))
    assert b"Glash" not in SourceRecord.objects.get().raw


def test_rich_text_is_erased_whole(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    _import_rich(tmp_path)
    (text,) = texts_of("1", "object-label")
    raw = _erased(text, django_capture_on_commit_callbacks)
    assert b"Anna" not in raw
    assert [one["text"] for one in json.loads(raw)["description"][0]["spans"]] == ["[erased]"]
    _import_rich(tmp_path, note="nieuw")
    assert b"Anna" not in SourceRecord.objects.get().raw
