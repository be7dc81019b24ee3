"""The shape of a source is recognised from its content."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import kinds, read_source
from tests.importers.exports import record, written


def test_a_profile_s_kind_of_source_chooses_the_reader(tmp_path: Path) -> None:
    (one,) = read_source(written(tmp_path, record("7")), kind="adlib")
    assert one.record_id == "7"
    assert "adlib" in kinds()


def test_an_unknown_kind_of_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_source(written(tmp_path, record("7")), kind="papyrus"))
    assert caught.value.problem == "unknown-kind"
