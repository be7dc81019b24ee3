"""What undoing a run would do is told before anybody asks for it."""

from pathlib import Path

import pytest

from polyvocal.importers.models import ImportRun
from polyvocal.importers.runs.forecasts import undoing_foreseen
from tests.importers.exports import imported, label, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

COUNT = 5


def test_each_text_of_many_objects_is_counted_once(tmp_path: Path) -> None:
    for words in ("Eerst.", "Toen."):
        imported(tmp_path, *(record(str(at), label(f"{words} {at}")) for at in range(COUNT)))
    first, second = (undoing_foreseen(run) for run in ImportRun.objects.order_by("pk"))
    assert (first.restored, first.withdrawn) == (0, COUNT)  # the titles; their labels were changed since
    assert (first.left, first.objects_made) == (COUNT, COUNT)
    assert (second.restored, second.withdrawn, second.left) == (COUNT, 0, 0)
