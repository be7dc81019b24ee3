"""manage.py terms: counts, ties, checks and writes; says in a sentence what it cannot do."""

import json

import pytest
from django.core.management import CommandError, call_command

from polyvocal.models import TermTie
from polyvocal.records import ObjectFacts
from tests.factories import make_object, make_term, make_tie
from tests.terms.thesaurus import SOURCE, Network, serving, term

pytestmark = pytest.mark.django_db


def test_words_are_counted_tied_checked_and_written(tmp_path, capsys, settings):
    make_object(facts=ObjectFacts(materials=({"en": "silver"}, {"en": "tin"})))
    given, written = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text(f"field,language,word,uri\nmaterials,en,silver,{SOURCE}/1\ncolours,en,red,{SOURCE}/1\n")
    network = Network()
    network.terms = [term(1, en="silver (metal)")]
    with serving(network):
        settings.POLYVOCAL = {**settings.POLYVOCAL, "TERM_API": network.address}
        call_command("terms", "--count", "--check", take_in=given, csv=written, verbosity=0)
    told = capsys.readouterr()
    counted, tied, checked = told.out.splitlines()
    assert counted == "2 different words in 1 objects."
    assert tied == "1 words stand for another term now, 0 for the same as before."
    assert json.loads(checked) == {"of": 1, "terms": 1, "changed": 1, "gone": 0, "unanswered": 0}
    assert "Line 3: “colours” is no field" in told.err
    assert f"materials,en,silver,1,{SOURCE}/1,silver (metal),Things,file,manage.py terms" in written.read_text("utf-8")
    assert TermTie.objects.get().tied_by == "manage.py terms"


@pytest.mark.parametrize(("options", "told"), [
    ({}, "Say what to do"),
    ({"check": True}, "No address"),
    ({"take_in": "nowhere.csv"}, "cannot be read or written"),
])  # fmt: skip
def test_what_cannot_be_done_is_a_sentence(options, told, tmp_path, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "TERM_API": ""}
    make_tie("silver", make_term(f"{SOURCE}/1"))
    if "take_in" in options:
        options = {"take_in": tmp_path / options["take_in"]}
    with pytest.raises(CommandError, match=told):
        call_command("terms", **options, verbosity=0)
