"""The examples of docs/provenance.md run as they stand, and its table of rules is that of the code."""

import re

from polyvocal.provenance.criteria import RULES
from tests.conftest import CHECKOUT


def test_the_examples_of_the_docs_hold():
    page = (CHECKOUT / "docs" / "provenance.md").read_text(encoding="utf-8")
    for example in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL):
        exec(compile(example, "docs/provenance.md", "exec"), {})


def test_the_rules_of_triage_and_their_options_stand_in_the_docs():
    page = (CHECKOUT / "docs" / "provenance.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"\| rule \|[^\n]*\n\|[-|]*\n((?:\|[^\n]*\n)+)", page)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    told = {rule.strip("`"): re.findall(r"`(\w+)`", options) for rule, _meaning, options in rows}
    assert told == {rule: list(options) for rule, options in RULES.items()}
