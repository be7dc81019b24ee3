"""Harvesters in use harvest everything over HTTP, while a curator works in another process."""

import subprocess
import sys
import time
import warnings
from collections import Counter
from datetime import UTC, datetime, timedelta

import oaipmh_scythe
import oaipmh_scythe.exceptions
import pytest
from lxml import etree

from polyvocal import ledger, publishing
from polyvocal.models import Announcement
from polyvocal.object_model import adapter
from tests.factories import ACTOR, make_edition, make_object, make_statement, make_text
from tests.harvesting.oai_answers import OAI
from tests.harvesting.writers import writing

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of Python, about an expression in it
    import sickle.oaiexceptions

OBJECTS = 40
STEPS = 80
NONE = (sickle.oaiexceptions.NoRecordsMatch, oaipmh_scythe.exceptions.NoRecordsMatch)


@pytest.fixture
def repository(live_server, settings):
    """The address of a repository of forty objects, five on a page."""
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": live_server.url, "OAI_PAGE_SIZE": 5,
                          "OAI_NAMESPACE": "museum.example.org"}  # fmt: skip
    for number in range(OBJECTS):
        make_edition(make_text(make_object(identifier=f"object-{number:03}")), f"First words about object {number}.")
    return f"{live_server.url}/oai"


def _by_sickle(address, **given):
    yield from sickle.Sickle(address).ListRecords(metadataPrefix="oai_dc", **given)


def _by_scythe(address, **given):
    with oaipmh_scythe.Scythe(address) as scythe:
        yield from scythe.list_records(metadata_prefix="oai_dc", from_=given.get("from"))


CLIENTS = {"sickle": _by_sickle, "scythe": _by_scythe}


class Aggregator:
    """Keeps what it harvested: each time all that changed since the time before."""

    def __init__(self, client, address):
        self.client, self.address = CLIENTS[client], address
        self.records, self.given = {}, Counter()
        self.since = ""

    def harvest(self):
        """Harvest what changed since the last harvest began; return how often each record came."""
        began = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        given, selecting = Counter(), {"from": self.since} if self.since else {}
        try:
            for record in self.client(self.address, **selecting):
                identifier = record.header.identifier.rpartition(":")[2]
                given[identifier] += 1
                self.records[identifier] = None if record.header.deleted else _said(record.xml)
        except NONE:
            pass
        self.since = began
        return given


def _said(record):
    # Through a string: what lies about an element is not its own.
    return etree.tostring(etree.fromstring(etree.tostring(record.find(f"{OAI}metadata"), method="c14n")), method="c14n")


def _public_now(address):
    """Return what the repository says of every object that is public, harvested when nobody writes any more."""
    return {
        record.header.identifier.rpartition(":")[2]: None if record.header.deleted else _said(record.xml)
        for record in _by_sickle(address)
    }


@pytest.mark.parametrize("client", CLIENTS)
def test_a_harvester_misses_nothing_while_a_curator_works(client, repository):
    aggregator = Aggregator(client, repository)
    harvests = 0
    with writing(STEPS) as still_works:
        assert sum(aggregator.harvest().values()) >= OBJECTS
        while still_works(harvests < 2):
            harvests += 1
            aggregator.harvest()
    aggregator.harvest()
    visible = {adapter().identifier(obj) for obj in adapter().visible()}
    standing = {identifier for identifier, said in aggregator.records.items() if said is not None}
    assert standing == visible
    assert [one for one in aggregator.records.values() if one is None], "nothing was hidden meanwhile"
    assert aggregator.records == _public_now(repository)


@pytest.mark.parametrize("client", CLIENTS)
def test_where_nobody_writes_every_record_comes_once_and_then_none(client, repository):
    aggregator = Aggregator(client, repository)
    given = aggregator.harvest()
    assert len(given) == OBJECTS
    assert set(given.values()) == {1}
    # The second in which they were told has to pass, for a period has both its ends.
    while datetime.now(UTC) < ledger.latest_moment() + timedelta(seconds=1):
        time.sleep(0.1)
    aggregator.since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert aggregator.harvest() == Counter()


@pytest.mark.parametrize("client", CLIENTS)
def test_a_withdrawal_and_a_deletion_reach_who_harvests_by_date(client, repository):
    withdrawn, hidden = make_edition(make_text(make_object(identifier="withdrawn")), "Words to go."), make_object()
    aggregator = Aggregator(client, repository)
    aggregator.harvest()
    publishing.withdraw(withdrawn, ACTOR, reason="On request.")
    identifier = adapter().identifier(hidden)
    if hasattr(hidden, "is_public"):
        hidden.is_public = False
        hidden.save()
    else:
        hidden.delete()
    assert b"Words to go." in aggregator.records["withdrawn"]
    given = aggregator.harvest()
    assert given["withdrawn"] == given[identifier] == 1
    assert b"Words to go." not in aggregator.records["withdrawn"]
    assert aggregator.records[identifier] is None


@pytest.mark.shared
@pytest.mark.once
def test_all_verbs_and_tokens_fit_the_schema(repository, shared):
    make_statement()
    gone = make_object()
    ledger.sweep()
    gone.delete() if not hasattr(gone, "is_public") else adapter().model.objects.filter(pk=gone.pk).update(
        is_public=False
    )
    script = shared / "validators/oai-pmh-xsd/validate.py"
    verdict = subprocess.run([sys.executable, script, repository], capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout
    assert f"records {OBJECTS + 2}" in verdict.stdout
    assert "FAIL" not in verdict.stdout
    assert Announcement.objects.filter(is_gone=True).count() == 1


@pytest.mark.shared
@pytest.mark.once
@pytest.mark.parametrize(("prefix", "judge"), [("edm", "edm-xsd"), ("lido", "lido-xsd")])
def test_what_the_records_hold_fits_the_schemas_of_their_formats(prefix, judge, repository, shared, tmp_path):
    make_statement(obj=make_object(identifier="stated"))
    paths = []
    for record in sickle.Sickle(repository).ListRecords(metadataPrefix=prefix):
        held = record.xml.find(f"{OAI}metadata")
        if held is not None:
            paths.append(tmp_path / f"{len(paths):03}.xml")
            paths[-1].write_bytes(etree.tostring(held[0]))
    assert paths
    script = shared / "validators" / judge / "validate.py"
    verdict = subprocess.run([sys.executable, script, *paths], capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout
