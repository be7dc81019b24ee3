"""What the source calls an old title becomes a superseded edition of the new one, where the order is clear."""

from pathlib import Path

import pytest
from django.utils.translation import override

from polyvocal.importers.models import Outcome, SourceText
from polyvocal.importers.profiles import ReadRecord, RecordReader, load_profile
from polyvocal.importers.runs import ImportOrder, Tally, run_import
from polyvocal.importers.sources import read_source
from polyvocal.publishing import Actor
from tests.factories import assert_one_current_edition
from tests.importers.archive import texts_of, words_of
from tests.importers.exports import adlib, group, leaf, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]


def _title(words: str, term: str = "", **more: str) -> str:
    return group("Title", title=words, title__type=term, **more)


def _written(folder: Path, *parts: str) -> Path:
    path = folder / "export.xml"
    path.write_bytes(adlib(record("1", *parts, title="")))
    return path


def _import(folder: Path, *parts: str) -> Tally:
    order = ImportOrder(
        paths=[_written(folder, *parts)], profile=load_profile("adlib-generic"), actor=Actor.system("the tests")
    )
    with override("en"):
        return run_import(order)


def _read(folder: Path, *parts: str) -> ReadRecord:
    (raw,) = read_source(_written(folder, *parts), kind="adlib")
    return RecordReader(load_profile("adlib-generic")).read(raw)


def _titles() -> list[list[str]]:
    return [words_of(text) for text in texts_of("1", "title")]


OLD, NEW = _title("Het oude gezicht", "oude titel"), _title("Gezicht op de kade", "nieuwe titel")


@pytest.mark.parametrize("parts", [(OLD, NEW), (NEW, OLD), (OLD, _title("Gezicht op de kade"))])
def test_an_old_and_a_new_title_are_two_editions_of_one_text(tmp_path: Path, parts: tuple[str, ...]) -> None:
    assert _import(tmp_path, *parts).skipped == {}
    assert _titles() == [["Het oude gezicht", "Gezicht op de kade"]]
    (text,) = texts_of("1", "title")
    assert assert_one_current_edition(text).words == "Gezicht op de kade"


def test_ungrouped_titles_are_tied_to_their_types_by_position(tmp_path: Path) -> None:
    flat = [leaf("title", "Het oude gezicht"), leaf("title", "Gezicht op de kade")]
    _import(tmp_path, *flat, leaf("title.type", "oude titel"), leaf("title.type", "nieuwe titel"))
    assert _titles() == [["Het oude gezicht", "Gezicht op de kade"]]


def test_a_title_that_comes_back_as_the_old_one_is_superseded_in_its_place(tmp_path: Path) -> None:
    _import(tmp_path, leaf("title", "Het oude gezicht"))
    assert _import(tmp_path, OLD, NEW).outcomes == {Outcome.UPDATE: 1}
    assert _titles() == [["Het oude gezicht", "Gezicht op de kade"]]
    assert _import(tmp_path, NEW, OLD, leaf("notes", "x")).editions == 0
    assert _import(tmp_path, NEW, OLD, leaf("notes", "x")).outcomes == {Outcome.UNCHANGED: 1}
    assert not SourceText.objects.filter(is_gone=True).exists()


def test_a_third_title_follows_the_second(tmp_path: Path) -> None:
    _import(tmp_path, leaf("title", "Het oude gezicht"))
    _import(tmp_path, OLD, NEW)
    _import(tmp_path, _title("Gezicht op de kade", "oude titel"), _title("De kade", "nieuwe titel"))
    assert _titles() == [["Het oude gezicht", "Gezicht op de kade", "De kade"]]


def test_a_new_title_that_stands_alone_again_stays_the_same_text(tmp_path: Path) -> None:
    _import(tmp_path, OLD, NEW)
    assert _import(tmp_path, leaf("title", "Gezicht op de kade")).editions == 0
    assert _titles() == [["Het oude gezicht", "Gezicht op de kade"]]
    assert SourceText.objects.get(is_gone=True).edition.words == "Het oude gezicht"
    assert _import(tmp_path, OLD, NEW).editions == 0
    assert not SourceText.objects.filter(is_gone=True).exists()


def test_another_title_beside_them_stays_a_text_of_its_own(tmp_path: Path) -> None:
    other = _title("Haven II", "alternatieve titel")
    _import(tmp_path, other, leaf("title", "Het oude gezicht"))
    _import(tmp_path, other, OLD, NEW)
    assert sorted(_titles()) == [["Haven II"], ["Het oude gezicht", "Gezicht op de kade"]]


@pytest.mark.parametrize(
    "parts",
    [
        (OLD,),
        (OLD, _title("Een"), _title("Twee")),
        (OLD, _title("Nog ouder", "oude titel"), NEW),
        (OLD, NEW, _title("Ook nieuw", "nieuwe titel")),
    ],
)
def test_where_the_order_is_not_clear_old_titles_stay_out_and_are_named(tmp_path: Path, parts: tuple[str, ...]) -> None:
    read = _read(tmp_path, *parts)
    assert {one.reason for one in read.skipped} == {"unclear-order"}
    assert "Het oude gezicht" not in [one.edition.words for one in read.texts]
    assert [one.is_edition for one in read.texts] == [False] * len(read.texts)


def test_a_title_of_something_else_is_not_the_object_s(tmp_path: Path) -> None:
    other = group("Exhibition", title="Havens van Europa", venue="Zaal 2")
    read = _read(tmp_path, leaf("title", "De kade"), other)
    assert [one.edition.words for one in read.texts] == ["De kade"]


def test_a_title_is_in_the_language_its_leaf_names_or_in_each_that_it_is_given_in(tmp_path: Path) -> None:
    both = '<title><value lang="nl-NL">De kade</value><value lang="en-GB">The quay</value></title>'
    read = _read(tmp_path, both, _title("Le quai", title__language="Frans"))
    assert {(one.record.language, one.edition.words) for one in read.texts} == {
        ("nl", "De kade"), ("en", "The quay"), ("fr", "Le quai"),
    }  # fmt: skip


def test_a_title_marked_with_one_language_is_not_believed_to_be_in_it(tmp_path: Path) -> None:
    read = _read(tmp_path, '<title><value lang="en-GB" invariant="true">De kade</value></title>')
    assert [(one.record.language, one.edition.words) for one in read.texts] == [("nl", "De kade")]
