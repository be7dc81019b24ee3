"""A curator works while an import runs: whoever comes first stands, and the import follows what stands then."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from polyvocal import publishing
from polyvocal.importers.models import Outcome, SourceText
from polyvocal.importers.runs import chunks
from polyvocal.models import Text
from polyvocal.publishing import Actor
from tests.factories import assert_one_current_edition, make_content
from tests.importers.archive import outcome_of, texts_of, words_of
from tests.importers.exports import imported, label, record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.importers]

NOOR = Actor.system("Noor")


def _elsewhere(step: Callable[[], Any]) -> None:
    """Take a step on another connection and wait until it is committed."""

    def take() -> None:
        try:
            step()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as others:
        others.submit(take).result(30)


def _between_planning_and_writing(monkeypatch: pytest.MonkeyPatch, step: Callable[[], Any]) -> None:
    """Let somebody take a step, once, when a chunk has been planned and nothing is written yet."""
    decided = chunks.Chunks.decided
    left = [step]

    def decided_then(self: chunks.Chunks, chunk: Any) -> Any:
        made = decided(self, chunk)
        while left:
            _elsewhere(left.pop())
        return made

    monkeypatch.setattr(chunks.Chunks, "decided", decided_then)


def _supersede(text: Text, words: str) -> None:
    publishing.supersede(Text.objects.get(pk=text.pk), NOOR, content=make_content(words), reason="Better.")


def test_what_a_curator_publishes_while_the_import_plans_is_not_superseded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, record("1", label("Old.")), record("2", label("Other.")))
    (text,) = texts_of("1")
    _between_planning_and_writing(monkeypatch, lambda: _supersede(text, "Noor's."))
    tally = imported(tmp_path, record("1", label("New.")), record("2", label("Newer.")))
    assert words_of(text) == ["Old.", "Noor's."]
    assert_one_current_edition(text)
    assert (SourceText.objects.get(text=text).offered_words, outcome_of("1").outcome) == ("New.", Outcome.CONFLICT)
    assert words_of(texts_of("2")[0]) == ["Other.", "Newer."]
    assert tally.outcomes == {Outcome.CONFLICT: 1, Outcome.UPDATE: 1}


def test_what_a_curator_withdraws_while_the_import_plans_stays_withdrawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, record("1", label("Old.")))
    (text,) = texts_of("1")
    edition = assert_one_current_edition(text)
    _between_planning_and_writing(monkeypatch, lambda: publishing.withdraw(edition, NOOR, reason="It hurts."))
    imported(tmp_path, record("1", label("New.")))
    assert words_of(text) == ["Old."]
    assert outcome_of("1").outcome == Outcome.CONFLICT
