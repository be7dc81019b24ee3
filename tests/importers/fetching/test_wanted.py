"""What a profile needs of a database is told table by table."""

from polyvocal.importers.fetching.wanted import WantedTable, wanted_tables
from polyvocal.importers.profiles import RecordReader, load_profile

COLUMNS = {
    "objects": ["objectid", "accessionnum", "title", "medium", "locationid"],
    "objects_historical_data": ["datatype", "objectid", "displayorder", "forwardtext", "title", "remarks"],
    "objects_constituents": ["objectid", "constituentid", "displayorder", "roletype", "role", "zipcode"],
    "constituents": ["constituentid", "forwarddisplayname", "ulanid"],
}


def _wanted(name: str, columns: dict[str, list[str]]) -> dict[str, WantedTable]:
    profile = load_profile(name)
    assert profile.tables is not None
    return {one.name: one for one in wanted_tables(profile.tables, RecordReader(profile).leaves, columns.get)}


def test_renamed_columns_are_wanted_by_their_own_names() -> None:
    found = {name: one.chosen for name, one in _wanted("nga", COLUMNS).items()}
    assert found == {
        "objects": ["objectid", "accessionnum", "title", "medium"],
        "objects_historical_data": ["datatype", "objectid", "displayorder", "forwardtext", "remarks"],
        "objects_constituents": ["objectid", "constituentid", "displayorder", "roletype", "role"],
        "constituents": ["constituentid", "forwarddisplayname"],
    }


def test_a_row_is_wanted_where_one_use_of_its_table_keeps_it() -> None:
    both = WantedTable("TextEntries", ("TableID",), uses=[{"TableID": ("108",)}, {"TableID": ("49",)}])
    kept = [one for one in ("108", "49 ", "23", "") if both.keeps({"TableID": one})]
    assert kept == ["108", "49 "]
    assert WantedTable("Objects", (), uses=[{}, {"Shown": ("1",)}]).keeps({"Shown": "0"})
