"""Damaged files imported: what is good is in, what is bad is an outcome, a second run finds everything unchanged."""

import random
from pathlib import Path

import pytest

from polyvocal.exceptions import RunStateError
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, SourceRecord
from polyvocal.importers.runs import ImportOrder, Tally, retry_import, run_import
from polyvocal.publishing import Actor
from tests.importers import tables
from tests.importers.exports import profile
from tests.importers.harm.mutations import MUTATIONS, Mutation
from tests.importers.harm.oracle import came_as
from tests.importers.harm.shapes import SHAPES, Shape

pytestmark = [pytest.mark.importers, pytest.mark.once, pytest.mark.django_db]

TESTER = Actor.system("the tests")
RUN = [shape for shape in SHAPES if shape.name in ("grouped", "unstructured", "adlibJSON", "jsonv1", "csv", "for xml")]
DAMAGING = MUTATIONS[:8]


def _import(shape: Shape, folder: Path, **options: bool) -> Tally:
    given = tables.profile(folder) if shape.file.startswith("Objects") else profile(folder)
    return run_import(ImportOrder(paths=[folder / shape.file], profile=given, actor=TESTER, **options))


@pytest.mark.parametrize("mutation", DAMAGING, ids=lambda one: one.__name__)
@pytest.mark.parametrize("shape", RUN, ids=lambda one: one.name)
def test_good_records_are_in_and_bad_ones_are_outcomes(tmp_path: Path, shape: Shape, mutation: Mutation) -> None:
    export = shape.build()
    for seed in range(3):
        RecordOutcome.objects.all().delete()
        harmed = mutation(shape, export, random.Random(f"run {shape.name} {mutation.__name__} {seed}"))
        came = came_as(shape, harmed.held, tmp_path)
        tally = _import(shape, tmp_path)
        usable = {raw.record_id for raw in came.good if raw.record_id}
        assert usable <= set(SourceRecord.objects.values_list("record_id", flat=True)) | _refused(), seed
        assert bool(tally.errors) == (came.error is not None), seed
        named = RecordOutcome.objects.filter(outcome=Outcome.INVALID)
        assert named.count() >= len(came.bad), seed
        assert all(one.reason and one.packed and one.position != "0:0" for one in named), seed
        again = _import(shape, tmp_path)
        assert set(+again.outcomes) <= {Outcome.UNCHANGED, Outcome.INVALID, Outcome.CONFLICT, Outcome.HELD}, seed


def _refused() -> set[str]:
    return set(
        RecordOutcome.objects.exclude(outcome__in=(Outcome.CREATE, Outcome.UPDATE)).values_list("record_id", flat=True)
    )


def test_a_mended_file_is_imported_anew_and_takes_in_only_what_was_damaged(tmp_path: Path) -> None:
    shape = RUN[0]
    export = shape.build()
    path = tmp_path / shape.file
    path.write_bytes(export.held.replace(b"</title>", b"</titlo>", 1))
    tally = _import(shape, tmp_path)
    assert (tally.outcomes[Outcome.CREATE], tally.outcomes[Outcome.INVALID], len(tally.errors)) == (11, 1, 1)
    path.write_bytes(export.held)
    with pytest.raises(RunStateError, match="begin a new run, which takes in only what differs"):
        retry_import(ImportRun.objects.get(), TESTER, profile=profile(tmp_path))
    assert _import(shape, tmp_path).outcomes == {Outcome.CREATE: 1, Outcome.UNCHANGED: 11}


@pytest.mark.parametrize("shape", RUN, ids=lambda one: one.name)
def test_a_damaged_full_export_marks_nothing_as_gone(tmp_path: Path, shape: Shape) -> None:
    export = shape.build()
    path = tmp_path / shape.file
    path.write_bytes(export.held)
    assert not _import(shape, tmp_path, is_full=True).errors
    start, _end = export.places[5]
    path.write_bytes(export.held[: start + 9] + b'"\0<' + export.held[start + 9 :])
    tally = _import(shape, tmp_path, is_full=True)
    assert "No record was marked as gone" in tally.errors[-1]
    assert not SourceRecord.objects.filter(is_gone=True).exists()
