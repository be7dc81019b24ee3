"""What is uploaded is kept whole and out of reach; what is not to be trusted is refused and leaves nothing behind."""

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from polyvocal.exceptions import UploadError
from polyvocal.importers.intake import keep_profile, keep_upload, let_go, upload_named, uploads
from polyvocal.importers.intake.allowances import MOST_FILES

pytestmark = pytest.mark.importers


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_STORE": str(tmp_path / "store")}
    return tmp_path / "store"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Return a .zip of these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def _link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def _keep(*files: tuple[str, bytes]) -> Any:
    return keep_upload([SimpleUploadedFile(name, content) for name, content in files], by="Noor")


def _kept_files(store: Path) -> list[Path]:
    return [one for one in store.rglob("*") if one.is_file()]


def test_files_are_kept_as_they_came_for_the_sites_own_account_alone(store: Path) -> None:
    upload = _keep(("a.xml", b"<a/>"), ("b.xml", b"<b/>"))
    assert (upload.path / "a.xml").read_bytes() == b"<a/>"
    assert [upload_named(one.token) for one in uploads()] == [upload]
    modes = {stat.S_IMODE(one.stat().st_mode) for one in store.rglob("*") if one.is_dir()}
    assert modes == {0o700}
    assert stat.S_IMODE((upload.path / "a.xml").stat().st_mode) == 0o600
    let_go(upload)
    assert uploads() == []
    with pytest.raises(UploadError, match="no longer kept"):
        upload_named(upload.token)


def test_one_file_is_read_as_a_file_and_a_zipped_folder_from_within() -> None:
    assert _keep(("export.xml", b"<a/>")).path.name == "export.xml"
    inner = _keep(("tms.zip", zipped(("tms/Objects.csv", b"ObjectID"), ("tms/sub/Titles.csv", b"ObjectID"))))
    assert inner.path.name == "tms"
    assert sorted(inner.names) == ["tms/Objects.csv", "tms/sub/Titles.csv"]


def test_what_a_desktop_adds_is_passed_over_and_what_is_no_export_is_named() -> None:
    upload = _keep(
        ("a.zip", zipped(("a.xml", b"<a/>"), ("__MACOSX/._a.xml", b"x"), (".DS_Store", b"x"), ("a.jpg", b"x")))
    )
    assert (list(upload.names), list(upload.left_out)) == (["a.xml"], ["a.jpg"])


HOSTILE = {
    "a way up": (zipped(("../out.xml", b"<a/>")), "a place outside"),
    "a way up within": (zipped(("a/../../out.xml", b"<a/>")), "a place outside"),
    "an absolute path": (zipped(("/tmp/out.xml", b"<a/>")), "a place outside"),
    "a way up as Windows writes it": (zipped(("..\\out.xml", b"<a/>")), "a place outside"),
    "a drive": (zipped(("C:out.xml", b"<a/>")), "a place outside"),
    "a link": (zipped((_link("a.xml"), b"/etc/passwd")), "a link"),
    "an archive within": (zipped(("in.zip", zipped(("a.xml", b"<a/>")))), "another archive"),
    "a name that is too long": (zipped(("a" * 300 + ".xml", b"<a/>")), "too long"),
    "a sign that cannot be seen": (zipped(("a\x1b[2J.xml", b"<a/>")), "a place outside"),
    "the same name twice": (zipped(("A/a.xml", b"<a/>"), ("A/./a.xml", b"<b/>")), "twice"),
    "nothing to read": (zipped(("a.jpg", b"x")), "no file that can be read"),
    "nothing at all": (zipped(), "no file that can be read"),
    "an empty file": (zipped(("a.xml", b"")), "is empty"),
    "no .zip": (b"PK\x03\x04 no more", "no .zip"),
    "a file as folder": (zipped(("a.xml", b"<a/>"), ("a.xml/b.xml", b"<b/>")), "no .zip|twice"),
    "too many files": (zipped(*((f"{at}.xml", b"<a/>") for at in range(MOST_FILES + 1))), "at most"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_and_leaves_nothing(name: str, store: Path) -> None:
    content, told = HOSTILE[name]
    with pytest.raises(UploadError, match=told):
        _keep(("export.zip", content))
    assert _kept_files(store) == []
    assert uploads() == []


def test_a_bomb_is_stopped_by_what_it_unpacks_to_whatever_it_declares(settings: Any, store: Path) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_LARGEST_UPLOAD": 1_000_000}
    bomb = zipped(("a.xml", b"\0" * 50_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(UploadError, match="at most 1 MB"):
        _keep(("export.zip", bomb))
    small = (50_000_000).to_bytes(4, "little")
    with pytest.raises(UploadError):
        _keep(("export.zip", bomb.replace(small, (10).to_bytes(4, "little"))))
    assert _kept_files(store) == []


def test_an_encrypted_zip_is_refused() -> None:
    content = bytearray(zipped(("a.xml", b"<a/>")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UploadError, match="encrypted"):
        _keep(("export.zip", bytes(content)))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.exe", b"MZ", "is no export"),
        ("a.tar.gz", b"x", "is no export"),
        ("a.xml", b"", "is empty"),
        ("nothing", b"x", "is no export"),
    ],
)
def test_what_is_no_export_is_refused(name: str, content: bytes, told: str, store: Path) -> None:
    with pytest.raises(UploadError, match=told):
        _keep(("good.xml", b"<a/>"), (name, content))
    assert _kept_files(store) == []


def test_a_name_stays_within_its_folder_and_within_what_a_disk_takes(store: Path) -> None:
    upload = _keep(("ë" * 240 + ".xml", b"<a/>"))
    assert upload.path.suffix == ".xml"
    assert len(upload.path.name.encode()) <= 200
    assert upload.path.is_relative_to(store)
    with pytest.raises(UploadError, match="twice"):
        _keep(("a.xml", b"<a/>"), ("a.xml", b"<b/>"))


@pytest.mark.parametrize("token", ["", "..", "../uploads", "20260101-000000-zzzzzzzz", "20260101-000000-00000000"])
def test_an_upload_is_found_by_its_token_alone(token: str) -> None:
    with pytest.raises(UploadError):
        upload_named(token)


def test_without_a_store_nothing_is_kept(settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_STORE": ""}
    assert uploads() == []
    with pytest.raises(UploadError, match="IMPORT_STORE"):
        _keep(("a.xml", b"<a/>"))


def test_a_profile_is_kept_under_a_harmless_name(store: Path) -> None:
    path = keep_profile(SimpleUploadedFile("our museum;.toml", b"name = 'x'"))
    assert path.parent == store / "profiles"
    assert path.name.startswith("our-museum-")
    with pytest.raises(UploadError, match="toml"):
        keep_profile(SimpleUploadedFile("profile.py", b"x"))
