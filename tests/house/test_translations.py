"""Dutch is complete, and what is compiled is what is written."""

from pathlib import Path

import polib
import pytest

LOCALE = Path(__file__).resolve().parents[2] / "polyvocal" / "locale" / "nl" / "LC_MESSAGES"
DOMAINS = ("django",)

pytestmark = pytest.mark.once


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_is_translated(domain: str) -> None:
    written = polib.pofile(str(LOCALE / f"{domain}.po"))
    assert [entry.msgid for entry in written.untranslated_entries()] == []
    assert [entry.msgid for entry in written.fuzzy_entries()] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_messages_are_the_written_ones(domain: str) -> None:
    written = polib.pofile(str(LOCALE / f"{domain}.po"))
    compiled = {entry.msgid: entry for entry in polib.mofile(str(LOCALE / f"{domain}.mo"))}
    for entry in written.translated_entries():
        assert compiled[entry.msgid].msgstr == entry.msgstr
        assert compiled[entry.msgid].msgstr_plural == entry.msgstr_plural
    assert len(compiled) == len(written.translated_entries())


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_survive_translation(domain: str) -> None:
    for entry in polib.pofile(str(LOCALE / f"{domain}.po")):
        for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
            for name in _placeholders(entry.msgid):
                assert name in translation or entry.msgid_plural, f"{name} is lost in “{translation}”"


def _placeholders(message: str) -> list[str]:
    pieces = message.split("%(")[1:]
    return [f"%({piece.split(')')[0]})" for piece in pieces]
