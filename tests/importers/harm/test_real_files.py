"""Slices of real exports, damaged as our own are."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from polyvocal.importers.sources import read_source
from tests.importers.harm.exports import Export, made_of
from tests.importers.harm.mutations import MUTATIONS, Mutation
from tests.importers.harm.oracle import came_as, content_of, read_whole
from tests.importers.harm.shapes import Shape

pytestmark = [pytest.mark.importers, pytest.mark.once, pytest.mark.shared]

AMSTERDAM = "data/adlib/amsterdam_museum_2011"
FILES = {
    f"{AMSTERDAM}/collection-1-1001.xml": 8,
    f"{AMSTERDAM}/extract_records_with_AHMteksten.xml": 12,
    f"{AMSTERDAM}/extract_records_with_ownership_history.xml": 10,
}
DAMAGING = [one for one in MUTATIONS if one.__name__ not in ("changed_copy", "fields_reordered", "line_ends")]


def _slice(path: Path, records: int) -> Export:
    with path.open("rb") as stream:
        held = stream.read(2_000_000)
    found = re.findall(rb"<record[ >].*?</record>", held, re.DOTALL)[:records]
    head = held[: held.index(found[0])]
    return made_of(head, found, between=b"\n", tail=b"\n</recordList></adlibXML>")


@pytest.mark.parametrize("mutation", DAMAGING, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", FILES)
def test_no_good_record_of_a_real_export_is_lost(shared: Path, tmp_path: Path, name: str, mutation: Mutation) -> None:
    export = _slice(shared / name, FILES[name])
    shape = Shape("real", "export.xml", lambda: export, lambda path: read_source(path, kind="adlib"))
    expected = read_whole(shape, export, tmp_path)
    for seed in range(3):
        harmed = mutation(shape, export, random.Random(f"{name} {mutation.__name__} {seed}"))
        came = came_as(shape, harmed.held, tmp_path)
        found = Counter(content_of(raw) for raw in came.good)
        wanted = Counter(
            {content: 1 + (at in harmed.twice) for at, content in enumerate(expected) if at not in harmed.touched}
        )
        assert not wanted - found or (harmed.is_head_touched and came.error), f"seed {seed}: {came.error!r}"
        assert not came.bad or came.error, f"seed {seed}"
