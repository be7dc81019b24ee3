"""A dump that several processes write: each part in a file of its own, taken over into the dump in their order.

Beside the dump stands a folder with the list of its parts. The lock on a part's file is the claim on it, so that who
dies loses it at once. Whoever has no such folder, a worker on another machine for instance, finds nothing to do.
"""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path

from polyvocal.collecting import collecting_seldom
from polyvocal.exceptions import DumpGoingOnError
from polyvocal.linkeddata.dump_parts import PART, Order, Parts
from polyvocal.linkeddata.kept import replace_file
from polyvocal.linkeddata.stretches import Key, Part, Stretch

PARTS_EACH = 4
"""Parts for each process."""
MOST = 8
"""Processes: each brings its parts to the one that puts them into the file."""
WAIT = 0.05
"""Seconds between two looks at a part that another process is writing."""


def part_for(total: int, *, processes: int) -> int:
    """Return how many objects of so many are in a part, so that the last one is not waited for long."""
    return max(1, min(PART, ceil(total / (processes * PARTS_EACH)))) if processes > 1 else PART


def help_dump(folder: Path, order: Order, progress: Callable[[], object] = lambda: None) -> int:
    """Write parts of a dump that another process leads, as long as there are any that nobody writes; return how many.

    `progress` is called once for each object. Raises OSError where a part cannot be written.
    """
    count = 0
    with collecting_seldom():
        shares = Shares(folder / order.name, order, progress)
        while shares.read() and shares.write_one():
            count += 1
    return count


class Shares:
    """The parts that are shared out, by their number; `progress` is called for each object that is written aside."""

    def __init__(self, path: Path, order: Order, progress: Callable[[], object]) -> None:
        self._folder = path.with_name(f".{path.name}.shares")
        self._list = self._folder / "list.json"
        self._parts = Parts(order, progress)
        self._first = 0
        self._keys: list[Key] = [None]

    def __len__(self) -> int:
        return len(self._keys) - 1

    def read(self) -> bool:
        """Learn from the list what is shared out; return whether there is a list for this order."""
        try:
            said = json.loads(self._list.read_text("utf-8"))
        except FileNotFoundError:
            return False
        self._first, self._keys = said["first"], said["keys"]
        return bool(said["order"] == self._parts.order.as_json())

    def lay_out(self, written: Sequence[Part]) -> None:
        """Share out what stands behind these parts, which are written; go on with what was shared out before."""
        after = written[-1].until if written else None
        if not self._goes_on(len(written), after):
            self.clear()
            self._folder.mkdir()
            self._first, self._keys = len(written), self._parts.keys_behind(after)
            said = {"order": self._parts.order.as_json(), "first": self._first, "keys": self._keys}
            replace_file(self._list, json.dumps(said))
        for number in range(len(written) - self._first):
            self._sign(number).touch()

    def put_into(self, stretch: Stretch, parts: Parts, alive: Callable[[], object]) -> None:
        """Write all that is shared out into a dump, in its order; `alive` is called while another writes the next."""
        for number in range(len(stretch.parts) - self._first, len(self)):
            while not self._put_part(number, stretch, parts):
                if not self.write_one(number):
                    alive()
                    time.sleep(WAIT)

    def write_one(self, first: int = 0) -> bool:
        """Write a part that nobody writes, from that number on; return whether there was one."""
        return any(self._wrote(number) for number in range(first, len(self)))

    def clear(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _goes_on(self, written: int, after: Key) -> bool:
        """Whether the list divides what stands behind so many parts, of which the last one ends there."""
        number = written - self._first if self.read() else -1
        return 0 <= number < len(self._keys) and self._keys[number] == after

    def _wrote(self, number: int) -> bool:
        stretch = self._stretch(number)
        if self._sign(number).exists() or self._of(number, stretch.remembered()):
            return False
        try:
            with stretch:
                is_free = not (self._sign(number).exists() or self._of(number, stretch.parts))
                if is_free:
                    self._write(number, stretch, self._parts)
                return is_free
        except (DumpGoingOnError, FileNotFoundError):
            return False  # somebody else has it, or the dump has come to its end and the folder is gone

    def _put_part(self, number: int, stretch: Stretch, parts: Parts) -> bool:
        """Take a part over, or write it at once; return whether no other process has it in hand."""
        aside = self._stretch(number)
        try:
            if not (found := self._of(number, aside.remembered())):
                with aside:
                    if not (found := self._of(number, aside.parts)):
                        self._write(number, stretch, parts)
                        self._sign(number).touch()
        except DumpGoingOnError:
            return False
        for part in found:
            stretch.copy(part, aside.bytes_of(part), part.guard)
            parts.passed_over(part)
        self._sign(number).touch()
        aside.forget()
        return True

    def _write(self, number: int, stretch: Stretch, parts: Parts) -> None:
        parts.write(stretch, after=self._keys[number], until=self._keys[number + 1])

    def _of(self, number: int, found: Sequence[Part]) -> Sequence[Part]:
        """Return the part of that number, if it is among these; another list may have divided the objects otherwise."""
        bounds = self._keys[number], self._keys[number + 1]
        return [part for part in found if (part.after, part.until) == bounds][:1]

    def _stretch(self, number: int) -> Stretch:
        return self._parts.stretch(self._folder / str(number))

    def _sign(self, number: int) -> Path:
        """Return the file that says that a part is in the dump."""
        return self._folder / f"{number}.taken"
