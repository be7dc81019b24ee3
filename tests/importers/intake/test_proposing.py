"""The profile that names most of what files hold is proposed, and none where none can read them."""

from pathlib import Path
from typing import Any

import pytest

from polyvocal.importers.intake import fitting
from polyvocal.importers.profiles import offered_profiles
from tests.conftest import CHECKOUT
from tests.importers.exports import PROFILE, label, record, written

pytestmark = pytest.mark.importers

PAKHUIS = CHECKOUT / "fixtures" / "pakhuis"


def _best(path: Path) -> str:
    return next((one.offered.key for one in fitting(path, offered_profiles())), "")


def test_the_museums_own_profile_is_proposed_for_its_own_fields(tmp_path: Path, settings: Any) -> None:
    path = written(tmp_path, record("1", label("Een touw.")))
    assert _best(path) == "adlib-generic"
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "harbour.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "profiles" / "broken.toml").write_text("name = 1", encoding="utf-8")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_PROFILES": str(tmp_path / "profiles")}
    assert _best(path) == "own:harbour.toml"
    broken = next(one for one in offered_profiles() if one.key == "own:broken.toml")
    assert broken.fault.startswith("broken.toml, line")


def test_tables_are_recognised_by_the_files_they_stand_in() -> None:
    assert _best(PAKHUIS / "tms") == "tms-generic"


def test_nothing_is_proposed_for_what_nothing_can_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<html/>", encoding="utf-8")
    (tmp_path / "b.csv").write_text("a,b", encoding="utf-8")
    assert fitting(tmp_path / "a.xml", offered_profiles()) == []
    assert fitting(tmp_path / "b.csv", offered_profiles()) == []
    assert fitting(tmp_path, offered_profiles()) == []


def test_every_profile_says_what_it_is_for() -> None:
    assert [one.key for one in offered_profiles() if not one.about] == []
