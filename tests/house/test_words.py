"""The project speaks only of itself: no path of a machine, no address of a package registry, nothing left to do."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.once

# Written with classes of one letter, so that this page does not find itself.
UNWANTED = {
    "a path of one machine": re.compile(r"(?<![\w.)\]}>-])/(?:hom[e]|roo[t]|sr[v]|wor[k]|User[s])/[A-Za-z.]"),
    "a package registry": re.compile(r"pyp[i]\.org|pythonhoste[d]\.org|registry\.np[m]js|index-ur[l]\s*="),
    "something left to do": re.compile(r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b(?!X)"),
}


def _tracked() -> list[Path]:
    git = shutil.which("git")
    done = (
        subprocess.run([git, "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
        if git
        else None
    )
    if done is None or done.returncode:
        pytest.skip("needs a git checkout to know which files belong to the project")
    return [path for name in done.stdout.split("\0") if name and (path := CHECKOUT / name).is_file()]


def _found_in(text: str) -> list[str]:
    return [
        f"{number}: {what}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in UNWANTED.items()
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    "line", ["open('/hom" + "e/ann/x')", "see /wor" + "k/main", "https://pyp" + "i.org/simple", "# TOD" + "O: mend"]
)
def test_a_planted_word_is_found(line):
    assert len(_found_in(line)) == 1


@pytest.mark.parametrize("line", ["https://example.org/home/a", "polyvocal/work/x", "the root of the tree", "17XX"])
def test_an_innocent_line_is_left_alone(line):
    assert _found_in(line) == []


def test_the_project_speaks_only_of_itself():
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and compiled translations have no lines
        found += [f"{path.relative_to(CHECKOUT)}:{one}" for one in _found_in(text)]
    assert found == []
