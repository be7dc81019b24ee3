"""Words and terms as CSV: what goes out comes in, what cannot be used is told by line, no cell is a formula."""

import csv
import io

import pytest

from polyvocal.exceptions import NotPermittedError, UploadError
from polyvocal.models import Term, TermTie, UsedWord
from polyvocal.terms import table_lines, take_in_table, tie_word
from tests.factories import ACTOR, make_term

pytestmark = pytest.mark.django_db

SILVER = {"field": "materials", "language": "en", "words": "silver"}


def used(words, *, field="materials", language="en", uses=1):
    return UsedWord.objects.create(field=field, language=language, key=words.casefold(), words=words, uses=uses)


def written():
    lines = "".join(table_lines(UsedWord.objects.all())).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(lines)))


def standing():
    return {(tie.field, tie.language, tie.words, tie.term and tie.term.uri) for tie in TermTie.objects.standing()}


def test_the_table_tells_of_each_word_what_it_is_tied_to_and_who_said_so():
    for words, uses in (("silver", 3), ("tin", 2), ("=cmd()", 1)):
        used(words, uses=uses)
    tie_word(SILVER, make_term("https://terms.example.org/1", source_name="Things"), ACTOR)
    tie_word({**SILVER, "words": "tin"}, None, ACTOR)
    silver, tin, formula = written()
    assert (silver["uri"], silver["label"], silver["source"]) == ("https://terms.example.org/1", "silver", "Things")
    assert (silver["objects"], silver["decided"], silver["by"]) == ("3", "chosen", ACTOR.name)
    assert (tin["uri"], tin["by"]) == ("'-", ACTOR.name)
    assert (formula["word"], formula["uri"], formula["by"]) == ("'=cmd()", "", "")


def test_what_goes_out_comes_in_again():
    for words in ("silver", "tin", "=cmd()"):
        used(words)
    tie_word(SILVER, make_term("https://terms.example.org/1"), ACTOR)
    tie_word({**SILVER, "words": "tin"}, None, ACTOR)
    tie_word({**SILVER, "words": "=cmd()"}, make_term("https://terms.example.org/2"), ACTOR)
    before, given = standing(), "".join(table_lines(UsedWord.objects.all())).encode()
    assert take_in_table(given, ACTOR).changed == 0
    TermTie.objects.standing().update(ended_at="2026-01-01T00:00:00Z", ended_by="x")
    assert take_in_table(given, ACTOR).changed == 3
    assert standing() == before
    assert set(TermTie.objects.standing().values_list("origin", flat=True)) == {"file"}


def test_a_uri_that_is_new_becomes_a_term_that_is_asked_for_later():
    given = (
        "field;language;word;uri;label;source\nmaterials;nl;zilver;https://terms.example.org/9;zilver (metaal);AAT\n"
    )
    assert take_in_table(given.encode(), ACTOR).changed == 1
    term = Term.objects.get()
    assert (term.labels, term.source_name, term.asked_at) == ({"nl": "zilver (metaal)"}, "AAT", None)
    assert term.findable_as == "zilver (metaal)"


def test_lines_without_a_uri_change_nothing_and_the_last_of_a_word_counts():
    given = (
        "uri,word,field\n,tin,materials\nhttps://terms.example.org/1,Silver,materials\n"
        "https://terms.example.org/2,silver,materials\ngeen,tin,keywords\n"
    )
    report = take_in_table(given.encode(), ACTOR)
    assert (report.changed, report.unchanged, report.problems) == (2, 0, [])
    assert standing() == {
        ("materials", "und", "silver", "https://terms.example.org/2"), ("keywords", "und", "tin", None),
    }  # fmt: skip


@pytest.mark.parametrize(("line", "told"), [
    ("colours,en,red,https://x.example.org/1", "is no field"),
    ("materials,not a tag,red,https://x.example.org/1", "is not a language tag"),
    ("materials,en,,https://x.example.org/1", "no word"),
    (f"materials,en,{'x' * 501},https://x.example.org/1", "longer than 500"),
    ("materials,en,red,javascript:alert(1)", "is no web address"),
    ("materials,en,red,300011029", "is no web address"),
])  # fmt: skip
def test_what_cannot_be_used_is_told_by_line_and_hinders_no_other(line, told):
    given = f"field,language,word,uri\n{line}\nmaterials,en,blue,https://x.example.org/2\n"
    report = take_in_table(given.encode(), ACTOR)
    assert [(number, told in problem) for number, problem in report.problems] == [(2, True)]
    assert report.changed == 1


@pytest.mark.parametrize("given", [b"", b"word,uri\nsilver,-\n", b"\x00\x00", b'field,word,uri\n"x'])
def test_what_is_no_such_file_is_refused_as_a_whole(given):
    if given.endswith(b'"x'):
        assert take_in_table(given, ACTOR).changed == 0
        return
    with pytest.raises(UploadError):
        take_in_table(given, ACTOR)


def test_a_file_has_an_end(monkeypatch):
    monkeypatch.setattr("polyvocal.terms.tables._MOST_LINES", 1)
    given = "field,word,uri\nmaterials,tin,-\nmaterials,silver,-\n"
    with pytest.raises(UploadError, match="more than 1 words"):
        take_in_table(given.encode(), ACTOR)
    assert not TermTie.objects.exists()


def test_who_may_not_tie_brings_no_file_in(as_viewer):
    with pytest.raises(NotPermittedError):
        take_in_table(b"field,word,uri\nmaterials,tin,-\n", as_viewer)
