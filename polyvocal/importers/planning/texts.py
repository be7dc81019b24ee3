"""Plans the texts of one record: which are new, which changed, which a curator has taken over."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.importers.models import SourceText
from polyvocal.importers.planning.matching import Matched, details_checksum, is_edition_of, matched, words_checksum
from polyvocal.importers.planning.plans import EditionPlan, Offer, Plan, RelationPlan
from polyvocal.importers.planning.reasons import change_reason, later_edition_reason
from polyvocal.importers.planning.showings import not_over, showing_changes
from polyvocal.importers.profiles import ReadText, Skipped
from polyvocal.importers.reconcile import Standing
from polyvocal.models import Edition, Text

Place = tuple[str, str, str, int]
"""Perspective, text type, language, part (0: any)."""


class TextPlanner:
    """Plans the texts of one record into `plan`. `run_name` names the run in the reasons of later editions."""

    def __init__(self, plan: Plan, standing: Standing, *, now: datetime, run_name: str, recipe: str = "") -> None:
        self._plan = plan
        self._standing = standing
        self._now = now
        self._today = timezone.localdate(now)
        self._run_name = run_name
        self._recipe = recipe
        record = plan.record
        self._mine: Sequence[SourceText] = standing.source_texts.get(record.pk, ()) if record else ()
        self._texts: dict[Place, Text] = {
            _place_of(text): text for text in standing.texts.get(getattr(plan.obj, "pk", None), ())
        }
        self._declared: dict[Place, Text] = {}
        self._erased = standing.erased.get(getattr(plan.obj, "pk", None), frozenset())

    def plan_all(self) -> None:
        """Plan every text of the record, then the ties between them."""
        waiting: dict[Place, list[ReadText]] = defaultdict(list)
        for read in self._plan.read.texts:
            if read.edition.published_from and read.edition.published_from > self._now:
                self._plan.skipped.append(Skipped("not-yet-public", _place_name(_place(read))))
            else:
                waiting[_place(read)].append(read)
        mine: dict[Place, list[SourceText]] = defaultdict(list)
        for source_text in self._mine:
            mine[_place_in_key(source_text.key)].append(source_text)
        self._join_editions(waiting, mine)
        for place in [*waiting, *(place for place in mine if place not in waiting)]:
            is_edition = place[3] > 0
            (self._plan_editions if is_edition else self._plan_parts)(
                place, waiting.get(place, []), mine.get(place, [])
            )
        self._plan_relations()

    def _join_editions(self, waiting: Mapping[Place, Sequence[ReadText]], mine: dict[Place, list[SourceText]]) -> None:
        """A text that stood alone may get earlier or later editions in the source, and stand alone again after that."""
        for place in [one for one in {*waiting, *mine} if one[3] == 1]:
            perspective, text_type, language, _part = place
            alone = (perspective, text_type, language, 0)
            if place in waiting:
                text = self._text_of(waiting[place], mine.get(place, []), mine.get(alone, []))
                _move(mine, [one for one in mine.get(alone, []) if one.text_id == text], source=alone, target=place)
            elif alone in waiting:
                last = [one for one in mine[place] if one.edition_id == self._last(one.text).pk]
                _move(mine, last, source=place, target=alone)

    @staticmethod
    def _text_of(reads: Sequence[ReadText], mine: Sequence[SourceText], alone: Sequence[SourceText]) -> UUID | None:
        """Return the text that these editions belong to: the one they belonged to, else one that has the same words."""
        by_words = {one.checksum: one.text_id for one in alone}
        known = [by_words[checksum] for read in reversed(reads) if (checksum := words_checksum(read)) in by_words]
        return mine[0].text_id if mine else next(iter(known), None)

    def _plan_parts(self, place: Place, reads: Sequence[ReadText], mine: Sequence[SourceText]) -> None:
        """Each occurrence is a text of its own and keeps its part whatever is inserted before it."""
        words = {one.pk: self._last(one.text).words for one in mine}
        found = matched(mine, reads, words=words)
        for source_text, read in found.pairs:
            self._plan_changed(source_text, read, [source_text])
        for read in found.new:
            text = self._new_text(place)
            self._add(
                EditionPlan(
                    read, text, _key(place, text.part), published_from=read.edition.published_from,
                    published_until=self._end(read, None), showings=read.edition.showings,
                )
            )  # fmt: skip
        self._mark_gone(found.gone)

    def _plan_editions(self, place: Place, reads: Sequence[ReadText], mine: Sequence[SourceText]) -> None:
        """All occurrences of a place are editions of one text, oldest first."""
        ordered = sorted(reads, key=lambda read: read.edition.published_from or self._now)
        text = mine[0].text if mine else self._new_text(place)
        self._declared[place] = text
        found = matched(mine, ordered, words={})
        same = {id(read) for source_text, read in found.pairs if _is_same(source_text, read)}
        found = self._without_false_pairs(found, ordered)
        for source_text, read in found.pairs:
            if _is_same(source_text, read):
                self._unmark_gone(source_text)
                self._plan_showings(source_text, read)
                self._note_ending(read, text, is_last=read is ordered[-1])
            elif read is ordered[-1] and source_text.edition_id == self._last(text).pk:
                self._plan_changed(source_text, read, mine)
            else:
                self._refuse_rewriting(read)
        last_known = max((at for at, read in enumerate(ordered) if id(read) in same), default=-1)
        self._append_editions(place, text, ordered, found.new, last_known=last_known, mine=mine)
        self._mark_gone(found.gone)

    def _without_false_pairs(self, found: Matched, ordered: Sequence[ReadText]) -> Matched:
        """What follows the edition that stands last is a later one, whatever earlier one the source gave up."""
        last = next((read for one, read in found.pairs if _is_last(one, read, self._standing.last_editions)), None)
        if last is None:
            return found
        after = {id(read) for read in ordered[ordered.index(last) + 1 :]}
        false = [(one, read) for one, read in found.pairs if id(read) in after]
        return Matched(
            [pair for pair in found.pairs if pair not in false],
            [*found.new, *(read for _one, read in false)],
            [*found.gone, *(one for one, _read in false)],
        )

    def _append_editions(
        self, place: Place, text: Text, ordered: Sequence[ReadText], new: Sequence[ReadText], *, last_known: int,
        mine: Sequence[SourceText],
    ) -> None:  # fmt: skip
        fresh = {id(read) for read in new}
        taken_over = bool(mine) and not is_edition_of(self._last(text), mine)
        for at, read in enumerate(ordered):
            if id(read) not in fresh:
                continue
            if (mine and at < last_known) or taken_over or self._begins_too_early(read, text):
                self._refuse_rewriting(read, taken_over=taken_over)
                continue
            follower = ordered[at + 1].edition.published_from if at + 1 < len(ordered) else None
            self._add(
                EditionPlan(
                    read, text, f"{_key(place, text.part)} @{self._next_number(text, mine)}",
                    reason=self._reason_for(read, text), published_from=self._beginning(read, text),
                    published_until=self._end(read, follower), before=self._words_before(text),
                    showings=read.edition.showings,
                )
            )  # fmt: skip

    def _begins_too_early(self, read: ReadText, text: Text) -> bool:
        """Whether words would begin before the end of what stood last: publishing would refuse the whole record."""
        last = self._standing.last_editions.get(text.pk)
        begins = read.edition.published_from
        if last is None or begins is None:
            return False
        return begins < (last.published_until or last.published_from)

    def _beginning(self, read: ReadText, text: Text) -> datetime | None:
        """Return when words begin; those that take the place of what began on the same day begin today."""
        last, begins = self._standing.last_editions.get(text.pk), read.edition.published_from
        is_replacing = last is not None and last.is_current and begins == last.published_from
        return None if is_replacing else begins

    def _plan_changed(self, source_text: SourceText, read: ReadText, mine: Sequence[SourceText]) -> None:
        """Publish what changed as the next edition, unless a curator has published or withdrawn since."""
        self._unmark_gone(source_text)
        comes_back = self._comes_back(source_text) if _is_same(source_text, read) else False
        if _is_same(source_text, read) and not comes_back:
            self._plan_showings(source_text, read)
            return
        last = self._last(source_text.text)
        if self._is_erased(read):
            self._skip_erased(read)
            return
        if not is_edition_of(last, mine):
            self._plan.offers.append(Offer(read, source_text, last.words))
            self._plan.reasons.append(
                _("The source changed a text that a curator has taken over; its new words are offered beside it.")
            )
            return
        begins = read.edition.published_from
        self._add(
            EditionPlan(
                read, source_text.text, source_text.key, source_text=source_text,
                reason=change_reason(last.words, read.edition.words, run_name=self._run_name),
                published_from=begins if begins and begins > last.published_from else None, before=last.words,
                showings=read.edition.showings if comes_back else not_over(read.edition.showings, self._today),
            )
        )  # fmt: skip

    def _plan_showings(self, source_text: SourceText, read: ReadText) -> None:
        """Note where words stood that stand already; withdrawn ones are left alone."""
        is_withdrawn = self._last(source_text.text).is_withdrawn
        if not read.edition.showings or source_text.undone_recipe or is_withdrawn:
            return
        before = source_text.showings
        rows = self._standing.showings.get(source_text.edition_id, ())
        self._plan.showings += showing_changes(source_text, read.edition.showings, rows)
        if source_text.showings != before and source_text not in self._plan.touched:
            self._plan.touched.append(source_text)

    def _comes_back(self, source_text: SourceText) -> bool:
        """Whether words whose run was undone are read by another profile now; by the same one they stay away."""
        if source_text.undone_recipe == self._recipe:
            self._plan.skipped.append(Skipped("undone", source_text.key))
        return source_text.undone_recipe not in ("", self._recipe)

    def _note_ending(self, read: ReadText, text: Text, *, is_last: bool) -> None:
        """Say that the source closed a text: closing without a successor is a step that a person takes."""
        if is_last and self._end(read, None) is not None and self._last(text).is_current:
            self._plan.skipped.append(Skipped("ended", _place_name(_place(read))))
            self._plan.reasons.append(_("The source says that a text has ended; close or withdraw it by hand."))

    def _refuse_rewriting(self, read: ReadText, *, taken_over: bool = False) -> None:
        self._plan.skipped.append(
            Skipped("taken-over" if taken_over else "rewritten-history", _place_name(_place(read)))
        )
        self._plan.reasons.append(_("The source gives another past to a text; the archive keeps what was published."))

    def _plan_relations(self) -> None:
        known = {(one.text.pk, one.relation_type, one.other.pk) for one in self._plan.relations}
        for read in self._plan.read.texts:
            text = self._declared.get(_place(read))
            for relation in read.record.relations:
                other = self._declared.get(_place_in_key(relation.text_id))
                if text is None or other is None or other is text or not self._stand(text, other):
                    named = f"{relation.relation_type} {relation.text_id}"
                    self._plan.skipped.append(Skipped("unknown-relation", named))
                    continue
                stated = (text.pk, relation.relation_type, other.pk)
                if stated not in known and stated not in self._standing.relations:
                    known.add(stated)
                    self._plan.relations.append(RelationPlan(text, relation.relation_type, other))

    def _stand(self, *texts: Text) -> bool:
        return all(not text._state.adding or self._planned(text) for text in texts)

    def _add(self, edition: EditionPlan) -> None:
        if self._is_erased(edition.read):
            self._skip_erased(edition.read)
        else:
            if edition.text._state.adding and not self._planned(edition.text):
                self._plan.new_texts.append(edition.text)
            edition.based_on = self._standing.last_editions.get(edition.text.pk)
            self._plan.editions.append(edition)

    def _is_erased(self, read: ReadText) -> bool:
        return bool(self._erased) and words_checksum(read) in self._erased

    def _skip_erased(self, read: ReadText) -> None:
        """Erased words never come back, wherever in the record the source still gives them."""
        self._plan.skipped.append(Skipped("erased", _place_name(_place(read))))

    def _new_text(self, place: Place) -> Text:
        """Return an unsaved text at the first free part, or at the part declared where that is free."""
        perspective, text_type, language, part = place
        part = part or 1
        while (perspective, text_type, language, part) in self._texts:
            part += 1
        text = Text(text_type=text_type, language=language, part=part)
        self._texts[perspective, text_type, language, part] = text
        return text

    def _last(self, text: Text) -> Edition:
        return self._standing.last_editions[text.pk]

    def _planned(self, text: Text) -> list[EditionPlan]:
        return [one for one in self._plan.editions if one.text is text]

    def _next_number(self, text: Text, mine: Sequence[SourceText]) -> int:
        return len(mine) + len(self._planned(text)) + 1

    def _words_before(self, text: Text) -> str:
        planned = self._planned(text)
        if planned:
            return planned[-1].read.edition.words
        last = self._standing.last_editions.get(text.pk)
        return last.words if last else ""

    def _reason_for(self, read: ReadText, text: Text) -> str:
        if read.edition.reason or not (self._planned(text) or text.pk in self._standing.last_editions):
            return read.edition.reason
        return later_edition_reason(self._run_name)

    def _end(self, read: ReadText, follower: datetime | None) -> datetime | None:
        """Return when an edition ended: on the day the source gives, if past, and before the next one begins."""
        ends = read.edition.published_until
        if ends is None or ends > self._now:
            return None
        return min(ends, follower) if follower else ends

    def _mark_gone(self, gone: Sequence[SourceText]) -> None:
        for source_text in gone:
            if not source_text.is_gone:
                source_text.is_gone = True
                self._plan.touched.append(source_text)
                self._plan.reasons.append(_("The source no longer gives a text; it stays in the archive."))

    def _unmark_gone(self, source_text: SourceText) -> None:
        if source_text.is_gone:
            source_text.is_gone = False
            self._plan.touched.append(source_text)


def _is_same(source_text: SourceText, read: ReadText) -> bool:
    return source_text.checksum == words_checksum(read) and source_text.details == details_checksum(read)


def _is_last(source_text: SourceText, read: ReadText, last_editions: Mapping[UUID, Edition]) -> bool:
    return source_text.edition_id == last_editions[source_text.text_id].pk and _is_same(source_text, read)


def _move(mine: dict[Place, list[SourceText]], moving: Sequence[SourceText], *, source: Place, target: Place) -> None:
    if moving:
        mine[target] = [*mine.get(target, []), *moving]
        mine[source] = [one for one in mine[source] if one not in moving]
        if not mine[source]:
            del mine[source]


def _place(read: ReadText) -> Place:
    record = read.record
    return (record.perspective.slug, record.text_type, record.language, record.part)


def _place_of(text: Text) -> Place:
    return (text.perspective.slug, text.text_type, text.language, text.part)


def _place_name(place: Place) -> str:
    return " ".join(str(one) for one in place if one)


def _key(place: Place, part: int) -> str:
    """The key of a source text: its declared place; for one of several parts, the part it was given after a `#`."""
    perspective, text_type, language, declared = place
    return f"{perspective} {text_type} {language} {declared or f'#{part}'}"


def _place_in_key(key: str) -> Place:
    perspective, text_type, language, part = key.split(" ")[:4]
    return (perspective, text_type, language, 0 if part.startswith("#") else int(part))
