"""Every command, setting, address, signal, check and environment variable that the code has is named in the docs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.dispatch import Signal
from django.urls import URLPattern, URLResolver, get_resolver

from polyvocal import conf, signals
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.once

PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
SET_BY_OTHERS = {"DJANGO_SETTINGS_MODULE", "DEBIAN_FRONTEND", "DJANGO_ALLOW_ASYNC_UNSAFE"}
"""Variables that are not ours: tools define them."""


def _code_in(page: Path) -> str:
    """Return what stands in code spans and blocks, so that an everyday word in a sentence does not count as named."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", page.read_text(encoding="utf-8"), flags=re.DOTALL))


CODE = "\n".join(_code_in(page) for page in PAGES)


def _undocumented(names: set[str]) -> list[str]:
    return sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", CODE))


def _commands() -> set[str]:
    files = (CHECKOUT / "polyvocal").rglob("management/commands/*.py")
    return {path.stem for path in files if not path.stem.startswith("_")}


def _named_urls(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _named_urls(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def _our_urls() -> set[str]:
    resolvers = [one for one in get_resolver().url_patterns if getattr(one, "app_name", None) == "polyvocal"]
    return set(_named_urls(resolvers))


def _environment_variables() -> set[str]:
    files = [*(CHECKOUT / "polyvocal").rglob("*.py"), *(CHECKOUT / "tests").glob("*.py")]
    return {name for path in files for name in _variables_read_in(ast.parse(path.read_text(encoding="utf-8")))}


def _variables_read_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv", "environ.get"):
            yield ast.literal_eval(node.args[0])
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) in ("os.environ", "environ"):
            yield ast.literal_eval(node.slice)


def test_an_everyday_word_is_not_taken_for_a_name():
    assert _undocumented({"curators", "no-such-name", "import_collection"}) == ["curators", "no-such-name"]


def test_every_management_command_is_documented():
    assert len(_commands()) >= 2
    assert _undocumented(_commands()) == []


def test_every_setting_is_documented():
    assert _undocumented({*conf.DEFAULTS, "POLYVOCAL_OBJECT_MODEL"}) == []


def test_every_named_address_is_documented():
    names = _our_urls()
    assert {"home", "object"} <= names
    assert _undocumented(names) == []


def test_every_signal_is_documented():
    names = {name for name, value in vars(signals).items() if isinstance(value, Signal)}
    assert len(names) >= 6
    assert _undocumented(names) == []


def test_every_environment_variable_is_documented():
    names = _environment_variables()
    assert {"DATABASE_URL", "POLYVOCAL_TEST_PG"} <= names
    assert _undocumented(names - SET_BY_OTHERS) == []


def test_every_system_check_is_documented():
    checks = (CHECKOUT / "polyvocal").rglob("checks.py")
    numbers = {
        number for path in checks for number in re.findall(r'id="(?:polyvocal\w*)\.([EW]\d{3})"', path.read_text())
    }
    assert len(numbers) >= 6
    prose = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert sorted(number for number in numbers if number not in prose) == []


def test_every_make_target_is_documented():
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split())
    assert {"demo", "test", "check"} <= targets
    assert [target for target in sorted(targets) if f"make {target}" not in CODE] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (page.parent / link).exists()] == []
