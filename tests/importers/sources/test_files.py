"""A path is a file or a folder of XML files."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import files_in, size_of


def test_a_folder_gives_its_xml_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.xml", "a.XML", "notes.txt"):
        (tmp_path / name).write_text("12345")
    (tmp_path / "c.xml").mkdir()
    assert [path.name for path in files_in(tmp_path)] == ["a.XML", "b.xml"]
    assert size_of(files_in(tmp_path)) == 10


def test_a_folder_without_xml_and_a_missing_path_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as empty:
        files_in(tmp_path)
    with pytest.raises(SourceError) as missing:
        files_in(tmp_path / "gone.xml")
    assert [empty.value.problem, missing.value.problem] == ["empty-folder", "missing"]
