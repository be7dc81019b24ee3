"""What lies in the store, by whose it is: an object with its texts and claims, a voice, a perspective, a dossier.

An index beside the store knows the graphs of each owner. It is written before the store is and pruned after, so that a
process that dies between leaves graphs that the next one finds and replaces.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from polyvocal.linkeddata.graphs import NamedGraph
from polyvocal.linkeddata.serialise import ended

Owned = Sequence[tuple[NamedGraph, bool]]
"""Graphs, and of each whether it also belongs to the default graph."""


class Shelves:
    """The store while it is written. Owners are names such as `object:204`."""

    def __init__(self, place: Path) -> None:
        import pyoxigraph

        self._rdf = pyoxigraph
        self.store: Any = pyoxigraph.Store(str(place / "store"))
        self._index = sqlite3.connect(place / "index.sqlite3")
        self._index.execute("CREATE TABLE IF NOT EXISTS owner (name TEXT PRIMARY KEY, digest TEXT NOT NULL)")
        self._index.execute(
            "CREATE TABLE IF NOT EXISTS graph (owner TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (owner, name))"
        )

    def close(self) -> None:
        """Let go of the index; the store is closed when nothing refers to it."""
        self._index.close()
        del self.store

    def owners(self, kind: str) -> set[str]:
        """Return the owners of a kind, `object` and so on."""
        rows = self._index.execute("SELECT name FROM owner WHERE name LIKE ?", (f"{kind}:%",))
        return {name for (name,) in rows}

    def put(self, owned: Iterable[tuple[str, Owned]]) -> int:
        """Replace what these owners have, where it is not the same already; return how many were replaced."""
        new = [(owner, graphs, digest) for owner, graphs, digest in _digested(owned) if not self._has(owner, digest)]
        with self._index:
            self._index.executemany("INSERT OR REPLACE INTO owner VALUES (?, '')", [(owner,) for owner, *_ in new])
        for owner, *_rest in new:
            self._remove_graphs(owner)
        with self._index:
            self._index.executemany(
                "INSERT OR IGNORE INTO graph VALUES (?, ?)",
                [(owner, graph.name) for owner, graphs, _digest in new for graph, _is_open in graphs],
            )
        if new:
            written = b"".join(_lines(graphs) for _owner, graphs, _digest in new)
            self.store.load(input=written, format=self._rdf.RdfFormat.N_QUADS)
        with self._index:
            self._index.executemany(
                "UPDATE owner SET digest = ? WHERE name = ?", [(digest, owner) for owner, _graphs, digest in new]
            )
        return len(new)

    def take_away(self, owner: str) -> bool:
        """Remove all that an owner has; return whether there was anything."""
        there = self._index.execute("SELECT 1 FROM owner WHERE name = ?", (owner,)).fetchone()
        self._remove_graphs(owner)
        with self._index:
            self._index.execute("DELETE FROM owner WHERE name = ?", (owner,))
        return there is not None

    def _has(self, owner: str, digest: str) -> bool:
        row = self._index.execute("SELECT digest FROM owner WHERE name = ?", (owner,)).fetchone()
        return bool(row == (digest,))

    def _remove_graphs(self, owner: str) -> None:
        names = [name for (name,) in self._index.execute("SELECT name FROM graph WHERE owner = ?", (owner,))]
        said = {(quad.subject, quad.predicate, quad.object) for name in names for quad in self._in(name)}
        for name in names:
            self.store.remove_graph(self._rdf.NamedNode(name))
        for triple in said:
            # Others may say the same: the label of a voice stands in every record that names it.
            if all(isinstance(quad.graph_name, self._rdf.DefaultGraph) for quad in self._saying(triple)):
                self.store.remove(self._rdf.Quad(*triple, self._rdf.DefaultGraph()))
        with self._index:
            self._index.execute("DELETE FROM graph WHERE owner = ?", (owner,))

    def _in(self, name: str) -> Iterator[Any]:
        found: Iterator[Any] = self.store.quads_for_pattern(None, None, None, self._rdf.NamedNode(name))
        return found

    def _saying(self, triple: tuple[Any, Any, Any]) -> Iterator[Any]:
        found: Iterator[Any] = self.store.quads_for_pattern(*triple, None)
        return found


def _digested(owned: Iterable[tuple[str, Owned]]) -> Iterator[tuple[str, Owned, str]]:
    for owner, graphs in owned:
        yield owner, graphs, hashlib.sha256(_lines(graphs)).hexdigest()[:32]


def _lines(graphs: Owned) -> bytes:
    return b"".join(
        ended(graph.lines, f" <{graph.name}> .\n") + (ended(graph.lines, " .\n") if is_open else b"")
        for graph, is_open in graphs
    )
