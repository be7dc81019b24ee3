"""Which images may be shown, and what IIIF makes of their addresses."""

import pytest

from polyvocal.image_addresses import is_manifest, is_on_the_web, is_server_path, is_shown, service_of, sized

SERVER_PATHS = [
    r"..\..\DAT\collectie\beeld\1.jpg", r"C:\collectie\1.jpg", r"\\server\share\1.jpg", "../../DAT/1.jpg", "file:///srv/1.jpg",
    r"https://museum.example/getcontent?value=..\..\DAT\1.jpg", "https://museum.example/get?value=../../DAT/1.jpg",
    "//server/share/1.jpg", "DAT/1.jpg", "1.jpg", "",
]  # fmt: skip


@pytest.mark.parametrize("address", SERVER_PATHS)
def test_a_path_on_a_server_is_never_shown(address: str) -> None:
    assert not is_shown(address)


@pytest.mark.parametrize(
    ("address", "from_a_source"),
    [
        ("https://a.example/1.jpg", True),
        ("http://a.example/1?x=y", True),
        ("static:a/1.svg", True),
        ("/media/1.jpg", False),
    ],
)
def test_an_address_on_the_web_or_on_this_site_is_shown(address: str, from_a_source: bool) -> None:
    assert (is_shown(address), is_on_the_web(address)) == (True, from_a_source)


@pytest.mark.parametrize("words", [*SERVER_PATHS[:5], "./a b.pdf"])
def test_words_that_are_but_a_path_are_no_text(words: str) -> None:
    assert is_server_path(words)
    assert not is_server_path(f"See {words}")


BASE = "https://iiif.example/image/2/abc%2Fd"


@pytest.mark.parametrize(
    ("address", "service"),
    [
        (f"{BASE}/info.json", BASE),
        (f"{BASE}/full/max/0/default.jpg", BASE),
        (f"{BASE}/full/600,/0/default.jpg", BASE),
        (f"{BASE}/pct:0,0,50,50/!200,200/!90/gray.png", BASE),
        (f"{BASE}/full.jpg", ""),
        ("https://a.example/1.jpg", ""),
    ],
)
def test_a_image_service_is_known_by_its_addresses(address: str, service: str) -> None:
    assert service_of(address) == service


def test_an_image_is_made_smaller_only_by_a_service() -> None:
    assert sized("https://a.example/1.jpg", "", within=400) == "https://a.example/1.jpg"
    assert sized("x", BASE, within=400) == f"{BASE}/full/!400,400/0/default.jpg"


def test_a_manifest_is_no_image() -> None:
    assert is_manifest("https://iiif.example/presentation/7/manifest.json")
    assert not is_manifest(f"{BASE}/info.json")
