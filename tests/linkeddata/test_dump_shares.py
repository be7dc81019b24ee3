"""A dump that several processes write is the dump that one writes, whoever does what and whoever dies."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from polyvocal import publishing
from polyvocal.linkeddata import dump_shares
from polyvocal.linkeddata.dump_parts import Order, Parts
from polyvocal.linkeddata.dump_shares import help_dump
from polyvocal.linkeddata.dumps import Dump, Help, write_dump
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.models import Edition
from polyvocal.object_model import adapter
from tests.factories import ACTOR, make_edition

pytestmark = pytest.mark.django_db

OBJECTS, PART = 7, 2


class BrokenOffError(Exception):
    """Stands for whatever ends a process early."""


@pytest.fixture(autouse=True)
def editions(monkeypatch: pytest.MonkeyPatch) -> list[Edition]:
    monkeypatch.setattr(dump_shares, "WAIT", 0)
    found = [make_edition(words=f"Words of number {number}.") for number in range(OBJECTS)]
    return sorted(found, key=lambda one: one.text.obj_id)


def _order(name: str = "nq", *, is_compressed: bool = False, part: int = PART) -> Order:
    return Order(LINKED_ART, LINKED_ART.formats[name], is_compressed=is_compressed, part=part)


def _written(folder: Path, order: Order, helped: Help | None, progress: Callable[[], object] = lambda: None) -> Dump:
    return write_dump(
        folder, order.profile, order.written_as, is_compressed=order.is_compressed, part=order.part, helped=helped,
        progress=progress,
    )  # fmt: skip


def _helped_by(*does: Callable[[], object]) -> Help:
    """Return help that does this as soon as it is asked."""
    return Help(lambda _parts: [do() for do in does])


def _broken_off_at(number: int) -> Callable[[], None]:
    steps = iter(range(1, number))

    def passed() -> None:
        if next(steps, None) is None:
            raise BrokenOffError

    return passed


def _assert_as_from_one(made: Dump, order: Order, folder: Path) -> None:
    alone = _written(folder / "alone", order, None)
    assert made.path.read_bytes() == alone.path.read_bytes()
    assert (made.counts, made.distribution.statements) == (alone.counts, alone.distribution.statements)
    assert sorted(one.name for one in made.path.parent.iterdir() if one.name != "alone") == sorted(
        one.name for one in alone.path.parent.iterdir()
    )


@pytest.mark.once
@pytest.mark.parametrize("is_compressed", [False, True])
@pytest.mark.parametrize("name", sorted(LINKED_ART.formats))
def test_what_a_helper_wrote_is_taken_over(tmp_path: Path, name: str, is_compressed: bool) -> None:
    order, helped, passed = _order(name, is_compressed=is_compressed), [], []
    asked: list[int] = []

    def ask(parts: int) -> None:
        asked.append(parts)
        helped.append(help_dump(tmp_path, order))

    made = _written(tmp_path, order, Help(ask), lambda: passed.append(1))
    assert (asked, helped, len(passed)) == ([4], [4], OBJECTS)
    _assert_as_from_one(made, order, tmp_path)


def test_where_nobody_helps_all_is_written(tmp_path: Path) -> None:
    made = _written(tmp_path, _order(), _helped_by())
    _assert_as_from_one(made, _order(), tmp_path)


def test_a_helper_that_died_loses_its_part(tmp_path: Path) -> None:
    def dies() -> None:
        with pytest.raises(BrokenOffError):
            help_dump(tmp_path, _order(), _broken_off_at(4))

    made = _written(tmp_path, _order(), _helped_by(dies))
    _assert_as_from_one(made, _order(), tmp_path)


def test_parts_that_others_are_writing_are_waited_for_and_the_next_ones_written_meanwhile(tmp_path: Path) -> None:
    order, alive = _order(), []
    other = Parts(order, lambda: None)
    with ExitStack() as held:
        folder = tmp_path / ".linked-art.nq.shares"

        def holds() -> None:
            held.enter_context(other.stretch(folder / "0"))

        def lives() -> None:
            alive.append((folder / "3.taken").exists() or (folder / ".3.journal").exists())
            if len(alive) == OBJECTS:
                held.close()

        made = _written(tmp_path, order, Help(lambda _parts: holds(), lives))
    # All behind the part of two that was held was written aside, an object at a time, and then was waited.
    assert (len(alive), alive[-1]) == (OBJECTS, True)
    _assert_as_from_one(made, order, tmp_path)


@pytest.mark.parametrize("number", [1, 2, 3, 7])
def test_who_leads_may_die_and_the_next_one_goes_on(tmp_path: Path, number: int) -> None:
    with pytest.raises(BrokenOffError):
        _written(tmp_path, _order(), _helped_by(), _broken_off_at(number))
    helped = []
    again = Help(lambda _parts: helped.append(help_dump(tmp_path, _order())))
    made = _written(tmp_path, _order(), again)
    # Part of the objects up to the one it died at: those parts are in the file and nobody writes them again.
    assert helped == [4 - (number - 1) // PART]
    _assert_as_from_one(made, _order(), tmp_path)


def _hide(monkeypatch: pytest.MonkeyPatch, keys: list[Any]) -> None:
    visible = type(adapter()).visible
    monkeypatch.setattr(type(adapter()), "visible", lambda self: visible(self).exclude(pk__in=keys))


def test_objects_that_went_and_came_meanwhile_are_gone_and_there(
    tmp_path: Path, editions: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    def changes() -> None:
        _hide(monkeypatch, [one.text.obj_id for one in editions[2:4]])  # all of the second part
        make_edition(words="Words that came later.")
        help_dump(tmp_path, _order())

    made = _written(tmp_path, _order(), _helped_by(changes))
    assert made.counts["objects"] == OBJECTS - 1
    said = made.path.read_bytes()
    assert [one.words.encode() in said for one in editions] == [True, True, False, False, True, True, True]
    assert b"Words that came later." in said


def test_what_is_withdrawn_after_a_helper_wrote_it_is_not_in_the_file(tmp_path: Path, editions: list[Edition]) -> None:
    def withdraws() -> None:
        help_dump(tmp_path, _order())
        publishing.withdraw(editions[3], ACTOR, reason="On request.")

    made = _written(tmp_path, _order(), _helped_by(withdraws))
    assert editions[3].words.encode() not in made.path.read_bytes()
    _assert_as_from_one(made, _order(), tmp_path)


def test_who_finds_nothing_shared_out_for_its_order_does_nothing(tmp_path: Path) -> None:
    assert help_dump(tmp_path, _order()) == 0
    helped = []
    _written(tmp_path, _order(), _helped_by(lambda: helped.append(help_dump(tmp_path, _order(part=3)))))
    assert helped == [0]
    assert help_dump(tmp_path, _order()) == 0


def test_a_dump_of_nothing_asks_for_no_help_with_parts(
    tmp_path: Path, editions: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    _hide(monkeypatch, [one.text.obj_id for one in editions])
    made = _written(tmp_path, _order(), Help(asked.append))
    assert (asked, made.counts.get("objects", 0)) == ([0], 0)
