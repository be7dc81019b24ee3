"""The contracts on imports hold, and each of them is seen to fail on a planted violation."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.once

PLANTED = {
    "Rooms stack one way": ("selectors/__init__.py", "import polyvocal.views"),
    "Dates are read from words up to phrases": ("dates/words.py", "import polyvocal.dates.points"),
    "Importing flows one way": ("importers/sources/__init__.py", "import polyvocal.importers.apps"),
    "The core knows nothing of the importers": ("models/__init__.py", "import polyvocal.importers"),
    "Records, dates, vocabulary, comparing and the sources": ("records.py", "import django"),
    "Only publishing writes the state of a text": ("views/__init__.py", "from polyvocal.publishing import _state"),
    "RDF stays in linkeddata": ("views/__init__.py", "import rdflib"),
}


def _lint(folder: Path) -> tuple[int, str]:
    command = [Path(sysconfig.get_path("scripts")) / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, " ".join(done.stdout.split())


@pytest.fixture
def copied_tree(tmp_path):
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    shutil.copytree(CHECKOUT / "polyvocal", tmp_path / "polyvocal", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_rooms_keep_to_their_contracts():
    status, said = _lint(CHECKOUT)
    assert status == 0, said


@pytest.mark.parametrize("contract", PLANTED)
def test_a_contract_breaks_on_a_planted_import(contract, copied_tree):
    module, line = PLANTED[contract]
    path = copied_tree / "polyvocal" / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    status, said = _lint(copied_tree)
    assert status == 1
    assert "BROKEN" in said[said.index(contract) :].split("KEPT")[0]


def test_a_module_without_a_room_breaks_a_contract(copied_tree):
    (copied_tree / "polyvocal" / "misplaced.py").write_text("")
    status, said = _lint(copied_tree)
    assert status == 1
    assert "misplaced" in said


def test_every_contract_has_a_planted_violation():
    declared = [line for line in (CHECKOUT / "pyproject.toml").read_text().splitlines() if line.startswith('name = "')]
    contracts = [line.split('"')[1] for line in declared if line != 'name = "polyvocal"']
    assert len(contracts) == len(PLANTED)
    assert all(any(name.startswith(planted) for planted in PLANTED) for name in contracts)
