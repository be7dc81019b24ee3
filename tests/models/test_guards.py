"""Every guard is tried with raw SQL: with it the database refuses, without it the very same statement passes."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import (
    Attribution,
    Citation,
    Edition,
    Erasure,
    EventAssessment,
    EventCitation,
    EventStatement,
    Perspective,
    ProvenanceEvent,
    ProvenanceResearch,
    ResearchStep,
    Standing,
    Term,
    TermChange,
    TermTie,
    Text,
    TriageFlag,
    TriageJudgement,
    Voice,
    guards,
)
from polyvocal.models.fields import time_ordered_uuid
from polyvocal.object_model import get_object_model
from polyvocal.publishing import Ground
from tests.factories import (
    ACTOR,
    make_edition,
    make_event,
    make_object,
    make_perspective,
    make_rich_content,
    make_source,
    make_statement,
    make_text,
    make_voice,
)

pytestmark = pytest.mark.django_db

BY_NAME = {guard.name: guard for guard in guards.GUARDS}

UPDATES = {
    "edition_frozen": {
        "text_id": "'{other_text}'",
        "number": "7",
        "checksum": "'x'",
        "licence": "'CC-BY-4.0'",
        "held": "'1500'",
        "held_as_written": "'x'",
        "recorded": "'1500'",
        "recorded_as_written": "'x'",
        "published_from": "'2000-01-01 00:00:00+00'",
        "published_by": "'somebody'",
        "created_at": "'2000-01-01 00:00:00+00'",
        "id": "'{new_key}'",
    },
    "edition_words_frozen": {"words": "'Other words.'", "content_note": "'{{}}'", "reason": "'x'"},
    "text_place_frozen": {
        "obj_id": "'{other_obj}'",
        "perspective_id": "'{other_perspective}'",
        "text_type": "'title'",
        "language": "'fr'",
        "part": "2",
    },
}
_TABLES = {"edition": "polyvocal_edition", "text": "polyvocal_text"}

ATTEMPTS = [
    *(
        (name, f"UPDATE {_TABLES[name.split('_')[0]]} SET {column} = {value} WHERE id = '{{{name.split('_')[0]}}}'")
        for name, columns in UPDATES.items()
        for column, value in columns.items()
    ),
    ("edition_stays", "DELETE FROM polyvocal_edition WHERE id = '{edition}'"),
    ("edition_stays", "DELETE FROM polyvocal_edition"),
    ("edition_words_frozen", "UPDATE polyvocal_edition SET words = '' WHERE id = '{edition}'"),
    ("edition_words_frozen", "UPDATE polyvocal_edition SET words = '' WHERE id = '{withdrawn}'"),
    ("edition_words_frozen", "UPDATE polyvocal_edition SET words = 'They are back.' WHERE id = '{erased}'"),
    ("edition_words_frozen", "UPDATE polyvocal_edition SET reason = 'Quite another.' WHERE id = '{erased}'"),
    (
        "edition_state_steps",
        "UPDATE polyvocal_edition SET state = 'current', published_until = NULL WHERE id = '{withdrawn}'",
    ),
    ("edition_state_steps", "UPDATE polyvocal_edition SET state = 'superseded' WHERE id = '{withdrawn}'"),
    (
        "edition_closed_once",
        "UPDATE polyvocal_edition SET published_until = '2990-01-01 00:00:00+00' WHERE id = '{earlier}'",
    ),
    ("edition_withdrawn_once", "UPDATE polyvocal_edition SET withdrawal_reason = 'x' WHERE id = '{edition}'"),
    ("edition_withdrawn_once", "UPDATE polyvocal_edition SET withdrawn_by = 'x' WHERE id = '{withdrawn}'"),
    (
        "edition_withdrawn_once",
        "UPDATE polyvocal_edition SET withdrawn_at = '2000-01-01 00:00:00+00' WHERE id = '{withdrawn}'",
    ),
    ("attribution_stays", "DELETE FROM polyvocal_attribution WHERE edition_id = '{edition}'"),
    ("attribution_frozen", "UPDATE polyvocal_attribution SET role = 'editor' WHERE edition_id = '{edition}'"),
    ("citation_stays", "DELETE FROM polyvocal_citation WHERE edition_id = '{edition}'"),
    ("citation_frozen", "UPDATE polyvocal_citation SET locator = 'p. 1' WHERE edition_id = '{edition}'"),
    ("erasure_stays", "DELETE FROM polyvocal_erasure"),
    ("erasure_frozen", "UPDATE polyvocal_erasure SET legal_basis = 'x'"),
    ("text_stays", "DELETE FROM polyvocal_text WHERE id = '{text}'"),
    ("text_key_frozen", "UPDATE polyvocal_text SET id = '{new_key}' WHERE id = '{other_text}'"),
    ("voice_slug_frozen", "UPDATE polyvocal_voice SET slug = 'x' WHERE id = {voice}"),
    ("voice_slug_frozen", "UPDATE polyvocal_voice SET id = 987654 WHERE id = {voice}"),
    ("perspective_slug_frozen", "UPDATE polyvocal_perspective SET slug = 'x' WHERE id = {perspective}"),
    ("research_slug_frozen", "UPDATE polyvocal_provenanceresearch SET slug = 'x' WHERE id = {research}"),
    ("event_stays", "DELETE FROM polyvocal_provenanceevent WHERE id = '{event}'"),
    ("event_frozen", "UPDATE polyvocal_provenanceevent SET text_id = '{other_text}' WHERE id = '{event}'"),
    ("event_frozen", "UPDATE polyvocal_provenanceevent SET id = '{new_key}' WHERE id = '{event}'"),
    ("event_statement_stays", "DELETE FROM polyvocal_eventstatement WHERE event_id = '{event}'"),
    *(
        ("event_statement_frozen", f"UPDATE polyvocal_eventstatement SET {change} WHERE event_id = '{{event}}'")
        for change in (
            "id = '{new_key}'", "edition_id = '{edition}'", "event_id = '{new_key}'", "position = 7", "clause = 'x'",
            "clause = '', receiver = '', sender = ''", "stated = '{{}}'", "method = 'gift'", "receiver = 'x'",
            "sender = 'x'", "is_certain = (1 = 0)", "is_understood = (1 = 0)", "earliest_possible = '1500-01-01'",
            "earliest_definite = '1990-01-01'", "latest_definite = '1990-01-01'", "latest_possible = '1990-01-01'",
        )
    ),
    ("event_citation_stays", "DELETE FROM polyvocal_eventcitation"),
    ("event_citation_frozen", "UPDATE polyvocal_eventcitation SET locator = 'x'"),
    ("assessment_stays", "DELETE FROM polyvocal_eventassessment"),
    ("assessment_frozen", "UPDATE polyvocal_eventassessment SET standing = 'stated'"),
    ("research_step_stays", "DELETE FROM polyvocal_researchstep"),
    ("research_step_frozen", "UPDATE polyvocal_researchstep SET status = 'red'"),
    ("triage_judgement_stays", "DELETE FROM polyvocal_triagejudgement"),
    ("triage_judgement_frozen", "UPDATE polyvocal_triagejudgement SET verdict = 'research'"),
    ("term_uri_frozen", "UPDATE polyvocal_term SET uri = 'https://terms.example.org/x' WHERE id = {term}"),
    ("term_change_stays", "DELETE FROM polyvocal_termchange"),
    ("term_change_frozen", "UPDATE polyvocal_termchange SET noticed_by = 'x'"),
    ("term_tie_stays", "DELETE FROM polyvocal_termtie"),
    ("term_tie_frozen", "UPDATE polyvocal_termtie SET ended_by = 'x' WHERE ended_at IS NOT NULL"),
    *(
        ("term_tie_frozen", f"UPDATE polyvocal_termtie SET {change} WHERE ended_at IS NULL")
        for change in (
            "id = '{new_key}'", "field = 'places'", "language = 'fr'", "key = 'x'", "words = 'x'", "term_id = NULL",
            "obj_id = '{other_obj}'", "origin = 'file'", "tied_at = '2000-01-01 00:00:00+00'", "tied_by = 'x'",
        )
    ),
]  # fmt: skip

COPIES: list[tuple[str, type[models.Model], str, dict[str, str]]] = [
    ("edition_is_new", Edition, "id = '{edition}'", {"words": "'Other words.'"}),
    ("edition_numbered", Edition, "id = '{earlier}'", {"id": "'{new_key}'", "number": "9"}),
    ("edition_attributed", Edition, "id = '{earlier}'", {"id": "'{new_key}'", "number": "3"}),
    ("attribution_comes_first", Attribution, "edition_id = '{edition}'", {"role": "'interviewer'"}),
    (
        "attribution_comes_first",
        Attribution,
        "edition_id = '{edition}' AND role = 'author'",
        {"id": "987654", "role": "'interviewer'"},
    ),
    ("attribution_comes_first", Attribution, "edition_id = '{edition}'", {"edition_id": "'{new_key}'"}),
    ("citation_comes_first", Citation, "edition_id = '{edition}'", {"locator": "'p. 1'"}),
    ("citation_comes_first", Citation, "edition_id = '{edition}'", {"id": "987654"}),
    ("erasure_is_new", Erasure, "edition_id = '{erased}'", {"legal_basis": "'x'"}),
    ("erasure_is_new", Erasure, "edition_id = '{erased}'", {"id": "'{new_key}'", "legal_basis": "'x'"}),
    ("text_is_new", Text, "id = '{text}'", {"language": "'fr'"}),
    ("event_is_new", ProvenanceEvent, "id = '{event}'", {"step": "'{new_key}'"}),
    ("event_statement_comes_first", EventStatement, "event_id = '{event}'", {"clause": "'x'"}),
    ("event_statement_comes_first", EventStatement, "event_id = '{event}'", {"id": "'{new_key}'", "position": "9"}),
    ("event_citation_comes_first", EventCitation, "locator = 'p. 3'", {"locator": "'x'"}),
    ("event_citation_comes_first", EventCitation, "locator = 'p. 3'", {"id": "987654"}),
    ("assessment_is_new", EventAssessment, "event_id = '{event}'", {"standing": "'stated'"}),
    ("research_step_is_new", ResearchStep, "research_id = {research}", {"status": "'red'"}),
    ("triage_judgement_is_new", TriageJudgement, "reason = 'Read again.'", {"verdict": "'research'"}),
    ("research_slug_not_replaced", ProvenanceResearch, "id = {research}", {"slug": "'x'"}),
    ("voice_slug_not_replaced", Voice, "id = {voice}", {"slug": "'x'"}),
    ("term_uri_not_replaced", Term, "id = {term}", {"uri": "'https://terms.example.org/x'"}),
    ("term_change_is_new", TermChange, "term_id = {term}", {"noticed_by": "'x'"}),
    ("term_tie_is_new", TermTie, "ended_at IS NULL", {"words": "'x'"}),
    ("perspective_slug_not_replaced", Perspective, "id = {perspective}", {"slug": "'x'"}),
]

OF_OUR_OWN_OBJECT = {"object_identifier_frozen", "object_identifier_not_replaced"}


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    """Keys of a text with an earlier and a current edition, of a withdrawn edition and of an erased one."""
    text = make_text()
    earlier = make_edition(text, "The first words.")
    edition = publishing.supersede(text, ACTOR, content=make_rich_content(), reason="Better known now.")
    withdrawn = publishing.withdraw(make_edition(words="Withdrawn words."), ACTOR, reason="Asked for.")
    erased = make_edition(words="Unlawful words.")
    publishing.erase(erased, ACTOR, legal_basis="A court's order.")
    stated = make_statement(make_event("Jan de Boer", Ground(make_source(), "p. 3")))
    event = ProvenanceEvent.objects.get(text=stated.text)
    publishing.assess(event, ACTOR, voice=make_voice(), standing=Standing.DISPUTED, reason="He was at sea.")
    research = publishing.save_research(ProvenanceResearch(slug="de-boer", title="De Boer", question="Who?"), ACTOR)
    flag = TriageFlag.objects.create(obj=text.obj, rule="gap")
    TriageJudgement.objects.create(flag=flag, verdict="no-cause", reason="Read again.", actor_name="Noor")
    publishing.give_status(research, ACTOR, status="in-progress", reason="Begun.")
    term = Term.objects.create(uri="https://terms.example.org/1", labels={"en": "silver"})
    TermChange.objects.create(term=term, after={"labels": {"en": "silver"}}, noticed_by="Noor")
    silver = {"field": "materials", "language": "en", "key": "silver", "words": "silver", "term": term}
    TermTie.objects.create(**silver, tied_by="Noor", ended_at=timezone.now(), ended_by="Noor")
    TermTie.objects.create(**silver, tied_by="Noor")
    keys: dict[str, Any] = {
        "term": term.pk,
        "event": event.pk, "research": research.pk,
        "text": text.pk, "earlier": earlier.pk, "edition": edition.pk, "withdrawn": withdrawn.pk, "erased": erased.pk,
        "other_text": make_text().pk, "other_obj": make_object().pk, "other_perspective": make_perspective().pk,
        "voice": make_voice().pk, "perspective": make_perspective().pk, "new_key": time_ordered_uuid(),
    }  # fmt: skip
    return SimpleNamespace(**{name: getattr(key, "hex", key) for name, key in keys.items()})


def _execute(statement: str) -> None:
    """Execute and take back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        transaction.set_rollback(True)


