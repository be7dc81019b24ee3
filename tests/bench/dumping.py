"""Measures a dump, from the database to an N-Quads file, against rdflib writing the same triples object by object."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.archives import import_export, keep, open_site
from tests.bench.exports import CHECKOUT, PROFILE, write_export
from tests.bench.figures import Figure
from tests.bench.measuring import Cost, best_of, cost_of, peak_memory

SIZES = (500, 5000)
SLICE = 150
_LITERAL = re.compile(r'"(.*)"(?:\^\^<(.*)>|@(.*))?', re.DOTALL)
_ESCAPED = {"\\n": "\n", "\\r": "\r", '\\"': '"', "\\\\": "\\"}

Term = tuple[str, str, str | None, str | None]


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the speed against rdflib's, the speed itself, the cost per object at two sizes and the memory."""
    file = open_site(folder)
    small = _archive(folder, SIZES[0])
    dumped, theirs, count, dumped_triples, slice_triples = _against_rdflib(folder)
    speed, other = dumped_triples / dumped.cpu, slice_triples / theirs.cpu
    yield Figure(
        work="dump as N-Quads, triples/s over rdflib's", value=speed / other, unit="x", at_least=12, ours=dumped,
        other=theirs, note=f"{count:,} objects, {dumped_triples:,} triples; rdflib: {SLICE} objects, {other:,.0f}/s",
    )  # fmt: skip
    yield Figure(work="dump as N-Quads, speed", value=speed, unit="triples/s", ours=dumped)
    peaks = [_peak_of(small)]
    _archive(folder, SIZES[1] - SIZES[0], first=SIZES[0] + 1)
    (larger,) = best_of(lambda: _dump(folder), times=2)
    peaks.append(_peak_of(file))
    each = [cost.cpu / size for cost, size in zip((dumped, larger), SIZES, strict=True)]
    said = " and ".join(f"{one * 1000:.3g} ms at {size:,}" for one, size in zip(each, SIZES, strict=True))
    yield Figure(
        work="dump, cost per object, ten times the objects", value=each[1] / each[0], unit="x", at_most=1.15,
        ours=larger, other=dumped, note=said,
    )  # fmt: skip
    yield Figure(
        work="dump, peak memory, ten times the objects", value=peaks[1] / peaks[0], unit="x", at_most=1.1,
        note=" and ".join(f"{peak / 1e6:.0f} MB" for peak in peaks), details={"bytes": peaks},
    )  # fmt: skip
    turns = [[cost_of(partial(_by_command, folder, processes=count)) for count in (1, 2)] for _turn in range(2)]
    one, two = (min(costs, key=lambda cost: cost.wall) for costs in zip(*turns, strict=True))
    yield Figure(
        work="dump by the command, two processes over one", value=one.wall / two.wall, unit="x", ours=two, other=one,
        note=f"{SIZES[1]:,} objects, the start of the processes included; only what went by counts",
    )  # fmt: skip


def _by_command(folder: Path, *, processes: int) -> None:
    """Dump as a person does, into an empty folder."""
    output = Path(tempfile.mkdtemp(dir=folder))
    command = ("export_linked_data", "--profile", "linked-art", "--format", "nq", "--gzip", "--verbosity", "0")
    subprocess.run(
        [sys.executable, "manage.py", *command, "--output", str(output), "--processes", str(processes)],
        cwd=CHECKOUT, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    shutil.rmtree(output)


def _archive(folder: Path, records: int, *, first: int = 1) -> Path:
    """Add records to the archive and return a copy of it as it is then."""
    export = write_export(folder / f"export-{first}.xml", records, first=first)
    import_export(export, str(PROFILE))
    keep(folder / "archive.sqlite3", folder / f"until-{first}.sqlite3")
    return folder / f"until-{first}.sqlite3"


def _dump(folder: Path) -> Path:
    from polyvocal.linkeddata.dumps import write_dump
    from polyvocal.linkeddata.formats import FORMATS
    from polyvocal.linkeddata.profiles import LINKED_ART

    return write_dump(folder / "dump", LINKED_ART, FORMATS["nq"]).path


def _against_rdflib(folder: Path) -> tuple[Cost, Cost, int, int, int]:
    objects = _triples_of_objects()
    slice_triples = sum(len(triples) for graphs in objects for _name, triples in graphs)
    dumped, theirs = best_of(lambda: _dump(folder), lambda: _with_rdflib(objects, folder / "rdflib.nq"))
    with _dump(folder).open("rb") as file:
        dumped_triples = sum(1 for _line in file)
    return dumped, theirs, SIZES[0], dumped_triples, slice_triples


def _triples_of_objects() -> list[list[tuple[str, list[tuple[Term, ...]]]]]:
    """Return, for some objects, the name and the triples of each graph as plain words, before any clock runs."""
    from polyvocal.linkeddata import gather, graphs, serialise
    from polyvocal.linkeddata.profiles import LINKED_ART
    from polyvocal.linkeddata.writings import statements_in

    return [
        [
            (graph.name, [tuple(map(_plain, serialise.taken_apart(one))) for one in statements_in(graph.lines)])
            for document in LINKED_ART.documents_of(record)
            for graph in graphs.graphs_of(document)
        ]
        for record in islice(gather.gathered(gather.objects_to_export()), SLICE)
    ]


def _plain(written: str) -> Term:
    if written[0] != '"':
        return ("node", written[2:], None, None) if written[0] == "_" else ("uri", written[1:-1], None, None)
    words, datatype, language = _LITERAL.fullmatch(written).groups()  # type: ignore[union-attr]
    return "words", re.sub(r"\\.", lambda found: _ESCAPED[found[0]], words), datatype, language


def _with_rdflib(objects: Sequence[Sequence[tuple[str, Any]]], path: Path) -> None:
    """Make a dataset of each object with a graph of each document, and write it: rdflib's own way to stream."""
    from rdflib import BNode, Dataset, Literal, URIRef

    def term(kind: str, words: str, datatype: str | None, language: str | None) -> Any:
        if kind == "words":
            return Literal(words, datatype=datatype, lang=language)
        return URIRef(words) if kind == "uri" else BNode(words)

    with path.open("wb") as file:
        for graphs in objects:
            dataset = Dataset()
            for name, triples in graphs:
                graph = dataset.graph(URIRef(name))
                for triple in triples:
                    graph.add(tuple(term(*one) for one in triple))
            file.write(dataset.serialize(format="nquads", encoding="utf-8"))


def _peak_of(archive: Path) -> int:
    command = [sys.executable, "-m", "tests.bench.dumping", str(archive)]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True)
    return int(json.loads(done.stdout))


def _dump_apart(archive: Path) -> int:
    from django.db import connection

    open_site(archive.parent, file=archive)
    with connection.cursor() as cursor:
        # The site lets SQLite keep 32 MB of the file, which the smaller archive would not fill: that is not the dump's.
        cursor.execute("PRAGMA cache_size=-2000")
    _dump(archive.parent)
    return peak_memory()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_dump_apart(Path(sys.argv[1]))))
