"""Whole dumps and the description of the dataset."""

import gzip
import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from rdflib import Graph

from polyvocal import publishing
from polyvocal.linkeddata import dumps
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from tests.factories import ACTOR, make_edition, make_text

pytestmark = pytest.mark.django_db


def _dump(folder, name="nt", **options):
    return dumps.write_dump(folder, LINKED_ART, FORMATS[name], **options)


def _distributions(folder):
    return json.loads((folder / "dataset.jsonld").read_text("utf-8"))["distribution"]


def test_a_dump_holds_every_record_once(tmp_path):
    text = make_text()
    make_edition(text)
    make_edition(text, "Better words.")
    made = _dump(tmp_path)
    assert made.counts["objects"] == made.counts["texts"] == 1
    assert made.counts["editions"] == 2
    assert made.counts["voices"] >= 2
    assert "Better words." in made.path.read_text("utf-8")
    assert len(Graph().parse(made.path, format="nt")) > 100


def test_withdrawn_and_unpublished_words_are_in_no_dump(tmp_path):
    edition = make_edition(words="Taken back.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    publishing.draft(make_text(), ACTOR, content=publishing.Content(words="Not yet."))
    for name in FORMATS:
        written = _dump(tmp_path, name).path.read_text("utf-8")
        assert str(edition.pk) in written
        assert "Taken back." not in written
        assert "Not yet." not in written


def test_a_compressed_dump_is_the_same_twice(tmp_path):
    make_edition()
    first = _dump(tmp_path / "a", is_compressed=True)
    second = _dump(tmp_path / "b", is_compressed=True)
    assert first.path.name == "linked-art.nt.gz"
    assert first.distribution.sha256 == second.distribution.sha256
    assert gzip.decompress(first.path.read_bytes()) == _dump(tmp_path).path.read_bytes()


def test_the_description_gives_size_and_sum_of_every_file(tmp_path):
    make_edition()
    _dump(tmp_path)
    _dump(tmp_path, "nq", is_compressed=True)
    described = _distributions(tmp_path)
    assert [one["encodingFormat"] for one in described] == ["application/n-quads+gzip", "application/n-triples"]
    for one in described:
        content = (tmp_path / one["name"]).read_bytes()
        assert one["contentSize"] == str(len(content))
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["contentUrl"] == f"https://museum.example.org/dataset/{one['name']}"


def test_the_description_forgets_files_that_are_gone(tmp_path):
    _dump(tmp_path).path.unlink()
    _dump(tmp_path, "ttl")
    assert [one["name"] for one in _distributions(tmp_path)] == ["linked-art.ttl"]


def test_a_description_that_somebody_broke_is_written_anew(tmp_path):
    (tmp_path / "dataset.jsonld").write_text("[]", "utf-8")
    _dump(tmp_path)
    assert [one["name"] for one in _distributions(tmp_path)] == ["linked-art.nt"]


def test_a_dump_that_fails_leaves_the_file_before_as_it_was(tmp_path):
    make_edition()
    before = _dump(tmp_path).path.read_bytes()
    make_edition()

    def fail():
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        _dump(tmp_path, progress=fail)
    assert (tmp_path / "linked-art.nt").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset.jsonld", "linked-art.nt"]


@pytest.mark.default_only
def test_since_leaves_out_what_did_not_change(tmp_path):
    make_edition()
    later = timezone.now() + timedelta(days=1)
    made = _dump(tmp_path, since=later)
    assert "objects" not in made.counts
    assert made.path.name == f"linked-art-since-{timezone.localtime(later).date()}.nt"
