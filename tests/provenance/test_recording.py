"""Events read anew continue those of the edition before."""

from polyvocal.provenance.recording import carried_over
from polyvocal.records import ProvenanceEventRecord


def _events(*clauses: str, known: bool = False) -> list[ProvenanceEventRecord]:
    def key(kind: str, clause: str) -> str:
        return f"{kind} {clause[0]}" if known else ""

    return [ProvenanceEventRecord(one, id=key("event", one), step=key("step", one)) for one in clauses]


def _keys(before, *clauses):
    return [one.id[-1:] for one in carried_over(_events(*before, known=True), _events(*clauses))]


def test_equal_clauses_keep_their_keys_whatever_stands_between():
    assert _keys(["Anna, Delft", "Bram, Hoorn"], "Anna, Delft", "Unknown dealer", "Bram, Hoorn.") == ["A", "", "B"]


def test_a_clause_that_was_mended_continues_the_one_at_its_place():
    assert _keys(["Anna, Delft, 1921", "Bram"], "Anna de Boer, Delft, 1921", "Bram") == ["A", "B"]


def test_a_clause_that_says_something_else_is_a_new_event():
    assert _keys(["Anna, Delft, 1921", "Bram"], "Confiscated by the occupier", "Bram") == ["", "B"]


def test_of_several_changed_clauses_the_order_is_kept():
    before = ["Anna, Delft, until 1921", "Bram, Hoorn, until 1935", "Cor"]
    assert _keys(before, "Anna, Delft, 1921", "Bram, Hoorn, 1935", "Cor") == ["A", "B", "C"]


def test_the_step_is_carried_over_with_the_key():
    (event,) = carried_over(_events("Anna", known=True), _events("Anna"))
    assert event.step == "step A"


def test_nothing_is_carried_over_from_nothing():
    assert carried_over([], _events("Anna")) == tuple(_events("Anna"))
