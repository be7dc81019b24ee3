"""The vocabulary of methods: a tree without loops, forms that say one thing, and a page of the docs that shows it."""

import json

import pytest

from polyvocal.provenance import METHODS, Event, Party, read_statement, write_event
from polyvocal.provenance.methods import forms_in
from tests.conftest import CHECKOUT

KINDS = {
    "acquisition",
    "instantiation",
    "transformation",
    "divided_custody",
    "disappearance",
    "rejoining",
}


def _line(method):
    passes = {(True, True): "both", (True, False): "custody", (False, True): "title"}
    parts = (method.id, method.labels["en"], method.labels["nl"], method.kind, method.parent)
    aat = f"[{method.aat}]({method.uri})" if method.aat else ""
    return (
        "| " + " | ".join([f"`{parts[0]}`", *parts[1:], passes[method.custody_passes, method.title_passes], aat]) + " |"
    )


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)
def test_each_method_has_a_kind_words_and_a_known_parent(method):
    assert method.kind in KINDS
    assert method.custody_passes or method.title_passes
    assert all(method.labels[language] and method.meanings[language].endswith(".") for language in ("en", "nl"))
    assert not method.parent or method.parent in METHODS


def test_no_method_is_its_own_ancestor():
    for method in METHODS.values():
        seen, parent = {method.id}, method.parent
        while parent:
            assert parent not in seen
            seen.add(parent)
            parent = METHODS[parent].parent


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_form_says_one_method(language):
    for words, forms in forms_in(language).items():
        assert len({form.method for form in forms}) == 1, words


@pytest.mark.parametrize(("language", "notation"), [("en", "cmoa"), ("nl", "dutch")])
@pytest.mark.parametrize("method", METHODS)
def test_a_method_is_written_as_it_is_read(method, language, notation):
    written = write_event(Event("", 0, 0, method=method, receiver=Party("Ada Quill")), language=language)
    (again,) = read_statement(written, notation=notation, language=language).clauses
    assert (again.method, again.receiver.name) == (method, "Ada Quill"), written


def test_the_words_by_which_a_loan_or_gift_is_written_are_the_plain_ones():
    assert (METHODS["on_loan"].preferred("en"), METHODS["gift"].preferred("nl", naming="of")) == (
        "loaned to",
        "geschenk van",
    )


def test_appropriation_and_conversion_no_longer_share_their_words():
    assert METHODS["appropriation"].preferred("en") == "appropriated by"
    assert "appropriated by" not in METHODS["conversion"].forms["en"]["to"]


def test_restitution_is_no_kind_of_appropriation():
    assert METHODS["restitution"].parent == "acquisition"


def test_the_table_in_the_docs_is_the_vocabulary():
    page = (CHECKOUT / "docs" / "provenance.md").read_text(encoding="utf-8")
    assert [line for line in map(_line, METHODS.values()) if line not in page] == []


@pytest.mark.shared
def test_every_method_of_art_tracks_is_there_with_its_flags(shared):
    theirs = json.loads((shared / "data/provenance/acquisition_methods.json").read_text())
    ours = {method.art_tracks: method for method in METHODS.values() if method.art_tracks}
    assert set(ours) == {one["id"] for one in theirs}
    for one in theirs:
        method = ours[one["id"]]
        assert (method.kind, method.custody_passes, method.title_passes) == (
            one["type"],
            one["custody_transfer"],
            one["ownership_transfer"],
        )
