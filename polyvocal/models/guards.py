"""Triggers that make the database itself keep the promises about editions, on SQLite and PostgreSQL.

They are made by a migration and made again after every `migrate`, because SQLite drops a table's triggers when Django
rebuilds the table. `manage.py check --database default` reports a missing one (polyvocal.E010).

What they refuse, even to raw SQL: changing or deleting an edition (only the closing steps current → superseded →
withdrawn may happen, once), an edition without an attribution or out of number, a change to what an edition is
attributed to, cites or says of provenance, a change of an assessment, of the status of a dossier, of a judgement of
triage, of a term's history or of who tied a word to it, a change of a text's place once it has editions, a change of
an identifier, slug or URI. Words may become '' only where an audited erasure exists; so may what a judgement of
triage quotes. On SQLite, `INSERT OR REPLACE` fires no DELETE trigger, so inserting over an existing row is refused as
well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

EDITION = "polyvocal_edition"
ATTRIBUTION = "polyvocal_attribution"
CITATION = "polyvocal_citation"
ERASURE = "polyvocal_erasure"
TEXT = "polyvocal_text"
EVENT = "polyvocal_provenanceevent"
EVENT_STATEMENT = "polyvocal_eventstatement"
EVENT_CITATION = "polyvocal_eventcitation"
ASSESSMENT = "polyvocal_eventassessment"
RESEARCH_STEP = "polyvocal_researchstep"
TRIAGE_FLAG = "polyvocal_triageflag"
TRIAGE_JUDGEMENT = "polyvocal_triagejudgement"
TERM = "polyvocal_term"
TERM_CHANGE = "polyvocal_termchange"
TERM_TIE = "polyvocal_termtie"

FROZEN_EDITION_COLUMNS = (
    "id", "text_id", "number", "checksum", "licence", "held", "held_as_written", "recorded", "recorded_as_written",
    "published_from", "published_by", "created_at",
)  # fmt: skip
ERASABLE_EDITION_COLUMNS = ("words", "content_note", "reason")
_WITHDRAWAL_COLUMNS = ("withdrawn_at", "withdrawn_by", "withdrawal_reason")


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: refuse `event` on `table` when `condition` (SQL over NEW and OLD) is true, saying `message`."""

    name: str
    table: str
    event: str
    condition: str
    message: str


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns) + ")"


_ERASED = f"EXISTS (SELECT 1 FROM {ERASURE} e WHERE e.edition_id = OLD.id)"

_EDITION_GUARDS = (
    Guard("edition_stays", EDITION, "DELETE", "TRUE", "an edition is never deleted"),
    Guard("edition_frozen", EDITION, "UPDATE", _changed(*FROZEN_EDITION_COLUMNS), "a published edition never changes"),
    Guard(
        "edition_words_frozen", EDITION, "UPDATE",
        f"{_changed(*ERASABLE_EDITION_COLUMNS)} AND NOT (OLD.words <> '' AND NEW.words = ''"
        f" AND NEW.state = 'withdrawn' AND {_ERASED})",
        "a published edition never changes",
    ),
    Guard(
        "edition_state_steps", EDITION, "UPDATE",
        "NEW.state <> OLD.state AND NOT ((OLD.state = 'current' AND NEW.state IN ('superseded', 'withdrawn'))"
        " OR (OLD.state = 'superseded' AND NEW.state = 'withdrawn'))",
        "an edition is closed once and never reopened",
    ),
    Guard(
        "edition_closed_once", EDITION, "UPDATE",
        f"OLD.published_until IS NOT NULL AND {_changed('published_until')}",
        "the day an edition was closed never changes",
    ),
    Guard(
        "edition_withdrawn_once", EDITION, "UPDATE",
        f"{_changed(*_WITHDRAWAL_COLUMNS)} AND NOT (OLD.state <> 'withdrawn' AND NEW.state = 'withdrawn')",
        "a withdrawal is recorded once and never changes",
    ),
    Guard(
        "edition_is_new", EDITION, "INSERT",
        f"EXISTS (SELECT 1 FROM {EDITION} e WHERE e.id = NEW.id)"
        f" OR (NEW.state = 'current' AND EXISTS (SELECT 1 FROM {EDITION} e"
        " WHERE e.text_id = NEW.text_id AND e.state = 'current'))",
        "a text has one current edition",
    ),
    Guard(
        "edition_numbered", EDITION, "INSERT",
        f"NEW.number <> 1 + COALESCE((SELECT MAX(e.number) FROM {EDITION} e WHERE e.text_id = NEW.text_id), 0)",
        "editions are numbered without gaps",
    ),
    Guard(
        "edition_attributed", EDITION, "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {ATTRIBUTION} a WHERE a.edition_id = NEW.id)",
        "an edition has at least one attribution; write it first",
    ),
)  # fmt: skip


