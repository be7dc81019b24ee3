"""Records are taken out of the envelope of OAI-PMH, Adlib's own and any others."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import RawRecord, read_source
from tests.importers.exports import adlib, label, record
from tests.importers.harvests import adlib_harvested, answer, dublin_core, error, harvested

pytestmark = pytest.mark.importers


def _read(folder: Path, content: bytes, kind: str) -> list[RawRecord]:
    path = folder / "saved.xml"
    path.write_bytes(content)
    return list(read_source(path, kind=kind))


def _words(raw: RawRecord, leaf: str) -> list[str]:
    return [value.words for value in raw.tree.fields.get(leaf, ())]


def test_adlib_records_keep_their_own_number_and_read_as_outside_the_envelope(tmp_path: Path) -> None:
    inner = record("7", label("Een touw."))
    (inside,) = _read(tmp_path, answer([adlib_harvested(inner, "7")]), "adlib")
    (outside,) = _read(tmp_path, adlib(inner), "adlib")
    assert (inside.record_id, inside.tree) == ("7", outside.tree)
    assert inside.raw.startswith(b"<record><header>")
    assert inside.raw.endswith(b"</metadata></record>")


@pytest.mark.parametrize(
    "payload",
    [
        '<record priref="7"><title>Bel</title></record>',
        "<record><priref>7</priref><title>Bel</title></record>",
        '<a:list xmlns:a="urn:a"><a:record priref="7"><a:title>Bel</a:title></a:record></a:list>',
        '<object priref="7"><title>Bel</title></object>',
    ],
)
def test_an_adlib_record_is_found_in_whatever_the_payload_is_called(tmp_path: Path, payload: str) -> None:
    (one,) = _read(tmp_path, answer([harvested("oai:x:7", payload)]), "adlib")
    assert (one.record_id, _words(one, "title")) == ("7", ["Bel"])


@pytest.mark.parametrize(
    ("identifier", "record_id"), [("oai:museum.example.org:collect:7", "7"), ("oai:x/7", "7"), ("urn:x-y", "urn:x-y")]
)
def test_a_deleted_adlib_record_goes_by_the_number_at_the_end_of_its_identifier(
    tmp_path: Path, identifier: str, record_id: str
) -> None:
    (one,) = _read(tmp_path, answer([harvested(identifier, is_deleted=True)]), "adlib")
    assert (one.record_id, one.is_deleted, one.tree.fields) == (record_id, True, {})


def test_any_other_record_goes_by_its_envelope_and_leaves_have_no_prefix(tmp_path: Path) -> None:
    terms = (("title", "Bell"), ("creator", "Anna"), ("creator", "Bert"))
    given = [dublin_core("oai:x:1", *terms, language="en-GB"), harvested("oai:x:2", is_deleted=True)]
    first, second = _read(tmp_path, answer(given), "oai")
    assert (first.record_id, first.is_deleted, _words(first, "creator")) == ("oai:x:1", False, ["Anna", "Bert"])
    assert first.tree.fields["title"][0].labels == {"en": "Bell"}
    assert (second.record_id, second.is_deleted) == ("oai:x:2", True)


def test_leaves_further_down_are_named_by_their_way_and_grouped_with_their_neighbours(tmp_path: Path) -> None:
    events = "".join(
        f"<event><who>{who}</who><when>{when}</when></event>" for who, when in (("A", "1900"), ("B", "1910"))
    )
    payload = f"<l:lido xmlns:l='urn:l'><l:id>5</l:id><l:events>{events}</l:events></l:lido>"
    (one,) = _read(tmp_path, answer([harvested("oai:x:5", payload)]), "oai")
    assert _words(one, "id") == ["5"]
    found = [(group.name, {name: value[0].words for name, value in group.fields.items()}) for group in one.tree.groups]
    assert found == [
        ("events.event", {"events.event.who": "A", "events.event.when": "1900"}),
        ("events.event", {"events.event.who": "B", "events.event.when": "1910"}),
    ]


def test_only_wanted_leaves_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_bytes(answer([dublin_core("oai:x:1", ("title", "Bell"), ("rights", "None"))]))
    (one,) = read_source(path, kind="oai", leaves=frozenset({"title"}))
    assert set(one.tree.fields) == {"title"}


def test_answers_saved_one_after_another_are_one_file(tmp_path: Path) -> None:
    pages = [answer([dublin_core(f"oai:x:{at}", ("title", "Bell"))], token="more") for at in (1, 2)]
    assert [one.record_id for one in _read(tmp_path, b"".join(pages), "oai")] == ["oai:x:1", "oai:x:2"]


@pytest.mark.parametrize("payload", ["", "<empty/>"])
def test_an_envelope_with_nothing_in_it_is_a_record_without_words(tmp_path: Path, payload: str) -> None:
    for kind in ("adlib", "oai"):
        (one,) = _read(tmp_path, answer([harvested("oai:x:1", payload)]), kind)
        assert (one.record_id, one.tree.fields) == ("oai:x:1", {})


@pytest.mark.parametrize(
    ("content", "kind", "problem"),
    [
        (error("noRecordsMatch"), "oai", "no-records"),
        (error("badArgument"), "adlib", "no-records"),
        (adlib(record("1")), "oai", "not-oai"),
        (answer([dublin_core("oai:x:1", ("title", "Bell"))])[:-40], "oai", "malformed"),
    ],
)
def test_what_is_no_list_of_records_is_said(tmp_path: Path, content: bytes, kind: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        _read(tmp_path, content, kind)
    assert caught.value.problem == problem
