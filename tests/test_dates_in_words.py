"""EDTF in words."""

import pytest

from polyvocal.dates_in_words import in_words


@pytest.mark.parametrize(
    ("edtf", "dutch", "english"),
    [
        ("1978", "1978", "1978"),
        ("1978-05", "mei 1978", "May 1978"),
        ("1978-05-01", "1 mei 1978", "1 May 1978"),
        ("1690~", "omstreeks 1690", "around 1690"),
        ("1690?", "1690 (onzeker)", "1690 (uncertain)"),
        ("1690%", "omstreeks 1690 (onzeker)", "around 1690 (uncertain)"),
        ("17XX", "18e eeuw", "18th century"),
        ("20XX", "21e eeuw", "21st century"),
        ("197X", "jaren 1970", "1970s"),
        ("1978/1995", "1978 – 1995", "1978 – 1995"),
        ("1978/..", "sinds 1978", "since 1978"),
        ("../1978", "tot 1978", "until 1978"),
        ("1978/", "1978 of later", "1978 or later"),
        ("/1978", "1978 of eerder", "1978 or earlier"),
        ("1920-21", "lente 1920", "spring 1920"),
        ("17XX?", "18e eeuw (onzeker)", "18th century (uncertain)"),
        ("197X~", "omstreeks jaren 1970", "around 1970s"),
        ("-0799", "800 v.Chr.", "800 BCE"),
        ("-03XX", "4e eeuw v.Chr.", "4th century BCE"),
        ("0880", "880", "880"),
        ("Y-17E7", "Y-17E7", "Y-17E7"),
    ],
)
def test_a_date_is_read_in_both_languages(edtf: str, dutch: str, english: str) -> None:
    assert (in_words(edtf, "nl"), in_words(edtf, "en-GB")) == (dutch, english)
