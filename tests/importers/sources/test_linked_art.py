"""Dumps of our own are read back, whole record by whole record; what is damaged is named."""

import gzip
import json

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.linked_art import read_kept
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import GROUP, OBJECT

pytestmark = [pytest.mark.importers, pytest.mark.once]


@pytest.fixture(params=["nq", "jsonld"])
def dump(request, tmp_path):
    documents = [
        *LINKED_ART.documents_of(OBJECT), *LINKED_ART.documents_of(PAINTING), LINKED_ART.documents["voice"](GROUP),
    ]  # fmt: skip
    path = tmp_path / f"linked-art.{request.param}"
    path.write_text(b"".join(FORMATS[request.param].stream(documents, LINKED_ART.writing)).decode(), "utf-8")
    return path


def _replaced(path, number, line):
    lines = path.read_bytes().split(b"\n")
    lines[number - 1] = line(lines[number - 1])
    path.write_bytes(b"\n".join(lines))


def test_every_whole_record_is_read_in_its_order(dump):
    found = list(read_kept(dump))
    assert [one.fault for one in found] == [""] * len(found)
    assert [one.kind for one in found[:4]] == ["object", "text", "edition", "text"]
    assert sum(one.kind == "edition" for one in found) == 11
    assert found[-1].uri.endswith("/id/voice/werkgroep-suiker")


def test_only_the_kinds_asked_for_are_read(dump):
    assert {one.kind for one in read_kept(dump, kinds={"voice"})} == {"voice"}


def test_a_compressed_dump_is_read_as_well(dump):
    packed = dump.with_name(dump.name + ".gz")
    packed.write_bytes(gzip.compress(dump.read_bytes()))
    assert [one.node for one in read_kept(packed)] == [one.node for one in read_kept(dump)]


def test_how_far_it_was_read_is_told(dump):
    sizes = []
    list(read_kept(dump, told=sizes.append))
    assert sum(sizes) == dump.stat().st_size


@pytest.mark.parametrize("harm", [lambda line: line[:-9], lambda line: line.replace(b"pv:words", b"\xff", 1)[:-30]])
def test_a_damaged_line_is_named_with_what_it_belongs_to(dump, harm):
    third = [one for one in read_kept(dump) if one.kind == "edition"][2]
    _replaced(dump, third.line, harm)
    faulty = [one for one in read_kept(dump) if one.fault]
    assert third.uri in {one.uri for one in faulty}
    assert third.line in {one.line for one in faulty}


def test_a_missing_statement_is_noticed(tmp_path):
    path = tmp_path / "linked-art.nq"
    text = b"".join(FORMATS["nq"].stream(LINKED_ART.documents_of(OBJECT), LINKED_ART.writing)).decode()
    path.write_text("".join(line for line in text.splitlines(keepends=True) if '#words> "My ancestors' not in line))
    assert [one.fault for one in read_kept(path) if one.fault] == ["incomplete"]


def test_words_with_every_kind_of_break_stay_as_they_are(tmp_path):
    words = 'a\r\nb\u2028c\x85d\te "quoted" \\n \U0001f3db\x0b'
    made = LINKED_ART.documents["voice"](GROUP)
    made.whole = lambda: {"@id": made["id"], "@type": "pv:Voice", "pv:words": words}
    for name in ("nq", "jsonld"):
        path = tmp_path / f"one.{name}"
        path.write_bytes(b"".join(FORMATS[name].stream([made], LINKED_ART.writing)))
        found = next(iter(read_kept(path))).node["pv:words"]
        assert found in (words, [{"@value": words}])


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.nq", b"<https://a.example.org/1> <https://a.example.org/p> <https://a.example.org/2> .\n", "not-ours"),
        ("a.jsonld", b'{"@context": "https://schema.org/"}\n', "not-ours"),
        ("a.ttl", b"", "not-ours"),
        ("a.nq", b"", "not-ours"),
        ("a.nq.gz", gzip.compress(b"<https://a.example.org/1>" * 2000)[:-20], "malformed"),
        ("a.nq.gz", b"no gzip", "malformed"),
    ],
)
def test_what_is_no_dump_of_ours_is_refused(tmp_path, name, content, problem):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as refused:
        list(read_kept(path))
    assert refused.value.problem == problem


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        list(read_kept(tmp_path / "gone.nq"))


def test_the_documents_of_the_json_ld_dump_stay_linked_art(tmp_path):
    stored = json.loads(
        b"".join(FORMATS["jsonld"].stream(LINKED_ART.documents_of(OBJECT), LINKED_ART.writing)).decode()
    )
    plain = list(LINKED_ART.documents_of(OBJECT))
    bare = [{key: value for key, value in one.items() if key != "subject_of"} for one in stored["@graph"]]
    assert bare == [{key: value for key, value in one.items() if key != "@context"} for one in plain]
    (carrier,) = stored["@graph"][0]["subject_of"][0]["digitally_carried_by"]
    assert carrier["conforms_to"][0]["id"].endswith("/id/vocabulary")


@pytest.mark.parametrize(
    "harm",
    [
        lambda line: line.replace(b"> ", b"> oops ", 1),
        lambda line: line.replace(b"http", b"\xff\xfe", 1),
    ],
)
def test_a_line_of_quads_that_is_damaged_within_is_named(tmp_path, harm):
    path = tmp_path / "linked-art.nq"
    path.write_text(
        b"".join(FORMATS["nq"].stream(LINKED_ART.documents_of(OBJECT), LINKED_ART.writing)).decode(), "utf-8"
    )
    third = [one for one in read_kept(path) if one.kind == "edition"][2]
    _replaced(path, third.line + 1, harm)
    assert [(one.uri, one.line, one.fault) for one in read_kept(path) if one.fault] == [
        (third.uri, third.line + 1, "damaged-line")
    ]


def test_a_record_that_goes_round_in_circles_is_damaged(tmp_path):
    graph = "https://m.example.org/id/voice/a.jsonld#record"
    about, space = "https://m.example.org/id/voice/a", "https://m.example.org/id/vocabulary#"
    lines = [
        f"<{about}> <{space}partOf> _:b <{graph}> .",
        f"_:b <{space}partOf> _:b <{graph}> .",
        f'<{about}> <{space}statements> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <{graph}> .',
    ]
    path = tmp_path / "a.nq"
    path.write_text("\n".join(lines) + "\n")
    assert [one.fault for one in read_kept(path)] == ["damaged-line"]
