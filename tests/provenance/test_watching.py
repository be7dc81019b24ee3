"""Watched names are found as museums write them, and others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyvocal.provenance.watching import WatchIndex, likeness, names_written, words_of


def found(watched, written, *, threshold=85):
    index = WatchIndex([("it", [watched])], threshold=threshold)
    return [(one.key, one.written) for one in index.found_in(written)]


@pytest.mark.parametrize(
    ("watched", "written"),
    [
        ("Quillinger, Ada", "Ada Quillinger"),
        ("Ada Quillinger", "Quillinger, A."),
        ("Ada Quillinger", "Dr. A. Quillinger"),
        ("Ada Quillinger", "Mevr. Ada Quillinger"),
        ("Ada Quillinger", "Ada Quilinger"),
        ("Ada Quillinger", "Ada Quillingher"),
        ("Jørgen Bøhmer", "Jorgen Bohmer"),
        ("Jürgen Böhmert", "Jurgen Bohmert"),
        ("J. van den Bergh", "Jan van den Bergh"),
        ("Bergh, J. van den", "J. van den Bergh"),
        ("Kunsthandel Merelveld", "Kunsth. Merelveld"),
        ("Galerie Merelveld GmbH", "Merelveld"),
        ("Gebroeders Merelveld", "Gebr. Merelveld, Amsterdam"),
    ],
)
def test_a_name_is_found_however_it_is_written(watched, written):
    assert found(watched, written, threshold=75) == [("it", written)]


@pytest.mark.parametrize(
    ("watched", "written"),
    [
        ("Ada Quillinger", "Bertha Quillinger"),
        ("Ada Quillinger", "Ada Quist"),
        ("Ada Quillinger", "A. Merelveld"),
        ("Jan de Boer", "Jan de Wit"),
        ("Kunsthandel Merelveld", "Kunsthandel De Valk"),
        ("Ada Quillinger", ""),
        ("Ada Quillinger", "…"),
    ],
)
def test_another_name_is_not(watched, written):
    assert found(watched, written) == []


def test_a_variant_counts_and_each_name_is_found_once():
    index = WatchIndex([(1, ["Ada Quillinger", "Ada Merelveld"]), (2, ["Jan Valkenier"])], threshold=85)
    assert [one.key for one in index.found_in("Ada Merelveld")] == [1]
    assert [(one.key, one.score) for one in index.found_in("Ada Quillinger")] == [(1, 100)]


def test_an_empty_index_finds_nothing():
    index = WatchIndex([(1, [""]), (2, ["-"])], threshold=85)
    assert not index
    assert index.found_in("Ada Quillinger") == ()


def test_names_are_taken_from_words_that_were_not_understood():
    words = "thence through a chain of dealers, incl. Ada Quillinger; later perhaps Jan van den Bergh (?)"
    assert {"Ada Quillinger", "Jan van den Bergh"} <= set(names_written(words))


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_compared_the_likeness_lies_between_0_and_100(one, other):
    assert 0 <= likeness(words_of(one), words_of(other)) <= 100
    assert likeness(words_of(one), words_of(one)) in (0, 100)
    WatchIndex([(1, [one])], threshold=80).found_in(other)
    names_written(one)
