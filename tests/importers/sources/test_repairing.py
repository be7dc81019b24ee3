"""Words that were read in a wrong encoding are repaired where one reading makes sense, and only there."""

import pytest

from polyvocal.importers.sources import Found, repaired, repaired_tree
from polyvocal.importers.sources.raw import Group, Tree, Value


@pytest.mark.parametrize(
    ("given", "expected", "code"),
    [
        ("OostindiÃ«", "Oostindië", "twice"),
        ("â€œBelâ€\x9d", "“Bel”", "twice"),
        ("ÃƒÂ«n", "ën", "twice"),
        ("Â© Halfweg", "© Halfweg", "twice"),
        ("Glash\x81tte", "Glashütte", "cp437"),
        ("M\x81ller", "Müller", "cp437"),
        ("caf\x82", "café", "cp437"),
        ("gr\x83ce", "grâce", "cp437"),
        ("\x93Titel\x94", "“Titel”", "cp1252"),
        ("1900\x961910", "1900–1910", "cp1252"),
        ("d\x92Art", "d’Art", "cp1252"),
        ("voor \x80 5", "voor € 5", "cp1252"),
        ("Ren\x8e", "René", "mac-roman"),
        ("\ufeffBel", "Bel", "mark"),
    ],
)
def test_what_has_one_reading_is_repaired(given: str, expected: str, code: str) -> None:
    assert repaired(given) == (expected, (code,), ())


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("OostindiÃ« en café", "twice"),
        ("K\x94ln", "control"),
        ("woord\x97woord", "control"),
        ("regel\x85volgende", "control"),
        ("\x84\x94", "control"),
        ("A\x9cB", "control"),
        ("caf\ufffd", "lost"),
    ],
)
def test_what_has_several_readings_stays_and_is_named(given: str, code: str) -> None:
    assert repaired(given) == (given, (), (code,))


@pytest.mark.parametrize(
    "given",
    [
        "",
        "?uestlove",
        "café",
        "NESCAFÉ®",
        "ECOLE DÉ»",
        "«À»",
        "À propos",
        "Ã",
        "3 Å¾",
        "50 € – ‘Ž’",
        "voilà « ici »",
        "漢字",
    ],
)
def test_what_is_meant_is_left_alone(given: str) -> None:
    assert repaired(given) == (given, (), ())


def test_a_record_is_repaired_in_words_labels_and_parts_and_each_value_counted_once() -> None:
    twice = Value("BelgiÃ«", {"nl": "BelgiÃ«", "en": "Belgium"}, {"term": "BelgiÃ«"})
    tree = Tree({"place": [twice, Value("Riga")]}, [Group("Label", {"text": [Value("caf\x82"), Value("K\x94ln")]})])
    whole, found = repaired_tree(tree)
    assert whole.fields["place"][0] == ("België", {"nl": "België", "en": "Belgium"}, {"term": "België"})
    assert [value.words for value in whole.groups[0].fields["text"]] == ["café", "K\x94ln"]
    assert found == {
        Found("place", "twice", True): 1, Found("text", "cp437", True): 1, Found("text", "control", False): 1,
    }  # fmt: skip


def test_a_record_without_flaw_is_handed_on_as_it_is() -> None:
    tree = Tree({"place": [Value("België", {"nl": "België"})]}, [])
    assert repaired_tree(tree)[0] is tree
