"""Letters, addresses and languages that no museum means to give: every format stays readable, words come back."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import Dataset, Graph

from polyvocal.linkeddata.addresses import web_address
from polyvocal.linkeddata.profiles import PROFILES
from polyvocal.linkeddata.serialise import xml_safe
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import GROUP, OBJECT, SECOND, SLAVERY

pytestmark = [
    pytest.mark.once,
    # What rdflib's own parsers of quads still use.
    pytest.mark.filterwarnings("ignore:(Dataset.default_context|ConjunctiveGraph) is deprecated:DeprecationWarning"),
]

WAYS = [(profile, name) for profile in PROFILES.values() for name in profile.formats]
FEW_WAYS = [(profile, name) for profile, name in WAYS if name in ("nq", "rdfxml", "jsonld", "json", "xml")]
LETTERS = {
    "controls": "a\0b" + "".join(map(chr, range(1, 9))) + "\x0b\x0c\x0e\x1f\x7f\x85\ufffe\uffff\ufdd0\U0001fffe",
    "directions": "\u202e\u2066\u200f\u200b\u2028\u2029\ufeff",
    "beyond": "\U0001f3fa\U00020000 Z" + "\u0300" * 300,
    "markup": ']]><!-- &amp; <script>alert(1)</script> x"><\' --> `{}|^ \\u0041 \\" \\',
    "breaks": " \r\n\t one \n\r two\r \n",
}
ADDRESSES = {
    "script": "javascript:alert(1)", "content": "data:text/html,<script>1</script>", "path": "C:\\scans\\1.tif",
    "relative": "letters/4", "nothing": " ", "no host": "http://", "odd host": "http://a[b/", "urn": "urn:isbn:1",
}  # fmt: skip
ODD_ADDRESSES = [
    f"https://x.example.org/{rest}"
    for rest in (
        '"><b>', "a b\nc", "\x01\x7f\x85\ufffe\U0001ffff", "{}|^`\\", "[1].jpg", "100%zz", "a#b#c", "\u202e",
        "\r\nX: y", "> <a:b> <c:d> .\n<e:f> <g:h> <i:j",
    )
]  # fmt: skip
TAGS = ['x"><', "abcdefghijklmnop", "nl_BE", "nl nl", "", "1", "\x01", "nl-", "nl-abcdefghij", "nℓ"]
# Identifiers, codes and dates, which other rooms check.
_KEPT = {
    "id", "identifier", "slug", "text_id", "edition_id", "event_id", "step", "state", "text_type", "relation_type",
    "kind", "standing", "speaks_as", "field", "edtf", "botb", "eotb", "bote", "eote", "licence", "terms",
}  # fmt: skip
_LINKS = {"uri", "uris", "address", "service", "manifests"}
_LINKED = replace(OBJECT, facts=replace(OBJECT.facts, manifests=("https://images.example.org/204/manifest.json",)))


def _changed(value: Any, words: Any, name: str = "") -> Any:
    """Return a record with every word in it changed by a function of the word and the name of its field."""
    if is_dataclass(value) and not isinstance(value, type):
        made = {one.name: getattr(value, one.name) for one in fields(value) if one.init and one.name not in _KEPT}
        return replace(value, **{name: _changed(one, words, name) for name, one in made.items()})
    if isinstance(value, str):
        return words(value, name) if value else value
    if isinstance(value, tuple):
        return tuple(_changed(one, words, name) for one in value)
    if isinstance(value, Mapping):
        return {tag: _changed(one, words, name) for tag, one in value.items()}
    return value


def _ending_in(letters: str) -> Any:
    return lambda word, name: word if name in _LINKS | {"language"} else word + letters


@cache
def _hostile(case: str) -> list[Any]:
    """Return an object with two voices, one with provenance, a voice and a perspective, all with these letters."""
    return [_changed(one, _ending_in(LETTERS[case])) for one in (OBJECT, PAINTING, GROUP, SLAVERY)]


def _documents(profile: Any, given: list[Any]) -> list[Any]:
    made = [document for obj in given[:2] for document in profile.documents_of(obj)]
    extra = zip(("voice", "perspective"), given[2:], strict=True)
    return made + [profile.documents[kind](one) for kind, one in extra if kind in profile.documents]


def _read(name: str, written: bytes) -> set[str]:
    """Return every word in a file, as the standard's parser reads it."""
    if name in ("jsonld", "json"):
        return set(_strings(json.loads(written)))
    if name == "xml":
        return {
            text for one in ElementTree.fromstring(written).iter() for text in (one.text, *one.attrib.values()) if text
        }
    if name in ("nq", "trig"):
        dataset = Dataset()
        dataset.parse(data=written, format={"nq": "nquads", "trig": "trig"}[name])
        return {str(one) for quad in dataset.quads() for one in quad}
    graph = Graph().parse(data=written, format={"nt": "nt", "ttl": "turtle", "rdfxml": "xml"}[name])
    return {str(one) for triple in graph for one in triple}