def _part_of_edition(name: str, table: str) -> tuple[Guard, ...]:
    return (
        Guard(f"{name}_stays", table, "DELETE", "TRUE", f"a {name} is part of its edition and is never deleted"),
        Guard(f"{name}_frozen", table, "UPDATE", "TRUE", f"a {name} is part of its edition and never changes"),
        Guard(
            f"{name}_comes_first", table, "INSERT",
            f"EXISTS (SELECT 1 FROM {EDITION} e WHERE e.id = NEW.edition_id)"
            f" OR EXISTS (SELECT 1 FROM {table} a WHERE a.id = NEW.id)",
            f"a {name} is written with its edition, not added to it",
        ),
    )  # fmt: skip


def _appended(name: str, table: str, *, what: str, unless: str = "FALSE") -> tuple[Guard, ...]:
    """Rows that are only ever added; `unless` (SQL) says which changes an erasure may make."""
    return (
        Guard(f"{name}_stays", table, "DELETE", "TRUE", f"{what} is never deleted"),
        Guard(f"{name}_frozen", table, "UPDATE", f"NOT ({unless})", f"{what} never changes"),
        Guard(
            f"{name}_is_new", table, "INSERT", f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)",
            f"{what} is never replaced",
        ),
    )  # fmt: skip


FROZEN_STATEMENT_COLUMNS = ("id", "edition_id", "event_id", "position")
ERASABLE_STATEMENT_COLUMNS = (
    "clause", "stated", "is_understood", "is_certain", "method", "receiver", "sender", "earliest_possible",
    "earliest_definite", "latest_definite", "latest_possible",
)  # fmt: skip
FROZEN_JUDGEMENT_COLUMNS = ("id", "flag_id", "verdict", "reason", "actor_name", "judged_at")
_EDITION_ERASED = f"EXISTS (SELECT 1 FROM {ERASURE} e WHERE e.edition_id = OLD.edition_id)"
_NOTHING_STATED = (
    "NEW.clause = '' AND NEW.receiver = '' AND NEW.sender = '' AND NEW.method = '' AND CAST(NEW.stated AS text) = '{}'"
)
_GROUNDS_ERASED = (
    f"EXISTS (SELECT 1 FROM {ERASURE} e JOIN {EDITION} d ON d.id = e.edition_id JOIN {TEXT} t ON t.id = d.text_id"
    f" JOIN {TRIAGE_FLAG} f ON f.obj_id = t.obj_id WHERE f.id = OLD.flag_id)"
)
_HAS_STATEMENTS = f"EXISTS (SELECT 1 FROM {EVENT_STATEMENT} s WHERE s.event_id = OLD.id)"

