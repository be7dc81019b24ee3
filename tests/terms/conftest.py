"""A Network of Terms on loopback, and the settings that lead to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.terms.thesaurus import SOURCE, Network, labelled, serving, term

SILVER = term(
    1, nl="zilver", en="silver", altLabel=labelled(nl="zilverwerk"), scopeNote=labelled(en="A white metal."),
    broader=[{"uri": f"{SOURCE}/9", "prefLabel": labelled(nl="metaal", en="metal")}],
    exactMatch=[{"uri": "http://www.wikidata.org/entity/Q1090"}],
)  # fmt: skip
PLATE = term(2, nl="zilver (gerei)", en="silver plate")


@pytest.fixture
def set_terms(settings: Any) -> Callable[..., None]:
    """Set what POLYVOCAL says about terms."""

    def change(**given: Any) -> None:
        settings.POLYVOCAL = {**settings.POLYVOCAL, **{f"TERM_{name.upper()}": value for name, value in given.items()}}

    return change


@pytest.fixture
def network(set_terms: Callable[..., None]) -> Iterator[Network]:
    """A running network with two terms for silver, which is what materials are looked up in."""
    made = Network()
    made.terms = [PLATE, SILVER]
    with serving(made):
        set_terms(api=made.address, sources={"": (SOURCE,)}, timeout=30)
        yield made


@pytest.fixture
def no_network(set_terms: Callable[..., None]) -> None:
    """An address at which nobody answers."""
    set_terms(api="http://127.0.0.1:9/graphql", sources={"": (SOURCE,)}, timeout=1)