def _assert_guarded(guard: guards.Guard, statement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IntegrityError, match="polyvocal: "):
        _execute(statement)
    guards.remove(connection)
    _execute(statement)
    monkeypatch.setattr(guards, "GUARDS", (guard,))
    guards.install(connection)
    with pytest.raises(IntegrityError, match=f"polyvocal: {guard.message}"):
        _execute(statement)


def _copying(model: type[models.Model], where: str, **changes: str) -> str:
    """Return SQL that inserts a changed copy of a row, over the row itself where the copy has the same key."""
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    values = ", ".join(changes.get(column, column) for column in columns)
    table = model._meta.db_table
    start, end = ("INSERT OR REPLACE", "") if connection.vendor == "sqlite" else ("INSERT", " ON CONFLICT DO NOTHING")
    return f"{start} INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {where}{end}"


@pytest.mark.parametrize(("name", "statement"), ATTEMPTS)
def test_the_database_refuses_to_change_or_delete(name, statement, rows, monkeypatch):
    _assert_guarded(BY_NAME[name], statement.format(**vars(rows)), monkeypatch)


@pytest.mark.parametrize(("name", "model", "where", "changes"), COPIES)
def test_the_database_refuses_to_insert_beside_or_over(name, model, where, changes, rows, monkeypatch):
    statement = _copying(model, where, **changes).format(**vars(rows))
    _assert_guarded(BY_NAME[name], statement, monkeypatch)