_PROVENANCE_GUARDS = (
    Guard("event_statement_stays", EVENT_STATEMENT, "DELETE", "TRUE",
          "a provenance event is part of its edition and is never deleted"),
    Guard(
        "event_statement_frozen", EVENT_STATEMENT, "UPDATE",
        f"{_changed(*FROZEN_STATEMENT_COLUMNS)} OR ({_changed(*ERASABLE_STATEMENT_COLUMNS)}"
        f" AND NOT ({_NOTHING_STATED} AND {_EDITION_ERASED}))",
        "a provenance event is part of its edition and never changes",
    ),
    Guard(
        "event_statement_comes_first", EVENT_STATEMENT, "INSERT",
        f"EXISTS (SELECT 1 FROM {EDITION} e WHERE e.id = NEW.edition_id)"
        f" OR EXISTS (SELECT 1 FROM {EVENT_STATEMENT} s WHERE s.id = NEW.id)",
        "a provenance event is written with its edition, not added to it",
    ),
    Guard("event_citation_stays", EVENT_CITATION, "DELETE", "TRUE",
          "a source of a provenance event is never deleted"),
    Guard("event_citation_frozen", EVENT_CITATION, "UPDATE", "TRUE", "a source of a provenance event never changes"),
    Guard(
        "event_citation_comes_first", EVENT_CITATION, "INSERT",
        f"EXISTS (SELECT 1 FROM {EVENT_STATEMENT} s WHERE s.id = NEW.statement_id)"
        f" OR EXISTS (SELECT 1 FROM {EVENT_CITATION} c WHERE c.id = NEW.id)",
        "a source of a provenance event is written with its edition, not added to it",
    ),
    Guard("event_stays", EVENT, "DELETE", _HAS_STATEMENTS, "a provenance event that was stated is never deleted"),
    Guard("event_frozen", EVENT, "UPDATE", _changed("id", "text_id"), "a provenance event keeps its statement"),
    Guard("event_is_new", EVENT, "INSERT", f"EXISTS (SELECT 1 FROM {EVENT} o WHERE o.id = NEW.id)",
          "a provenance event is never replaced"),
    *_appended("assessment", ASSESSMENT, what="an assessment"),
    *_appended("research_step", RESEARCH_STEP, what="the status of a dossier"),
    *_appended(
        "triage_judgement", TRIAGE_JUDGEMENT, what="a judgement of a flag",
        unless=f"NOT {_changed(*FROZEN_JUDGEMENT_COLUMNS)} AND {_GROUNDS_ERASED}",
    ),
)  # fmt: skip


def _fixed_name(name: str, table: str, column: str, *, message: str) -> tuple[Guard, ...]:
    """The key is fixed with the name: on SQLite, a row given the key of another could take its place."""
    return (
        Guard(f"{name}_frozen", table, "UPDATE", _changed("id", column), message),
        Guard(
            f"{name}_not_replaced", table, "INSERT",
            f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND o.{column} <> NEW.{column})",
            message,
        ),
    )  # fmt: skip


FROZEN_TIE_COLUMNS = (
    "id", "field", "language", "key", "words", "term_id", "obj_id", "origin", "tied_at", "tied_by",
)  # fmt: skip

_TERM_GUARDS = (
    *_fixed_name("term_uri", TERM, "uri", message="the URI of a term never changes"),
    *_appended("term_change", TERM_CHANGE, what="a change of a term"),
    Guard("term_tie_stays", TERM_TIE, "DELETE", "TRUE", "a tie of a word to a term is never deleted"),
    Guard(
        "term_tie_frozen", TERM_TIE, "UPDATE", f"{_changed(*FROZEN_TIE_COLUMNS)} OR OLD.ended_at IS NOT NULL",
        "a tie of a word to a term ends once and never changes",
    ),
    Guard(
        "term_tie_is_new", TERM_TIE, "INSERT", f"EXISTS (SELECT 1 FROM {TERM_TIE} o WHERE o.id = NEW.id)",
        "a tie of a word to a term is never replaced",
    ),
)  # fmt: skip

_HAS_EDITIONS = f"EXISTS (SELECT 1 FROM {EDITION} e WHERE e.text_id = OLD.id)"

