"""An object's texts through all their editions, perspective by perspective."""

from collections.abc import Sequence
from dataclasses import dataclass

from polyvocal.conf import vocabulary
from polyvocal.models import Edition, Perspective, Text
from polyvocal.selectors import Archive, TextHistory


@dataclass(frozen=True, slots=True)
class Step:
    """An edition, the one it replaced, and the one that replaced it."""

    edition: Edition
    before: Edition | None
    after: Edition | None

    @property
    def is_comparable(self) -> bool:
        """Whether the words of both this edition and the one before may be read."""
        return self.before is not None and not self.before.is_withdrawn and not self.edition.is_withdrawn


@dataclass(frozen=True, slots=True)
class Course:
    """One text, newest edition first."""

    text: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One perspective with its texts."""

    perspective: Perspective
    courses: tuple[Course, ...]


def chapters(archive: Archive) -> list[Chapter]:
    """Return all that was ever published about an object, in the declared order of its perspectives."""
    grouped: dict[Perspective, list[TextHistory]] = {}
    for history in sorted(archive.histories, key=_reading_order):
        grouped.setdefault(history.text.perspective, []).append(history)
    ordered = sorted(grouped, key=lambda perspective: (perspective.position, perspective.slug))
    return [Chapter(one, tuple(course_of(history) for history in grouped[one])) for one in ordered]


def course_of(history: TextHistory) -> Course:
    """Return the editions of one text, newest first, each between its neighbours."""
    return Course(history.text, tuple(reversed(list(_steps(history.editions)))))


def _steps(editions: Sequence[Edition]) -> list[Step]:
    before = (None, *editions[:-1])
    after = (*editions[1:], None)
    return [Step(*neighbours) for neighbours in zip(editions, before, after, strict=True)]


def _reading_order(history: TextHistory) -> tuple[int, str, int]:
    codes = list(vocabulary("text_type"))
    text = history.text
    known = codes.index(text.text_type) if text.text_type in codes else len(codes)
    return (known, text.language, text.part)
