"""Servers are asked politely, patiently, and never trusted."""

import gzip
import logging
import os
import socket
import time
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching import asking, manifest_of
from tests.importers.exports import record
from tests.importers.fetching.serving import PATIENT, Answer, Asked, api, fetched, in_turn, page, serving

pytestmark = pytest.mark.importers

GOOD = api([record("1"), record("2")])
WHOLE = page([record("1"), record("2")], hits=2)


@pytest.mark.parametrize(
    "first",
    [
        Answer(b"busy", status=503),
        Answer(b"slow down", status=429, headers={"Retry-After": "0"}),
        Answer(b"", status=502),
        Answer(WHOLE, delay=60),
        Answer(WHOLE, cut=len(WHOLE) // 2),
        Answer(WHOLE[: len(WHOLE) // 2]),
        Answer(b""),
        Answer(b"no gzip", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["503", "429", "502", "time-out", "truncated", "truncated unnoticed", "empty", "damaged gzip"],
)
def test_what_goes_wrong_once_is_tried_again_and_leaves_no_half_page(tmp_path: Path, first: Answer) -> None:
    manners = replace(PATIENT, silent_for=2) if first.delay else PATIENT
    with serving(in_turn(first, then=GOOD)) as museum:
        pages, _ = fetched(tmp_path, museum.address(), manners=manners)
    assert [one.read_bytes() for one in pages.iterdir()] == [WHOLE]
    assert [one.given["startfrom"] for one in museum.asked] == ["1", "1"]
    assert sorted(one.name for one in pages.parent.iterdir()) == ["manifest.json", "pages"]


@pytest.mark.parametrize("wish", ["1", "date"])
def test_a_server_that_says_when_to_come_back_is_obeyed(tmp_path: Path, wish: str) -> None:
    after = formatdate(time.time() + 2, usegmt=True) if wish == "date" else wish
    started = time.monotonic()
    with serving(in_turn(Answer(status=503, headers={"Retry-After": after}), then=GOOD)) as museum:
        fetched(tmp_path, museum.address())
    assert time.monotonic() - started >= 0.9


@pytest.mark.parametrize("after", ["86400", "0"])
def test_patience_has_an_end(tmp_path: Path, after: str) -> None:
    down = Answer(status=503, headers={"Retry-After": after})
    with serving(lambda _asked: down) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address())
    assert (caught.value.problem, "HTTP 503" in str(caught.value)) == ("unreachable", True)
    assert len(museum.asked) == (1 if after == "86400" else PATIENT.attempts)


def test_a_page_that_is_cut_off_each_time_ends_the_fetch(tmp_path: Path) -> None:
    with serving(lambda _asked: Answer(WHOLE[:-40])) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address())
    assert caught.value.problem == "broken-page"


def test_a_server_that_never_comes_to_an_end_is_left(tmp_path: Path) -> None:
    with serving(lambda _asked: Answer(WHOLE, drip=0.05)) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address(), manners=replace(PATIENT, attempts=1, page_within=0.2))
    assert (caught.value.problem, "did not come to an end" in str(caught.value)) == ("unreachable", True)


def test_who_waits_for_a_server_that_drips_says_that_it_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_SIGN_OF_LIFE", 0)
    lives: list[int] = []
    with serving(lambda _asked: Answer(b"<adlibXML/>", drip=0.01)) as museum:
        asker = asking.Asker(PATIENT, alive=lambda: lives.append(1))
        asker.page(museum.address(), tmp_path / "page", lambda path: path, number=1)
    assert (tmp_path / "page").read_bytes() == b"<adlibXML/>"
    assert len(lives) > 1


def test_nobody_there_is_said(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # held, so that nobody else comes to listen there
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/wwwopac.ashx"
        with pytest.raises(SourceError) as caught:
            fetched(tmp_path, address, manners=replace(PATIENT, attempts=2))
    assert caught.value.problem == "unreachable"


def test_no_more_questions_a_second_than_agreed(tmp_path: Path) -> None:
    started = time.monotonic()
    with serving(api([record(str(at)) for at in range(1, 5)])) as museum:
        fetched(tmp_path, museum.address("/wwwopac.ashx?limit=1"), manners=replace(PATIENT, rate=10))
    assert len(museum.asked) == 4
    assert time.monotonic() - started >= 0.3


def test_a_small_packet_cannot_fill_the_disk(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<adlibXML>" + b" " * 50_000_000)
    manners = replace(PATIENT, most_bytes=1_000_000)
    packed = Answer(bomb, headers={"Content-Encoding": "gzip"})
    with serving(lambda _asked: packed) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address(), manners=manners)
    assert (len(bomb) < 100_000, caught.value.problem, len(museum.asked)) == (True, "too-large", 1)
    assert sum(one.stat().st_size for one in tmp_path.rglob("*") if one.is_file()) < 10_000


def test_a_redirect_is_followed_on_the_same_host_and_nowhere_else(tmp_path: Path) -> None:
    def moving(asked: Asked) -> Answer:
        if asked.path == "/old/wwwopac.ashx":
            return Answer(
                status=301, headers={"Location": f"/new/wwwopac.ashx?startfrom={asked.given['startfrom']}&limit=9"}
            )
        return GOOD(asked)

    with serving(moving) as museum, serving(GOOD) as other:
        pages, _ = fetched(tmp_path, museum.address("/old/wwwopac.ashx"))
        assert len(list(pages.iterdir())) == 1
        astray = in_turn(then=lambda _asked: Answer(status=302, headers={"Location": other.address()}))
        with serving(astray) as leading, pytest.raises(SourceError) as caught:
            fetched(tmp_path, leading.address())
    assert (caught.value.problem, other.asked) == ("redirected", [])


def test_a_circle_of_redirects_ends(tmp_path: Path) -> None:
    circle = Answer(status=302, headers={"Location": "/api/wwwopac.ashx"})
    with serving(lambda _asked: circle) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address())
    assert (caught.value.problem, len(museum.asked)) == ("redirected", 5)


def test_the_server_learns_who_asks(tmp_path: Path) -> None:
    with serving(GOOD) as museum:
        fetched(tmp_path, museum.address())
    assert museum.asked[0].headers["User-Agent"] == "polyvocal/tests (+http://localhost)"


def test_keys_reach_the_server_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setenv("MUSEUM_KEY", "s3cr&t")
    monkeypatch.setenv("MUSEUM_TOKEN", "t0ken")
    manners = replace(PATIENT, headers={"127.0.0.1": {"Token": "${MUSEUM_TOKEN}"}, "other.example.org": {"X": "y"}})
    refusal = Answer(b"No: s3cr&t t0ken s3cr%26t hunter22", status=403)
    with serving(in_turn(GOOD, then=lambda _asked: refusal)) as museum:
        address = museum.address("/wwwopac.ashx?apikey=${MUSEUM_KEY}&limit=1&password=hunter22")
        with pytest.raises(SourceError) as caught:
            fetched(tmp_path, address, manners=manners)
    first = museum.asked[0]
    assert (first.given["apikey"], first.given["password"], first.headers["Token"]) == ("s3cr&t", "hunter22", "t0ken")
    assert "X" not in first.headers
    (manifest,) = tmp_path.rglob("manifest.json")
    said = f"{caught.value} {caught.value.source} {manifest.read_text()} {caplog.text}"
    for secret in ("s3cr", "t0ken", "hunter22"):
        assert secret not in said
    assert "apikey=${MUSEUM_KEY}" in caught.value.source


def test_an_account_in_the_address_is_used_and_never_shown(tmp_path: Path) -> None:
    with serving(in_turn(GOOD, then=GOOD)) as museum:
        pages, _ = fetched(tmp_path, museum.address().replace("http://", "http://noor:hunter22@"))
    found = manifest_of(pages)
    assert found is not None
    assert museum.asked[0].headers["Authorization"].startswith("Basic ")
    assert found.address.startswith("http://***@127.0.0.1:")


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    assert "NO_SUCH_KEY" not in os.environ
    with pytest.raises(SourceError) as caught:
        fetched(tmp_path, "http://127.0.0.1:9/wwwopac.ashx?apikey=${NO_SUCH_KEY}")
    assert (caught.value.problem, str(caught.value)) == ("no-variable", "${NO_SUCH_KEY}")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with serving(GOOD) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path / "store", museum.address())
    assert caught.value.problem == "no-store"


def test_somebody_who_waits_hears_that_it_goes_on_and_may_stop_it(tmp_path: Path) -> None:
    def stop(_progress: object) -> None:
        raise KeyboardInterrupt

    with serving(GOOD) as museum:
        with pytest.raises(KeyboardInterrupt):
            fetched(tmp_path, museum.address(), told=stop)
        pages, _ = fetched(tmp_path, museum.address())
    assert len(list(tmp_path.iterdir())) == 1
    assert len(list(pages.iterdir())) == 1
