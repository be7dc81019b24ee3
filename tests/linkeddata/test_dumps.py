"""Whole dumps and the description of the dataset."""

import gzip
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from rdflib import Graph

from polyvocal import publishing
from polyvocal.exceptions import DumpGoingOnError
from polyvocal.linkeddata import dumps
from polyvocal.linkeddata.dump_parts import Order
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART, PROFILES
from polyvocal.linkeddata.withheld import is_withheld
from polyvocal.models import ProvenanceResearch
from polyvocal.object_model import adapter
from tests.factories import ACTOR, make_edition, make_text, moment

pytestmark = pytest.mark.django_db


def _dump(folder, name="nt", **options):
    return dumps.write_dump(folder, LINKED_ART, FORMATS[name], **options)


def _distributions(folder):
    """Return the files that the description names; services have no checksum."""
    described = json.loads((folder / "dataset.jsonld").read_text("utf-8")).get("distribution", [])
    return [one for one in described if "sha256" in one]


def _shown(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


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
        assert one["contentUrl"]["@id"] == f"https://museum.example.org/dataset/{one['name']}"


def test_the_description_forgets_files_that_are_gone(tmp_path):
    _dump(tmp_path).path.unlink()
    _dump(tmp_path, "ttl")
    assert [one["name"] for one in _distributions(tmp_path)] == ["linked-art.ttl"]


@pytest.mark.parametrize("broken", ["[", "{}", "[1]", '[{"name": "../../etc/passwd"}]', '[{"name": ".linked-art.nt"}]'])
def test_a_list_that_somebody_broke_is_written_anew(tmp_path, broken):
    (tmp_path / "dumps.json").write_text(broken, "utf-8")
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
    assert _shown(tmp_path) == ["SHA256SUMS", "dataset.jsonld", "dumps.json", "linked-art.nt"]


@pytest.mark.default_only
def test_since_leaves_out_what_did_not_change(tmp_path):
    make_edition()
    later = timezone.now() + timedelta(days=1)
    made = _dump(tmp_path, since=later)
    assert "objects" not in made.counts
    assert made.path.name == f"linked-art-since-{timezone.localtime(later).date()}.nt"


class _PowerCutError(Exception):
    """Stands for what ends a process."""


def _stopping_after(number):
    seen = []

    def progress():
        seen.append(1)
        if len(seen) == number:
            raise _PowerCutError

    return progress


@pytest.mark.parametrize("name", [*FORMATS])
@pytest.mark.parametrize("is_compressed", [False, True])
def test_a_dump_that_was_broken_off_goes_on_behind_its_last_part(tmp_path, name, is_compressed):
    for _number in range(5):
        make_edition()
    whole = _dump(tmp_path / "whole", name, part=2, is_compressed=is_compressed)
    with pytest.raises(_PowerCutError):
        _dump(tmp_path, name, part=2, is_compressed=is_compressed, progress=_stopping_after(4))
    assert _shown(tmp_path) == ["whole"]
    seen = []
    made = _dump(tmp_path, name, part=2, is_compressed=is_compressed, progress=lambda: seen.append(1))
    assert len(seen) == 5
    assert made.path.read_bytes() == whole.path.read_bytes()
    assert made.counts == whole.counts
    assert made.distribution.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".linked-art")] == []


def test_what_goes_on_does_not_read_again_what_is_written(tmp_path):
    made = [make_edition(words=f"Words {number}.") for number in range(4)]
    editions = sorted(made, key=lambda one: one.text.obj_id)
    with pytest.raises(_PowerCutError):
        _dump(tmp_path, part=2, progress=_stopping_after(3))
    make_edition(editions[0].text, "Newer words.")
    made = _dump(tmp_path, part=2)
    assert "Newer words." not in made.path.read_text("utf-8")
    assert made.distribution.changed_meanwhile >= 1


@pytest.mark.parametrize(("profile", "name"), [(one, name) for one in PROFILES.values() for name in one.formats])
def test_parts_say_the_same_as_one_stream(tmp_path, profile, name):
    for _number in range(3):
        make_edition(make_text(text_type="title"))
    written_as = profile.formats[name]
    order = Order(profile, written_as)
    whole = b"".join(written_as.stream(dumps.documents(profile), order.writing)).decode()
    assert dumps.write_dump(tmp_path, profile, written_as, part=1).path.read_text("utf-8") == whole


@pytest.mark.parametrize("name", [*FORMATS])
def test_words_that_are_withdrawn_while_a_dump_is_written_are_not_in_it(tmp_path, name):
    editions = [make_edition(words=f"Words {number}.") for number in range(4)]
    seen = []

    def withdrawing():
        seen.append(1)
        if len(seen) == 3:
            publishing.withdraw(editions[0], ACTOR, reason="On request.")

    made = _dump(tmp_path, name, part=1, progress=withdrawing)
    written = made.path.read_text("utf-8")
    assert "Words 0." not in written
    assert "Words 3." in written
    assert made.distribution.sha256 == hashlib.sha256(written.encode()).hexdigest()
    assert written == _dump(tmp_path / "after", name, part=1).path.read_text("utf-8")
    assert not is_withheld(made.distribution)


