"""Whatever is wrong with a request of OAI-PMH, the answer is the protocol's error and fits its schema."""

import random
import subprocess
import sys
from collections import Counter

import pytest
from lxml import etree

from polyvocal import ledger
from tests.factories import make_edition, make_object
from tests.harvesting.oai_answers import asked, errors_in, headers_in, token_in
from tests.harvesting.oai_requests import malformed

SEED = 20261121
COUNT = 500


@pytest.fixture
def wrong(db, client, settings):
    """Five hundred wrong requests, with the errors that they deserve."""
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OAI_PAGE_SIZE": 1}
    make_edition()
    make_object()
    ledger.sweep()
    answer = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    item = f"oai:127.0.0.1:{next(iter(headers_in(answer)))}"
    return list(malformed(COUNT, SEED, token=token_in(answer), item=item))


def test_five_hundred_malformed_requests_give_the_protocol_s_error_each(client, wrong):
    chance = random.Random(SEED)
    failed, counted = [], Counter()
    for query, expected in wrong:
        is_posted = chance.random() < 0.3
        form = {"content_type": "application/x-www-form-urlencoded"}
        response = client.post("/oai", query, **form) if is_posted else client.get(f"/oai?{query}")
        found = errors_in(etree.fromstring(response.content)) if response.status_code == 200 else [response.status_code]
        counted.update(found)
        if len(found) != 1 or found[0] not in expected:
            failed.append((query, expected, found))
    assert failed == []
    assert len(wrong) == COUNT
    assert set(counted) == {
        "badVerb", "badArgument", "badResumptionToken", "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch",
    }  # fmt: skip


def test_only_legal_arguments_are_repeated(client, wrong):
    for query, _expected in wrong:
        request = etree.fromstring(client.get(f"/oai?{query}").content)[1]
        code = errors_in(request.getparent())[0]
        assert not (code in ("badVerb", "badArgument") and request.attrib)
        assert request.text == "http://127.0.0.1:8000/oai"


@pytest.mark.shared
@pytest.mark.once
def test_every_error_fits_the_schema(client, wrong, shared, tmp_path):
    paths = []
    for number, (query, _expected) in enumerate(wrong):
        paths.append(tmp_path / f"{number:03}.xml")
        paths[-1].write_bytes(client.get(f"/oai?{query}").content)
    script = shared / "validators/oai-pmh-xsd/validate.py"
    verdict = subprocess.run([sys.executable, script, *paths], capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout[-2000:]
    assert verdict.stdout.count("ok  ") == COUNT
