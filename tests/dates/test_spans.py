"""Dates as museums write them, as EDTF, and the days between which they lie."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyvocal.dates import bounds, read_date

READINGS = {
    "1978": "1978",
    " 1978 ": "1978",
    "1978-05": "1978-05",
    "1978-05-31": "1978-05-31",
    "1978-00-00": "1978",
    "1978-??": "1978",
    "31-05-1978": "1978-05-31",
    "1.5.1978": "1978-05-01",
    "5 mei 1945": "1945-05-05",
    "5 May 1945": "1945-05-05",
    "1 mrt 1900": "1900-03-01",
    "oktober 2007": "2007-10",
    "ca. 1690": "1690~",
    "circa 1690": "1690~",
    "omstreeks 1690": "1690~",
    "c.1690": "1690~",
    "1690?": "1690?",
    "1690 (?)": "1690?",
    "1978-1995": "1978/1995",
    "1978 – 1995": "1978/1995",
    "ca. 1690 - 1700": "1690~/1700~",
    "17xx": "17XX",
    "169x": "169X",
    "18e eeuw": "17XX",
    "18de eeuw": "17XX",
    "18th century": "17XX",
    "21st century": "20XX",
    "1690~": "1690~",
    "2021-05-01/2022": "2021-05-01/2022",
    "2021/..": "2021/..",
    "2021/": "2021/",
    "3rd century": "02XX",
    "negentiende eeuw": "18XX",
    "late 18th century": "1767/1799",
    "begin jaren vijftig": "1950/1953",
    "the 1890s?": "189X?",
    "spring 1920": "1920-21",
    "800 BCE": "-0799",
    "4e eeuw v.Chr.": "-03XX",
    "in 1938": "1938",
    "by 1938": "/1938",
    "vóór mei 1940": "/1940-05",
    "in or before 1934": "/1934",
    "tot 1938": "../1938",
    "na 1945": "1945/",
    "as of 1950 until 1960": "/1960",
    "1925/26": "1925/1926",
    "sinds 1945": "1945/..",
    "1945-": "1945/..",
    "1898-9": "1898/1899",
    "June 12–17, 1882": "1882-06-12/1882-06-17",
    "tussen 1920 en 1930": "1920/1930",
    "late 18th–early 19th century": "1767/1833",
    "10/17/1990": "1990-10-17",
}
NOT_UNDERSTOOD = [
    "", "   ", "long ago", "1995-1978", "31 februari 1978", "45-05-1945", "5 brumaire 1799",
    "brumaire 1799", "1978-13", "1978 or 1979",
]  # fmt: skip
BOUNDS = {
    "1978": (date(1978, 1, 1), date(1978, 12, 31)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "1978-05-31": (date(1978, 5, 31), date(1978, 5, 31)),
    "1690~": (date(1690, 1, 1), date(1690, 12, 31)),
    "17XX": (date(1700, 1, 1), date(1799, 12, 31)),
    "169X": (date(1690, 1, 1), date(1699, 12, 31)),
    "1978/1995-06": (date(1978, 1, 1), date(1995, 6, 30)),
    "1690~/1700?": (date(1690, 1, 1), date(1700, 12, 31)),
    "17XX/1850": (date(1700, 1, 1), date(1850, 12, 31)),
    "17XX?": (date(1700, 1, 1), date(1799, 12, 31)),
    "1767/1799": (date(1767, 1, 1), date(1799, 12, 31)),
    "1920-21": (date(1920, 3, 1), date(1920, 6, 30)),
    "1920-24": (date(1919, 12, 1), date(1921, 3, 31)),
    "/1938": (None, date(1938, 12, 31)),
    "-0799": (None, None),
    "-03XX/0100": (None, date(100, 12, 31)),
    "1978/..": (date(1978, 1, 1), None),
    "1978/": (date(1978, 1, 1), None),
    "../1978": (None, date(1978, 12, 31)),
    "Y12000": (None, None),
}
NOT_EDTF = [
    "",
    "long ago",
    "-0000",
    "0000/0000",
    "1978-13",
    "2021-02-30",
    "0000",
    "1978-1X",
    "1995/1978",
    "1978-05/1977",
    "../..",
    "1/2/3",
]


@pytest.mark.parametrize(("written", "edtf"), READINGS.items())
def test_a_phrase_is_read(written, edtf):
    assert read_date(written).edtf == edtf
    assert bounds(edtf) is not None


@pytest.mark.parametrize("written", NOT_UNDERSTOOD)
def test_what_is_not_understood_stays_as_written(written):
    span = read_date(written)
    assert (span.as_written, span.edtf) == (written.strip(), "")


@pytest.mark.parametrize(("edtf", "days"), BOUNDS.items())
def test_edtf_has_an_earliest_and_a_latest_day(edtf, days):
    assert bounds(edtf) == days


@pytest.mark.parametrize("written", NOT_EDTF)
def test_what_is_not_edtf_has_no_bounds(written):
    assert bounds(written) is None


@given(st.one_of(st.text(max_size=20), st.text("0123456789-/~?%Xx.[]{},TZY ", max_size=14)))
def test_any_string_is_read_without_an_error(written):
    span = read_date(written)
    days = bounds(written)
    assert span.as_written == written.strip()
    assert span.edtf == "" or bounds(span.edtf) is not None
    if days and None not in days:
        assert days[0] <= days[1]
