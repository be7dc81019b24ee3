"""Folders of the server are walked and never left."""

from pathlib import Path
from typing import Any

import pytest

from polyvocal.exceptions import UploadError
from polyvocal.importers.intake import listing, path_at, roots

pytestmark = pytest.mark.importers


@pytest.fixture
def exports(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "exports"
    (folder / "nightly").mkdir(parents=True)
    (folder / "nightly" / "all.xml").write_text("<a/>")
    (folder / "readme.md").write_text("no export")
    (folder / ".hidden.xml").write_text("<a/>")
    (tmp_path / "secret.xml").write_text("<a/>")
    (folder / "out").symlink_to(tmp_path)
    (folder / "secret.xml").symlink_to(tmp_path / "secret.xml")
    (folder / "latest.xml").symlink_to(folder / "nightly" / "all.xml")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_FOLDERS": [str(tmp_path / "absent"), str(folder)]}
    return folder


def test_what_can_be_read_is_listed_and_links_only_within(exports: Path) -> None:
    assert [(one.place, one.name) for one in roots()] == [("1", "exports")]
    found = listing("1")
    assert [(one.place, one.is_folder) for one in found.entries] == [("1/nightly", True), ("1/latest.xml", False)]
    inner = listing("1/nightly")
    assert [one.name for one in inner.trail] == ["exports"]
    assert path_at(inner.entries[0].place) == exports / "nightly" / "all.xml"


@pytest.mark.parametrize(
    "place",
    [
        "", "0", "2", "-1", "x", "1/..", "1/../secret.xml", "1/nightly/../../secret.xml", "1//etc/passwd",
        "1/out/secret.xml", "1/secret.xml", "1/.hidden.xml", "1/nothing", "1/./nightly", "1/a\0b",
        "1/nightly\\..", "1/", "²",
    ],
)  # fmt: skip
def test_every_way_out_is_refused(exports: Path, place: str) -> None:
    with pytest.raises(UploadError):
        path_at(place)


def test_a_file_is_no_folder_to_list(exports: Path) -> None:
    with pytest.raises(UploadError):
        listing("1/latest.xml")
