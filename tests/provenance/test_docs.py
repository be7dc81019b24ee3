"""The example of docs/provenance.md runs as it stands."""

import re

from tests.conftest import CHECKOUT


def test_the_example_of_the_docs_holds():
    page = (CHECKOUT / "docs" / "provenance.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(example, "docs/provenance.md", "exec"), {})
