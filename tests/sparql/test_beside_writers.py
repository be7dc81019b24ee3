"""While somebody publishes and withdraws, an answer is of one state, and nothing withdrawn is in it."""

import json
import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from polyvocal import jobs, ledger, publishing, sparql
from tests.factories import ACTOR, make_edition, make_object, make_perspective, make_text

WORDS = 'SELECT ?words { GRAPH ?g { ?s ?p ?words } FILTER(STRSTARTS(STR(?words), "Round ")) }'
ROUNDS = 4


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_an_answer_is_of_one_state_while_somebody_publishes_and_withdraws(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "start", lambda *_arguments: None)  # whoever asks next does what the job would
    obj = make_object()
    sides = [make_text(obj=obj, perspective=make_perspective()) for _side in range(2)]
    ledger.sweep()
    sparql.bring_up_to_date()
    withdrawn: list[str] = []
    is_read = [threading.Event() for _round in range(ROUNDS)]
    is_done = threading.Event()

    def publish() -> None:
        try:
            for number in range(ROUNDS):
                with transaction.atomic():
                    editions = [make_edition(one, f"Round {number} of {side}.") for side, one in enumerate(sides)]
                is_read[number].wait(60)
                with transaction.atomic():
                    for one in editions:
                        publishing.withdraw(one, ACTOR, reason="On request.")
                withdrawn.extend(one.words for one in editions)
        finally:
            connection.close()
            is_done.set()

    writer = threading.Thread(target=publish)
    writer.start()
    is_last = False
    while not is_last:
        is_last, gone = is_done.is_set(), set(withdrawn)
        answer = client.get("/sparql", {"query": WORDS}, headers={"Accept": "application/sparql-results+json"})
        assert answer.status_code in (200, 503), answer.content
        if answer.status_code == 503:
            is_last = False  # what stands holds what was withdrawn a moment ago, and another state is being made
            continue
        said = {row["words"]["value"] for row in json.loads(answer.content)["results"]["bindings"]}
        assert not said & gone
        found = [int(one.split(" ")[1]) for one in said]
        assert all(found.count(number) == 2 for number in found), said
        for number in found:
            is_read[number].set()
    writer.join()
    assert all(one.is_set() for one in is_read)
    assert len(withdrawn) == 2 * ROUNDS
    assert not said
