"""Habits that the import contracts cannot see: who writes editions, who imports reversion and rdflib, who prints."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.once

PACKAGE = CHECKOUT / "polyvocal"
PARTS_OF_THE_ARCHIVE = {"Edition", "Attribution", "Citation"}
RELATED_NAMES = {"editions", "attributions", "citations"}
WRITING = {
    "create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "delete", "raw_delete",
    "acreate", "abulk_create", "aupdate", "adelete", "add", "set", "clear", "remove",
}  # fmt: skip
WRITING_ROWS = {"insert_rows", "insert_instances", "insert_for_keys"}
SAVING = {"save", "delete", "save_base", "asave", "adelete"}


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if "migrations" not in inside.parts:
            yield inside.as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _chain(node: ast.expr) -> list[str]:
    """Return the names of `a.b(…).c` from left to right: [a, b, c]."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            return [node.id, *reversed(names)]
        else:
            return list(reversed(names))


def _writes_state(call: ast.Call) -> bool:
    *before, last = _chain(call.func) or [""]
    if last in PARTS_OF_THE_ARCHIVE:
        return True
    if last in WRITING_ROWS and call.args and (_chain(call.args[0]) or [""])[-1] in PARTS_OF_THE_ARCHIVE:
        return True
    if last in WRITING and before and (before[0] in PARTS_OF_THE_ARCHIVE or RELATED_NAMES & set(before[1:])):
        return True
    return last in SAVING and bool(before) and before[-1].rsplit("_", 1)[-1] in ("edition", "attribution", "citation")


def _state_writes(tree: ast.AST) -> list[int]:
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _writes_state(node)]


def _imports(tree: ast.AST, package: str) -> bool:
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if any(name.split(".")[0] == package for name in names):
            return True
    return False


def _prints(tree: ast.AST) -> list[int]:
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _chain(node.func) == ["print"]]


@pytest.mark.parametrize(
    "line",
    [
        "Edition(text=text)",
        "models.Edition(text=text)",
        "Edition.objects.create(text=text)",
        "Edition.objects.filter(text=text).update(words='')",
        "Attribution.objects.bulk_create(rows)",
        "Citation.objects.all().delete()",
        "text.editions.create(number=1)",
        "edition.attributions.all().delete()",
        "insert_rows(Attribution, names, rows)",
        "rows.insert_instances(models.Edition, editions)",
        "edition.save()",
        "self.current_edition.save(update_fields=['state'])",
        "for edition in editions: edition.delete()",
    ],
)
def test_a_planted_write_is_found(line):
    assert _state_writes(ast.parse(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "Edition.objects.filter(text=text)",
        "text.editions.latest('number')",
        "draft.save()",
        "DraftAttribution(draft=draft)",
        "EditionRecord(words='')",
        "insert_rows(Text, names, rows)",
        "editions.add(edition)",
    ],
)
def test_a_read_is_not_taken_for_a_write(line):
    assert _state_writes(ast.parse(line)) == []


def test_only_the_state_module_writes_editions_attributions_and_citations():
    writers = {name: lines for name, tree in _sources() if (lines := _state_writes(tree))}
    writers.pop("publishing/_state.py")
    # A draft's own attributions and citations bear the same names; they are no part of the archive.
    assert set(writers) <= {"publishing/drafting.py"}, writers


def test_only_publishing_and_the_app_import_reversion():
    importers = {name for name, tree in _sources() if _imports(tree, "reversion")}
    assert importers
    assert {name for name in importers if not name.startswith("publishing/") and name != "apps.py"} == set()


def test_only_linked_data_imports_rdflib():
    importers = {name for name, tree in _sources() if _imports(tree, "rdflib")}
    assert {name for name in importers if not name.startswith("linkeddata/")} == set()


def test_only_management_commands_print():
    printing = {name: lines for name, tree in _sources() if (lines := _prints(tree))}
    assert {name: lines for name, lines in printing.items() if "management" not in Path(name).parts} == {}


def test_a_planted_print_and_import_are_found():
    tree = ast.parse("from rdflib.namespace import RDF\nprint('x')")
    assert _imports(tree, "rdflib")
    assert _prints(tree) == [2]


def test_no_module_is_named_for_nothing():
    nothing = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [name for name, _tree in _sources() if Path(name).name in nothing] == []