def test_words_that_were_withdrawn_between_two_attempts_are_not_in_the_dump(tmp_path):
    made = [make_edition(words=f"Words {number}.") for number in range(4)]
    first = min(made, key=lambda one: one.text.obj_id)
    with pytest.raises(_PowerCutError):
        _dump(tmp_path, "jsonld", part=1, is_compressed=True, progress=_stopping_after(3))
    publishing.withdraw(first, ACTOR, reason="On request.")
    made = _dump(tmp_path, "jsonld", part=1, is_compressed=True)
    assert first.words not in gzip.decompress(made.path.read_bytes()).decode()


def test_a_dump_older_than_a_withdrawal_is_withheld(tmp_path):
    edition = make_edition()
    made = _dump(tmp_path).distribution
    assert not is_withheld(made)
    publishing.withdraw(edition, ACTOR, reason="On request.")
    assert is_withheld(made)
    assert not is_withheld(_dump(tmp_path).distribution)


def test_a_dump_is_withheld_as_soon_as_a_dossier_in_it_is_not_public_any_more(tmp_path):
    dossier = ProvenanceResearch(slug="closed", title="Closed", question="Whose?", is_public=True)
    publishing.save_research(dossier, ACTOR)
    made = _dump(tmp_path).distribution
    publishing.save_research(ProvenanceResearch(slug="draft", title="Draft", question="Why?"), ACTOR)
    publishing.save_research(ProvenanceResearch(slug="new", title="New", question="When?", is_public=True), ACTOR)
    assert not is_withheld(made)
    dossier.is_public = False
    publishing.save_research(dossier, ACTOR)
    assert is_withheld(made)
    assert not is_withheld(_dump(tmp_path).distribution)


@pytest.mark.default_only
def test_a_dump_older_than_an_erasure_is_withheld(tmp_path, superuser):
    edition = publishing.withdraw(make_edition(), ACTOR, reason="On request.")
    made = _dump(tmp_path).distribution
    publishing.erase(edition, publishing.Actor.of(superuser), legal_basis="GDPR, article 17")
    assert is_withheld(made)


def test_a_journal_whose_last_line_was_broken_off_begins_anew(tmp_path):
    for _number in range(3):
        make_edition()
    with pytest.raises(_PowerCutError):
        _dump(tmp_path, part=1, progress=_stopping_after(3))
    journal = tmp_path / ".linked-art.nt.journal"
    journal.write_text(journal.read_text("utf-8")[:-9], "utf-8")
    assert _dump(tmp_path, part=1).path.read_bytes() == _dump(tmp_path / "b", part=1).path.read_bytes()


def test_a_dump_that_another_writes_is_left_to_it(tmp_path):
    make_edition()

    def second():
        with pytest.raises(DumpGoingOnError, match="is being written already"):
            _dump(tmp_path)

    assert _dump(tmp_path, progress=second).counts["objects"] == 1


def test_statements_are_counted_as_they_are_written(tmp_path):
    make_edition()
    triples = _dump(tmp_path)
    lines = triples.path.read_text("utf-8").splitlines()
    assert triples.distribution.statements == len(lines)
    assert len(Graph().parse(triples.path, format="nt")) == len(set(lines))
    for name in ("ttl", "rdfxml"):
        assert _dump(tmp_path, name).distribution.statements == len(lines)
    quads = _dump(tmp_path, "nq")
    assert quads.distribution.statements == len(quads.path.read_text("utf-8").splitlines())
    assert _dump(tmp_path, "jsonld").distribution.statements is None


def test_what_the_profile_cannot_say_is_left_out_and_counted(tmp_path):
    make_edition(words="Kept.")
    missing = make_edition(words="Left out.").text.obj
    key = adapter().identifier(missing)
    picky = replace(LINKED_ART, lacks=lambda obj: ["It has no type."] if obj.identifier == key else [])
    made = dumps.write_dump(tmp_path, picky, FORMATS["nt"])
    assert made.counts["objects"] == 1
    assert made.distribution.left_out == {"It has no type.": 1}
    assert "Left out." not in made.path.read_text("utf-8")


def test_checksums_stand_in_a_list_that_sha256sum_reads(tmp_path):
    make_edition()
    _dump(tmp_path)
    _dump(tmp_path, "nq", is_compressed=True)
    lines = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == ["linked-art.nq.gz", "linked-art.nt"]
    for line in lines:
        total, name = line.split("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == total


def test_only_the_last_increments_are_kept_and_every_whole_dump(tmp_path, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS_KEPT": 2}
    _dump(tmp_path)
    for day in (4, 5, 6):
        _dump(tmp_path, since=moment(f"2021-05-0{day}"))
    expected = ["linked-art.nt", "linked-art-since-2021-05-05.nt", "linked-art-since-2021-05-06.nt"]
    assert sorted(one["name"] for one in _distributions(tmp_path)) == sorted(expected)
    assert [name for name in _shown(tmp_path) if name.endswith(".nt")] == sorted(expected)
