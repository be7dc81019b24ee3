"""Dumps for aggregators of the Europeana Data Model."""

import pytest

from polyvocal import publishing
from polyvocal.linkeddata import dumps
from polyvocal.linkeddata.profiles import EDM
from polyvocal.records import ObjectFacts
from tests.factories import ACTOR, make_edition, make_object, make_text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", EDM.formats)
def test_withdrawn_superseded_and_unpublished_words_are_in_no_dump(tmp_path, name):
    obj = make_object()
    edition = make_edition(make_text(obj), "Taken back.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    replaced = make_text(obj)
    make_edition(replaced, "Old words.")
    make_edition(replaced, "New words.")
    publishing.draft(make_text(obj), ACTOR, content=publishing.Content(words="Not yet."))
    written = dumps.write_dump(tmp_path, EDM, EDM.formats[name]).path.read_text("utf-8")
    assert "New words." in written
    for gone in ("Taken back.", "Old words.", "Not yet.", "On request."):
        assert gone not in written


def test_what_cannot_be_told_is_left_out_and_counted(tmp_path):
    make_edition(make_text(make_object()), "Words.")
    make_object(facts=ObjectFacts())
    made = dumps.write_dump(tmp_path, EDM, EDM.formats["xml"])
    assert made.counts == {"objects": 1}
    assert made.distribution.left_out == {"It has no title, no description and no name for what it is.": 1}


def test_statements_are_not_counted_where_none_are_made(tmp_path):
    make_edition(make_text(make_object()), "Words.")
    assert dumps.write_dump(tmp_path, EDM, EDM.formats["rdfxml"]).distribution.statements is None
    assert dumps.write_dump(tmp_path, EDM, EDM.formats["nt"]).distribution.statements
