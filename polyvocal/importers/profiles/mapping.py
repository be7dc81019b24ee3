"""Turns a raw record into neutral records, as its profile says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.profiles.facts import facts_in, former_numbers_in
from polyvocal.importers.profiles.fields import Profile, leaves_named
from polyvocal.importers.profiles.repetitions import each_once
from polyvocal.importers.profiles.speakers import Speakers
from polyvocal.importers.profiles.steps import StepReader
from polyvocal.importers.profiles.suffixes import without_suffixes
from polyvocal.importers.profiles.texts import ReadText, Skipped, TextReader
from polyvocal.importers.sources import Found, RawRecord, repaired_tree, reread_in
from polyvocal.importers.sources.raw import Tree
from polyvocal.records import ObjectRecord, VoiceRecord


class UnusableRecordError(PolyvocalError):
    """A record lacks what every record needs."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record as its profile reads it: the object without texts, its texts in order, what was not taken in, and what
    was found wrong in its letters."""

    raw: RawRecord
    obj: ObjectRecord
    former_numbers: Sequence[tuple[str, str]] = ()
    texts: Sequence[ReadText] = ()
    skipped: Sequence[Skipped] = ()
    repairs: Mapping[Found, int] = field(default_factory=dict)

    @property
    def named(self) -> list[VoiceRecord]:
        """The voices named by occurrences that were not taken in."""
        return [voice for skipped in self.skipped for voice in skipped.voices]


class RecordReader:
    """Reads records as one profile says: `leaves` are those it names, `house` is the institution's own voice."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        speakers = Speakers(profile)
        self.leaves = leaves_named(profile)
        self.house: VoiceRecord = speakers.house
        self._texts: list[TextReader | StepReader] = [TextReader(fields, profile, speakers) for fields in profile.texts]
        if profile.provenance is not None:
            self._texts.append(StepReader(profile.provenance, profile, speakers))

    def read(self, raw: RawRecord) -> ReadRecord:
        """Return what the record says. Raises UnusableRecordError where it is faulty or bears no identifier."""
        if raw.fault:
            raise UnusableRecordError(_fault_of(raw))
        if not raw.record_id:
            raise UnusableRecordError(_("The record bears no identifier, so it could not be found again."))
        tree, repairs = repaired_tree(raw.tree)
        tree = without_suffixes(tree, self._profile.suffixes)
        if raw.is_reread:
            repairs = repairs + reread_in(tree)
        skipped: list[Skipped] = []

        def unpaired(leaf: str) -> None:
            skipped.append(Skipped("unpaired", leaf))

        fields = self._profile.object
        numbers = former_numbers_in(tree, fields.former_numbers, unpaired=unpaired) if fields.former_numbers else []
        return ReadRecord(
            raw=raw,
            obj=ObjectRecord(
                identifier=raw.record_id,
                object_number=_first(tree, fields.number),
                former_numbers=tuple(number for number, _until in numbers),
                facts=facts_in(tree, fields, language=self._profile.language, unpaired=unpaired),
            ),
            former_numbers=numbers,
            texts=each_once(
                (text for reader in self._texts for text in reader.texts(tree, skip=skipped.append)),
                skip=skipped.append,
            ),
            skipped=skipped,
            repairs=repairs,
        )


def fault_in_words(fault: str) -> str:
    """Return what is wrong with a record that its reader could not use, as a sentence."""
    return {
        "no-object": _("These rows belong to no object: no row of the table of objects bears their key."),
        "damaged-row": _("The row is damaged: it has too many or too few cells, or bytes of another encoding."),
        "error-cell": _("A cell of this row holds an error of the spreadsheet, such as #REF!; mend it there."),
        "damaged-record": _("The record is damaged. All others were read."),
        "wrong-bytes": _("The record holds bytes of another encoding. All others were read."),
        "too-large": _("The record is too large or nested too deeply. All others were read."),
        "cut-off": _("The record has no end. What follows it was read."),
        "no-beginning": _("These bytes belong to no record: the beginning of one is damaged. What follows was read."),
    }.get(fault, _("The record cannot be used."))


def _fault_of(raw: RawRecord) -> str:
    """Return the sentence, the parser's own words, and how much of a large record was kept."""
    words = [fault_in_words(raw.fault)]
    if raw.detail:
        words.append(f"({raw.detail})")
    if raw.size > len(raw.raw):
        words.append(_("Of its %(size)d bytes the first %(kept)d are kept.") % {"size": raw.size, "kept": len(raw.raw)})
    return " ".join(words)


def _first(tree: Tree, leaf: str) -> str:
    return next((value.words for value in tree.fields.get(leaf, ()) if value.words), "")