GUARDS: tuple[Guard, ...] = (
    *_EDITION_GUARDS,
    *_part_of_edition("attribution", ATTRIBUTION),
    *_part_of_edition("citation", CITATION),
    *_PROVENANCE_GUARDS,
    *_TERM_GUARDS,
    Guard("erasure_stays", ERASURE, "DELETE", "TRUE", "an erasure is never deleted"),
    Guard("erasure_frozen", ERASURE, "UPDATE", "TRUE", "an erasure never changes"),
    Guard(
        "erasure_is_new", ERASURE, "INSERT",
        f"EXISTS (SELECT 1 FROM {ERASURE} e WHERE e.id = NEW.id OR e.edition_id = NEW.edition_id)",
        "an edition is erased once",
    ),
    Guard("text_stays", TEXT, "DELETE", _HAS_EDITIONS, "a text with editions is never deleted"),
    Guard("text_key_frozen", TEXT, "UPDATE", _changed("id"), "the key of a text never changes"),
    Guard(
        "text_place_frozen", TEXT, "UPDATE",
        f"{_changed('obj_id', 'perspective_id', 'text_type', 'language', 'part')} AND {_HAS_EDITIONS}",
        "a text with editions keeps its object, perspective, type and language",
    ),
    Guard(
        "text_is_new", TEXT, "INSERT",
        f"EXISTS (SELECT 1 FROM {EDITION} e WHERE e.text_id = NEW.id)",
        "a text with editions is never replaced",
    ),
    *_fixed_name(
        "research_slug", "polyvocal_provenanceresearch", "slug", message="a slug never changes"
    ),
    *_fixed_name("voice_slug", "polyvocal_voice", "slug", message="a slug never changes"),
    *_fixed_name("perspective_slug", "polyvocal_perspective", "slug", message="a slug never changes"),
    *_fixed_name(
        "object_identifier", "polyvocal_collectionobject", "identifier", message="an identifier never changes"
    ),
)  # fmt: skip

_TRUNCATE_REFUSED = (
    EDITION, ATTRIBUTION, CITATION, ERASURE, EVENT, EVENT_STATEMENT, EVENT_CITATION, ASSESSMENT, RESEARCH_STEP,
    TRIAGE_JUDGEMENT, TERM_CHANGE, TERM_TIE,
)  # fmt: skip


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger whose table exists; those that exist are made anew."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in tables:
                for statement in _statements(connection.vendor, guard):
                    cursor.execute(statement)
        if connection.vendor == "postgresql":
            for table in tables.intersection(_TRUNCATE_REFUSED):
                for statement in _truncate_statements(table):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away: for the reverse of the migration, and nothing else."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table in _named(connection.vendor):
            if table in tables:
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that should exist and do not."""
    tables = set(connection.introspection.table_names())
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name, table in _named(connection.vendor) if table in tables and name not in present]


def _named(vendor: str) -> Iterator[tuple[str, str]]:
    for guard in GUARDS:
        yield f"polyvocal_{guard.name}", guard.table
    if vendor == "postgresql":
        for table in _TRUNCATE_REFUSED:
            yield f"{table}_no_truncate", table


def _statements(vendor: str, guard: Guard) -> Iterator[str]:
    name = f"polyvocal_{guard.name}"
    if vendor == "sqlite":
        condition = guard.condition.replace("IS DISTINCT FROM", "IS NOT")  # SQLite knows the former only since 3.39
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, 'polyvocal: {guard.message}'); END"
        )
    elif vendor == "postgresql":
        result = "OLD" if guard.event == "DELETE" else "NEW"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {guard.condition} THEN RAISE EXCEPTION 'polyvocal: {guard.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {result}; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {guard.table}"
        yield (f"CREATE TRIGGER {name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _truncate_statements(table: str) -> Iterator[str]:
    name = f"{table}_no_truncate"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'polyvocal: the archive of editions is never emptied' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