@pytest.mark.default_only
def test_the_database_refuses_to_change_an_identifier(monkeypatch):
    obj = make_object()
    statement = f"UPDATE {obj._meta.db_table} SET identifier = 'x' WHERE id = {obj.pk}"
    _assert_guarded(BY_NAME["object_identifier_frozen"], statement, monkeypatch)


@pytest.mark.default_only
def test_the_database_refuses_to_replace_an_object_by_one_of_another_identifier(monkeypatch):
    statement = _copying(get_object_model(), f"id = {make_object().pk}", identifier="'x'")
    _assert_guarded(BY_NAME["object_identifier_not_replaced"], statement, monkeypatch)


def test_every_guard_is_tried_in_this_module():
    tried = {name for name, *_rest in [*ATTEMPTS, *COPIES]}
    assert tried | OF_OUR_OWN_OBJECT == set(BY_NAME)


@pytest.mark.parametrize("name", [
        "edition", "attribution", "citation", "erasure", "text", "provenanceevent", "eventstatement", "eventcitation",
        "eventassessment", "researchstep", "triagejudgement", "termchange", "termtie",
    ],
)  # fmt: skip
@pytest.mark.postgres
def test_postgresql_refuses_to_empty_a_table_of_the_archive(name, rows):
    connection.check_constraints()  # a table with checks still to come cannot be emptied anyway
    with pytest.raises(IntegrityError, match="never emptied"):
        _execute(f"TRUNCATE polyvocal_{name} CASCADE")


