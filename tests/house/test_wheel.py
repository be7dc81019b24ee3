"""The wheel holds the plugin and nothing else; an empty Django project that installs it serves an object page."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

pytestmark = [pytest.mark.once, pytest.mark.timeout(180)]

VISIT = """
import re
from django.test import Client
from django.contrib.staticfiles import finders
from django.urls import reverse
from polyvocal import publishing
from polyvocal.models import CollectionObject, Perspective, Voice
from polyvocal.publishing import Actor, Content, Credit

actor = Actor.system("a new museum")
obj = CollectionObject.objects.create(object_number="1")
text = publishing.begin_text(
    obj, Perspective.objects.get(slug="museum"), text_type="object-label", language="en", actor=actor
)
content = Content(words="Words from an empty project.", credits=(Credit(Voice.objects.get(slug="unknown")),))
publishing.publish(publishing.draft(text, actor, content=content), actor)
response = Client(headers={"host": "localhost"}).get(reverse("polyvocal:object", args=[obj.identifier]))
assert response.status_code == 200, response.status_code
assert "Words from an empty project." in response.content.decode()
for address in set(re.findall(r'/static/(polyvocal/[^"?]+)', response.content.decode())):
    assert finders.find(address), address
print("served", response.status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT], cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def _run(command, *, cwd: Path) -> str:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTHON", "POLYVOCAL"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_plugin_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    rooms = {name.split("/")[0] for name in names}
    assert rooms == {"polyvocal", next(room for room in rooms if room.endswith(".dist-info"))}
    assert [name for name in names if "reference_site" in name or "test" in name] == []


@pytest.mark.parametrize("ending", ["py.typed", ".html", ".css", ".js", ".mo", ".toml"])
def test_the_wheel_holds_what_the_pages_and_imports_need(ending, wheel):
    assert any(name.endswith(ending) for name in zipfile.ZipFile(wheel).namelist())


def _blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", (CHECKOUT / "docs" / "install.md").read_text(), flags=re.DOTALL)


def _follow_the_installation_page(project: Path) -> None:
    settings, urls = _blocks()[:2]
    apps, rest = settings.split("]\n", 1)
    names = re.findall(r'^    "([^"]+)"', apps, flags=re.MULTILINE)
    added = f"\nINSTALLED_APPS += {names}\n{rest}"
    path = project / "museum_site" / "settings.py"
    path.write_text(path.read_text() + added)
    imports = "from django.contrib import admin\nfrom django.urls import include, path\n"
    (project / "museum_site" / "urls.py").write_text(imports + urls)


@pytest.fixture
def python_of_a_museum(wheel, tmp_path):
    """A Python that has the wheel, and beside it only the packages of this environment."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    (site_packages,) = (tmp_path / "env").glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    _run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel], cwd=tmp_path)
    return python


def test_an_empty_project_with_the_wheel_serves_an_object_page(python_of_a_museum, tmp_path):
    python = python_of_a_museum
    _run([python, "-m", "django", "startproject", "museum_site", tmp_path], cwd=tmp_path)
    _follow_the_installation_page(tmp_path)
    _run([python, "manage.py", "migrate", "-v0"], cwd=tmp_path)
    _run([python, "manage.py", "check", "--database", "default", "--fail-level", "WARNING"], cwd=tmp_path)
    _run([python, "manage.py", "makemigrations", "--check", "--dry-run"], cwd=tmp_path)
    where = _run([python, "-c", "import polyvocal; print(polyvocal.__file__)"], cwd=tmp_path)
    assert where.startswith(str(tmp_path)), "the page has to come from the wheel"
    assert "served 200" in _run([python, "manage.py", "shell", "-v0", "-c", VISIT], cwd=tmp_path)
