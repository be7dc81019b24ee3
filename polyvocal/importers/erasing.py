"""Takes lawfully erased words out of what the importers keep: source records, offered words, outcomes, run reports."""

import json
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from polyvocal.importers.models import ImportRun, RecordOutcome, SourceRecord, SourceText, packed, unpacked
from polyvocal.importers.profiles.texts import plain
from polyvocal.models import Edition
from polyvocal.models.texts import checksum_of

ERASED = "[erased]"

_Redaction = Callable[[str], str]


def redacted(raw: bytes, *, encoding: str, checksums: frozenset[str]) -> bytes:
    """Return a record's bytes with every leaf whose words bear one of these checksums replaced."""
    if not checksums:
        return raw
    return _rewritten(raw, encoding, lambda words: ERASED if checksum_of(plain(words)) in checksums else words)


def erase_words(edition: Edition, words: str) -> None:
    """Take the words of an erased edition out of every row of the importers that holds them."""
    if not words:
        return
    found = SourceRecord.objects.filter(texts__text=edition.text_id).distinct()
    for record in found:
        record.packed = packed(_without(record.raw, record.encoding, words))
        record.save(update_fields=["packed"])
        _erase_from_outcomes(record, words)
    for source_text in SourceText.objects.filter(text=edition.text_id).exclude(offered_words=""):
        source_text.offered_words = source_text.offered_words.replace(words, ERASED)
        source_text.save(update_fields=["offered_words"])
    _erase_from_reports(words)


def _erase_from_outcomes(record: SourceRecord, words: str) -> None:
    for outcome in RecordOutcome.objects.filter(run__system=record.system_id, record_id=record.record_id):
        outcome.reason = outcome.reason.replace(words, ERASED)
        if outcome.packed:
            outcome.packed = packed(_without(unpacked(outcome.packed), record.encoding, words))
        outcome.save(update_fields=["reason", "packed"])


def _erase_from_reports(words: str) -> None:
    inside = json.dumps(words)[1:-1]
    for run in ImportRun.objects.only("report", "message"):
        written = json.dumps(run.report)
        if inside in written or words in run.message:
            run.report = json.loads(written.replace(inside, ERASED))
            run.message = run.message.replace(words, ERASED)
            run.save(update_fields=["report", "message"])


def _without(raw: bytes, encoding: str, words: str) -> bytes:
    def replaced(leaf: str) -> str:
        return plain(leaf).replace(words, ERASED) if words in plain(leaf) else leaf

    rewritten = _rewritten(raw, encoding, replaced)
    # Rather no bytes at all than bytes in which the words can still be found.
    forms = {words, escape(words)}
    return b"" if any(form.encode(encoding, errors="replace") in rewritten for form in forms) else rewritten


def _rewritten(raw: bytes, encoding: str, redaction: _Redaction) -> bytes:
    """Rewrite the words of a record's elements; its bytes stay as they are where none changes."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding=encoding)
    root: Any = etree.fromstring(raw, parser) if raw else None
    if root is None:
        return b""
    changed = False
    for element in root.iter():
        if element.text and (words := redaction(element.text)) != element.text:
            element.text = words
            changed = True
    if not changed:
        return raw
    rewritten: Any = etree.tostring(root, encoding=encoding, xml_declaration=False)
    return bytes(rewritten)