def test_what_the_life_of_an_edition_needs_is_not_refused(rows):
    text = Text.objects.get(pk=rows.text)
    edition = publishing.withdraw(Edition.objects.get(pk=rows.edition), ACTOR, reason="Asked for.")
    publishing.erase(edition, ACTOR, legal_basis="The law.")
    publishing.withdraw(Edition.objects.get(pk=rows.earlier), ACTOR, reason="Asked for as well.")
    assert make_edition(text, "New words.").number == 3


def test_a_text_without_editions_may_still_move_or_go():
    text = make_text()
    Text.objects.filter(pk=text.pk).update(language="fr", perspective=make_perspective())
    publishing.discard(publishing.draft(text, ACTOR, content=make_rich_content()), ACTOR)
    other = make_text()
    other.delete()
    assert not Text.objects.filter(pk=other.pk).exists()


def test_migrate_makes_missing_guards_again():
    guards.remove(connection)
    assert len(guards.missing(connection)) >= len(guards.GUARDS) - len(OF_OUR_OWN_OBJECT)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


def test_the_system_check_names_a_missing_guard():
    with connection.cursor() as cursor:
        on_table = " ON polyvocal_edition" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER polyvocal_edition_stays{on_table}")
    with pytest.raises(SystemCheckError, match=r"polyvocal\.E010.*polyvocal_edition_stays"):
        call_command("check", databases=["default"])


@pytest.mark.postgres
def test_the_system_check_names_a_disabled_guard():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE polyvocal_edition DISABLE TRIGGER polyvocal_edition_stays")
    assert guards.missing(connection) == ["polyvocal_edition_stays"]


@pytest.fixture
def _rebuilt_table(transactional_db: None) -> Iterator[None]:
    before, after = models.CharField(max_length=300), models.CharField(max_length=301)
    for field in (before, after):
        field.set_attributes_from_name("mandate")
        field.model = Voice
    with connection.schema_editor() as editor:
        editor.alter_field(Voice, before, after)
    yield
    with connection.schema_editor() as editor:
        editor.alter_field(Voice, after, before)


@pytest.mark.usefixtures("_rebuilt_table")
def test_guards_survive_the_rebuilding_of_a_table_once_migrate_has_run():
    lost = guards.missing(connection)
    assert bool(lost) == (connection.vendor == "sqlite"), "SQLite rebuilds a table without its triggers"
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
