"""Takes lawfully erased words out of what the importers keep: source records, offered words, outcomes, run reports."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from polyvocal.importers.intake import forget_plans
from polyvocal.importers.models import ImportRun, RecordOutcome, SourceRecord, SourceText, packed, unpacked
from polyvocal.importers.profiles.texts import plain
from polyvocal.importers.sources import repaired
from polyvocal.importers.sources.markup import paragraphs_of
from polyvocal.models import Edition, Job
from polyvocal.models.texts import checksum_of

ERASED = "[erased]"

_Redaction = Callable[[str], str]


def redacted(raw: bytes, *, encoding: str, checksums: frozenset[str]) -> bytes:
    """Return a record's bytes with every leaf whose words bear one of these checksums replaced."""
    if not checksums:
        return raw

    def replaced(leaf: str) -> str:
        return ERASED if any(checksum_of(form) in checksums for form in _readings(leaf)) else leaf

    return _rewritten(raw, encoding, replaced)


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
    _erase_from_plans()


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


def _erase_from_plans() -> None:
    """Plans show differences word by word, in pieces; they are soon made anew, so every one forgets its records."""
    for job in Job.objects.filter(kind="plan-import").exclude(result={}):
        job.result = {**job.result, "records": []}
        job.save(update_fields=["result"])
    forget_plans()


def _without(raw: bytes, encoding: str, words: str) -> bytes:
    def replaced(leaf: str) -> str:
        if words in plain(leaf):
            return plain(leaf).replace(words, ERASED)
        return ERASED if any(words in form for form in _readings(leaf)) else leaf

    rewritten = _rewritten(raw, encoding, replaced)
    # Rather no bytes at all than bytes in which the words can still be found.
    forms = {words, escape(words), json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1]}
    return b"" if any(form.encode(encoding, errors="replace") in rewritten for form in forms) else rewritten


def _readings(leaf: str) -> Iterator[str]:
    """Yield the words that an import may make of a leaf: as they are, without tags, with their letters repaired."""
    for words in dict.fromkeys((leaf, repaired(leaf.strip()).words)):
        yield plain(words)
        with suppress(ValueError):  # tags too deep in each other: then no text was made of them either
            yield plain(paragraphs_of(words))


def _rewritten(raw: bytes, encoding: str, redaction: _Redaction) -> bytes:
    """Rewrite the words of a record, JSON or XML; its bytes stay as they are where none changes."""
    if raw[:1] in (b"[", b"{"):
        return _rewritten_json(raw, encoding, redaction)
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


def _rewritten_json(raw: bytes, encoding: str, redaction: _Redaction) -> bytes:
    try:
        before = json.loads(raw.decode(encoding))
    except ValueError:
        return b""
    after = _in_strings(before, redaction)
    return raw if after == before else json.dumps(after, ensure_ascii=False, separators=(",", ":")).encode(encoding)


def _in_strings(value: Any, redaction: _Redaction) -> Any:
    """Return what JSON holds with every string redacted; names stay."""
    if isinstance(value, str):
        return redaction(value)
    if isinstance(value, list):
        return [_in_strings(one, redaction) for one in value]
    if isinstance(value, dict) and isinstance(spans := value.get("spans"), list):
        return _in_spans(value, spans, redaction)
    if isinstance(value, dict):
        return {name: _in_strings(one, redaction) for name, one in value.items()}
    return value


def _in_spans(value: dict[str, Any], spans: list[Any], redaction: _Redaction) -> dict[str, Any]:
    """Redact rich text, whose words may be cut into pieces that say nothing alone."""
    whole = "".join(str(span.get("text") or "") for span in spans if isinstance(span, dict))
    after = redaction(whole)
    return value if after == whole else {**value, "spans": [{"text": after}]}
