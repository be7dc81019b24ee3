"""Addresses are taken apart without giving anything away."""

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import checked, is_address, is_allowed, is_database, may_lead, redacted

HOSTS = ["opac.example.org", "test.example.org:8080"]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://opac.example.org/wwwopac.ashx", True),
        ("http://OPAC.example.org/x", True),
        ("http://test.example.org:8080/x", True),
        ("http://test.example.org/x", False),
        ("https://opac.example.org:8443/x", False),
        ("https://opac.example.org.evil.example/x", False),
        ("https://evil.example/opac.example.org", False),
        ("https://opac.example.org@evil.example/x", False),
        ("https://noor:pass@opac.example.org/x", False),
        ("https://evil.example\\@opac.example.org/x", False),
        ("https://opac.example.org/x?key=${SECRET_KEY}", False),
        ("ftp://opac.example.org/x", False),
        ("file:///etc/passwd", False),
        ("http://127.0.0.1/x", False),
        ("http://opac.example.org:port/x", False),
        ("opac.example.org/x", False),
        ("http:///x", False),
        ("", False),
    ],
)
def test_only_hosts_that_were_named_are_open_to_the_admin(address: str, allowed: bool) -> None:
    assert is_allowed(address, HOSTS) is allowed


def test_no_host_is_open_unless_named() -> None:
    assert not is_allowed("https://opac.example.org/x", [])


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        ("http://a.example/x", "https://a.example/y", True),
        ("http://a.example:8080/x", "https://a.example/y", True),
        ("https://a.example/x", "https://a.example/y?z=1", True),
        ("https://a.example/x", "http://a.example/y", False),
        ("http://a.example/x", "http://b.example/x", False),
        ("http://a.example/x", "https://b.example/x", False),
        ("http://a.example/x", "http://a.example:6379/x", False),
        ("http://a.example/x", "https://a.example:6379/x", False),
        ("http://a.example/x", "http://me@a.example/x", False),
        ("http://a.example/x", "ftp://a.example/x", False),
    ],
)
def test_where_a_redirect_may_lead(before: str, after: str, follows: bool) -> None:
    assert may_lead(before, after) is follows


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/x?database=collect&search=all", "https://a.example/x?database=collect&search=all"),
        ("https://me:pw@a.example/x", "https://***@a.example/x"),
        ("https://a.example/x?apiKey=1234&q=a", "https://a.example/x?apiKey=***&q=a"),
        ("https://a.example/x?token=${T}", "https://a.example/x?token=${T}"),
        ("https://a.example/x?resumptionToken=a1", "https://a.example/x?resumptionToken=a1"),
    ],
)
def test_keys_and_passwords_are_not_shown(address: str, shown: str) -> None:
    assert redacted(address) == shown


@pytest.mark.parametrize("given", ["http://", "http://[::1", "http://a.example:port/x", "http:///x"])
def test_what_only_looks_like_an_address_is_said(given: str) -> None:
    with pytest.raises(SourceError) as caught:
        checked(given)
    assert caught.value.problem == "no-address"


def test_the_web_and_databases_have_addresses_and_files_have_none() -> None:
    assert is_address("HTTPS://a.example/x")
    assert not is_database("HTTPS://a.example/x")
    assert not is_address("exports/https.xml")
    assert is_address("sqlite:///x")
    assert is_database("sqlite:///x")
    assert not is_allowed("postgresql://db.example:5432/tms", ["db.example:5432"])
