"""Date phrases of provenance with their four bounds, in English and Dutch."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyvocal.dates import Convention, OwnershipDates, find_dates, read_ownership


def bounds_of(dates: OwnershipDates) -> tuple[str, str, str, str]:
    return dates.botb, dates.eotb, dates.bote, dates.eote


ENGLISH = {
    "1995": ("1995", "1995", "", ""),
    "in 1995": ("", "1995", "1995", ""),
    "by 1995": ("", "1995", "", ""),
    "before 1940?": ("", "1940?", "", ""),
    "as of 1995": ("", "1995", "", ""),
    "no later than May 1940": ("", "1940-05", "", ""),
    "after 1995": ("1995", "", "", ""),
    "1995 or later": ("1995", "", "", ""),
    "until 1996": ("", "", "1996", "1996"),
    "until his death in 1935": ("", "", "1935", "1935"),
    "until at least 1996": ("", "", "1996", ""),
    "until sometime before 1996": ("", "", "", "1996"),
    "sometime between 1995 and 1996": ("1995", "1996", "", ""),
    "between May 6 and 8, 1918": ("1918-05-06", "1918-05-08", "", ""),
    "until sometime between 1995 and 1996": ("", "", "1995", "1996"),
    "1995 until 1996": ("1995", "1995", "1996", "1996"),
    "1904 to 1910": ("1904", "1904", "1910", "1910"),
    "from 1904 to at least 1910": ("1904", "1904", "1910", ""),
    "by 1995 until at least 1996": ("", "1995", "1996", ""),
    "in 1995 until sometime before 1996": ("", "1995", "1995", "1996"),
    "on January 15, 2004": ("2004-01-15",) * 4,
    "on January 2004": ("2004-01", "2004-01", "", ""),
    "c. 1650": ("1650~", "1650~", "", ""),
    "probably c. 1650": ("1650%", "1650%", "", ""),
    "October 22, 1914 until April 1915": ("1914-10-22", "1914-10-22", "1915-04", "1915-04"),
    "1930–1955": ("1930", "1930", "1955", "1955"),
    "1904–05": ("1904", "1904", "1905", "1905"),
    "1954-55": ("1954", "1954", "1955", "1955"),
    "June 12–17, 1882": ("1882-06-12", "1882-06-12", "1882-06-17", "1882-06-17"),
    "23 October - 12 November 1926": ("1926-10-23", "1926-10-23", "1926-11-12", "1926-11-12"),
    "June 12 & 13, 1882": ("1882-06-12", "1882-06-12", "1882-06-13", "1882-06-13"),
    "4/2002": ("2002-04", "2002-04", "", ""),
    "?-1950": ("", "", "1950", "1950"),
    "1925/26": ("1925", "1926", "", ""),
    "May/June 1940": ("1940-05", "1940-06", "", ""),
    "after 1933 and before 1945": ("1933", "1945", "", ""),
    "after 1933 and before 1945, until at least 1950": ("1933", "1945", "1950", ""),
    "probably 1932 but by 1933": ("1932?", "1933", "", ""),
    "since at least 1940": ("", "1940", "", ""),
    "1940-present": ("1940", "1940", "", ""),
    "from 1940 to the present": ("1940", "1940", "", ""),
    "on January 17 and 18, 1949": ("1949-01-17", "1949-01-17", "1949-01-18", "1949-01-18"),
    "in February-March 1946": ("", "1946-03", "1946-02", ""),
    "in 1995 until 1996": ("", "1995", "1996", "1996"),
    "during the 1920s": ("", "192X", "192X", ""),
    "after 1933, before 1945": ("1933", "1945", "", ""),
    "between 1995 to 1996": ("1995", "1996", "", ""),
    "from before 1920 until after 1930": ("", "1920", "1930", ""),
    "until 1925 or later": ("", "", "1925", ""),
    "at least until 1925": ("", "", "1925", ""),
    "1920 at the latest": ("", "1920", "", ""),
    "winter 1920/21": ("1920-24", "1920-24", "", ""),
    "January 5, 6 and 7, 1920": ("1920-01-05", "1920-01-05", "1920-01-07", "1920-01-07"),
    "1650-'60": ("1650", "1650", "1660", "1660"),
    "the 1920s to 30s": ("192X", "192X", "193X", "193X"),
    "A.D. 200 to 300": ("0200", "0200", "0300", "0300"),
    "early to mid-19th century": ("1800/1866", "1800/1866", "", ""),
    "1990-10-17Z": ("1990-10-17", "1990-10-17", "", ""),
    "1990-10-17+03:45": ("1990-10-17", "1990-10-17", "", ""),
    "1990/10/17": ("1990-10-17", "1990-10-17", "", ""),
    "1949-?": ("1949", "1949", "", ""),
    "March–April 1885": ("1885-03", "1885-03", "1885-04", "1885-04"),
    "400-300 BCE": ("-0399", "-0399", "-0299", "-0299"),
    "the 1500s": ("15XX", "15XX", "", ""),
    "late 18th century": ("1767/1799", "1767/1799", "", ""),
    "the second quarter of the 19th century": ("1825/1849", "1825/1849", "", ""),
    "5-11-1934": ("1934-05-11", "1934-05-11", "", ""),
    "13-11-1934": ("1934-11-13", "1934-11-13", "", ""),
    "probably by 1942": ("", "1942?", "", ""),
    "likely 1897 to at least 1929": ("1897?", "1897?", "1929", ""),
    "in or about 1904": ("1904~", "1904~", "", ""),
    "c. 1690-1700?": ("1690~", "1690~", "1700%", "1700%"),
    "c. 1904 until 1910": ("1904~", "1904~", "1910", "1910"),
    "c. 1904, until 1910?": ("1904~", "1904~", "1910?", "1910?"),
    "between c. 1904 and 1910": ("1904~", "1910", "", ""),
    "throughout 1980": ("", "1980-01-01", "1980-12-31", ""),
}
DUTCH = {
    "vóór 1940": ("", "1940", "", ""),
    "voor 1940": ("", "1940", "", ""),
    "op z'n laatst 1940": ("", "1940", "", ""),
    "kort na 1940": ("1940", "", "", ""),
    "na 1933, vóór 1945": ("1933", "1945", "", ""),
    "anno 1940": ("", "1940", "1940", ""),
    "medio 1940": ("1940-05/1940-08", "1940-05/1940-08", "", ""),
    "begin tot midden 19e eeuw": ("1800/1866", "1800/1866", "", ""),
    "winter 1920-1921": ("1920-24", "1920-24", "", ""),
    "uiterlijk 1938": ("", "1938", "", ""),
    "vóór mei 1940": ("", "1940-05", "", ""),
    "na 1945": ("1945", "", "", ""),
    "sinds 1945": ("1945", "1945", "", ""),
    "vanaf 1945 tot 1950": ("1945", "1945", "1950", "1950"),
    "1945-": ("1945", "1945", "", ""),
    "in 1938": ("", "1938", "1938", ""),
    "tot 1938": ("", "", "1938", "1938"),
    "tot en met 1938": ("", "", "1938", "1938"),
    "tot ten minste 1938": ("", "", "1938", ""),
    "tot uiterlijk 1938": ("", "", "", "1938"),
    "tussen 1920 en 1930": ("1920", "1930", "", ""),
    "tussen 1920 en 1930 tot ten minste 1940": ("1920", "1930", "1940", ""),
    "1940 tot heden": ("1940", "1940", "", ""),
    "in of omstreeks 1650": ("1650~", "1650~", "", ""),
    "omstreeks 1650": ("1650~", "1650~", "", ""),
    "17e eeuw": ("16XX", "16XX", "", ""),
    "17e-18e eeuw": ("16XX", "16XX", "17XX", "17XX"),
    "midden 19de": ("1834/1866", "1834/1866", "", ""),
    "eerste kwart van de 19e eeuw": ("1800/1824", "1800/1824", "", ""),
    "jaren vijftig": ("195X", "195X", "", ""),
    "jaren '50": ("195X", "195X", "", ""),
    "jaren zestig van de 19e eeuw": ("186X", "186X", "", ""),
    "5-11-1934": ("1934-11-05", "1934-11-05", "", ""),
    "26 april 1929": ("1929-04-26", "1929-04-26", "", ""),
    "op 26 april 1929": ("1929-04-26",) * 4,
    "1865-1885": ("1865", "1865", "1885", "1885"),
    "1600 (?)": ("1600?", "1600?", "", ""),
    "17XX": ("17XX", "17XX", "", ""),
    "1939 (ca.)": ("1939~", "1939~", "", ""),
    "22 januari 1856 e.v.d.": ("1856-01-22", "1856-01-22", "", ""),
    "22/25-3-1960": ("1960-03-22", "1960-03-22", "1960-03-25", "1960-03-25"),
    "27 en 28 april 1937": ("1937-04-27", "1937-04-27", "1937-04-28", "1937-04-28"),
    "in de 2e helft van de jaren 1950": ("", "1955/1959", "1955/1959", ""),
}
NOT_UNDERSTOOD = [
    "", "200", "17", "8", "0000", "????-99-99", "1971 (printed later)", "1904-05", "1978 or 1979", "to 1938",
    "winter 1920-22", "January 5, 7 and 9, 1920", "1930s-20s", "late to early 1920s", "by 1920, before 1930",
    "1920/13/05",
    "1996 until 1995", "between 1996 and 1995", "by", "no. 1938", "1938, 1940", "the 1940s and",
    "1932 but by 1933", "before 1991–1993", "ca., 1961", "likely by 1932 but by 1933", "29 februari 1900",
    "1998 until before 1990", "50 c.", "27 en 29 april 1937", "1904 and 1905", "22/25/3/1960", "May 1940 BCE until",
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "bounds"), ENGLISH.items())
def test_an_english_phrase_has_four_bounds(phrase: str, bounds: tuple[str, ...]) -> None:
    assert bounds_of(read_ownership(phrase)) == bounds


@pytest.mark.parametrize(("phrase", "bounds"), DUTCH.items())
def test_a_dutch_phrase_has_four_bounds(phrase: str, bounds: tuple[str, ...]) -> None:
    assert bounds_of(read_ownership(phrase, language="nl")) == bounds


@pytest.mark.parametrize("phrase", NOT_UNDERSTOOD)
def test_what_is_not_understood_has_no_bounds(phrase: str) -> None:
    dates = read_ownership(phrase)
    assert (dates.is_understood, bounds_of(dates), dates.in_words("nl")) == (False, ("",) * 4, phrase)


@pytest.mark.parametrize(("language", "day"), [("en", "05-11"), ("en-GB", "11-05"), ("nl-BE", "11-05"), ("fr", "")])
def test_the_order_of_numeric_days_follows_the_language(language: str, day: str) -> None:
    assert read_ownership("5/11/1934", language=language).botb == (f"1934-{day}" if day else "")


def test_the_days_between_which_something_was_owned() -> None:
    dates = read_ownership("sometime between 1995 and May 1996 until at least 1998")
    assert dates.earliest_possible == date(1995, 1, 1)
    assert dates.earliest_definite == date(1996, 5, 31)
    assert dates.latest_definite == date(1998, 1, 1)
    assert dates.latest_possible is None


@pytest.mark.parametrize(
    ("clause", "written", "rest"),
    [
        ("Janet Fleisher Gallery, Philadelphia, until 1967", "until 1967", "Janet Fleisher Gallery, Philadelphia"),
        ("John Doe, Ghent by 1901 until at least 1929;", "by 1901 until at least 1929", "John Doe, Ghent"),
        ("gift to Museum, October 17, 1956.", "October 17, 1956", "gift to Museum"),
        ("geschenk van J. Bos, 's-Gravenhage, vóór mei 1940", "vóór mei 1940", "geschenk van J. Bos, 's-Gravenhage"),
        ("1930?", "1930?", ""),
        ("Ernst May, 1928", "1928", "Ernst May"),
        ("Herbert L. May, 1928", "1928", "Herbert L. May"),
        ("gift, May 1928", "May 1928", "gift"),
        ("bought in Palo Alto, CA. on 8/18/1976", "on 8/18/1976", "bought in Palo Alto, CA."),
        ("John Doe, Palo Alto, CA, 1961 until 1962", "1961 until 1962", "John Doe, Palo Alto, CA"),
        ("John Doe, Palo Alto, CA 1961", "1961", "John Doe, Palo Alto, CA"),
        ("John Doe, Ghent - up to 1954", "up to 1954", "John Doe, Ghent -"),
    ],
)
def test_the_longest_phrase_is_taken_off_the_end_of_a_clause(clause: str, written: str, rest: str) -> None:
    dates, before = find_dates(clause, language="nl")
    assert (dates.written, before, dates.is_understood) == (written, rest, True)


@pytest.mark.parametrize(
    "clause",
    [
        "John Doe, Ghent", "sold, no. 1482", "lot 1856", "John Doe [1856-1930]", "X, 1904 or 1905", "sold for $1500",
        "Childe Roe (1859-1935", "J. Doe until it was accessioned on March 28, 1963", "Lugt 1474", "",
    ],
)  # fmt: skip
def test_a_number_that_may_be_no_date_is_left_in_the_clause(clause: str) -> None:
    dates, rest = find_dates(clause)
    assert (dates, rest) == (OwnershipDates(), clause)


PIECES = st.sampled_from(
    "1650 1995 2004 880 400 17XX 169x 1950s the in on by before after until till to sometime between and at least "
    "c. ca. circa probably ? (?) - – , May 5 12 mei 19th century 17e eeuw BCE v.Chr. CE early late mid- first half of "
    "quarter begin eind midden de jaren vijftig vóór tot en met na uiterlijk tussen spring winter or later".split()
)


@given(
    st.lists(PIECES, max_size=9).map(" ".join),
    st.sampled_from(["en", "nl", "en-GB"]),
    st.sampled_from(list(Convention)),
)
def test_what_is_understood_is_read_from_its_own_words_again(
    phrase: str, language: str, convention: Convention
) -> None:
    dates = read_ownership(phrase, language=language, convention=convention)
    for tongue in ("en", "nl"):
        again = read_ownership(dates.in_words(tongue), language=language, convention=convention)
        assert bounds_of(again) == bounds_of(dates)


@given(*(st.sampled_from([*ENGLISH, *DUTCH]),) * 2, st.sampled_from([" ", " until ", " tot ", ", ", "-"]))
def test_phrases_put_together_are_read_from_their_own_words_again(first: str, last: str, joint: str) -> None:
    dates = read_ownership(first + joint + last)
    assert bounds_of(read_ownership(dates.in_words("en"))) == bounds_of(dates)
    assert bounds_of(read_ownership(dates.in_words("nl"), language="nl")) == bounds_of(dates)


@given(st.text(max_size=30))
def test_no_word_of_a_clause_is_lost(clause: str) -> None:
    dates, rest = find_dates(clause)
    assert (rest + dates.written).replace(" ", "") in "".join(clause.split()) or dates.written == ""