def _strings(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)


def _written(profile: Any, name: str, documents: list[Any]) -> bytes:
    if profile.name == "iiif":  # whose dump names the manifests and holds none
        return json.dumps(documents).encode()
    return b"".join(profile.formats[name].stream(iter(documents), profile.writing))


@pytest.mark.parametrize("case", LETTERS)
@pytest.mark.parametrize(("profile", "name"), WAYS, ids=lambda one: getattr(one, "name", one))
def test_whatever_letters_words_hold_a_parser_reads_the_file_and_gives_them_back(profile, name, case):
    said = _read(name, _written(profile, name, _documents(profile, _hostile(case))))
    wanted = SECOND.words if "object" in profile.documents else SLAVERY.description["en"]
    wanted += LETTERS[case]
    wanted = xml_safe(wanted) if name in ("xml", "rdfxml") else wanted
    assert any(wanted in one for one in said)


def _linking(address: str, *names: str) -> list[Any]:
    given = (_LINKED, PAINTING, GROUP, SLAVERY)
    return [_changed(one, lambda word, name: address if name in names else word) for one in given]


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize(("profile", "name"), FEW_WAYS, ids=lambda one: getattr(one, "name", one))
def test_what_is_no_address_on_the_web_is_no_link(profile, name, address):
    written = _written(profile, name, _documents(profile, _linking(address, "uri", "uris", "manifests")))
    assert f"<{address}>" not in written.decode()
    if name not in ("nq", "trig"):  # where the whole record has it, as words
        assert address not in _read(name, written)


@pytest.mark.parametrize("address", ODD_ADDRESSES)
@pytest.mark.parametrize(("profile", "name"), FEW_WAYS, ids=lambda one: getattr(one, "name", one))
def test_whatever_an_address_holds_a_parser_reads_the_file(profile, name, address):
    said = _read(name, _written(profile, name, _documents(profile, _linking(address, *_LINKS))))
    assert web_address(address) in said


@pytest.mark.parametrize("address", ODD_ADDRESSES)
def test_an_address_is_spelled_so_that_a_strict_store_takes_it(address):
    rdf = pytest.importorskip("pyoxigraph")
    written = _written(PROFILES["linked-art"], "nq", _documents(PROFILES["linked-art"], _linking(address, *_LINKS)))
    assert sum(1 for _ in rdf.parse(written, format=rdf.RdfFormat.N_QUADS)) > 500


def _in_language(value: Any, tag: str) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        made = {one.name: getattr(value, one.name) for one in fields(value) if one.init and one.name not in _KEPT}
        return replace(value, **{name: _in_language(one, tag) for name, one in made.items() if name != "language"})
    if isinstance(value, tuple):
        return tuple(_in_language(one, tag) for one in value)
    if isinstance(value, Mapping):
        return {tag if known == "nl" else known: words for known, words in value.items()}
    return value


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("profile", "name"), FEW_WAYS, ids=lambda one: getattr(one, "name", one))
def test_whatever_a_language_is_called_a_parser_reads_the_file(profile, name, tag):
    given = [_in_language(one, tag) for one in (OBJECT, PAINTING, GROUP, SLAVERY)]
    wanted = "suikerpot" if "object" in profile.documents else SLAVERY.names["nl"]
    assert any(wanted in one for one in _read(name, _written(profile, name, _documents(profile, given))))
