"""The page of a text: who may take which step, and that nothing typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polyvocal import publishing
from polyvocal.models import Draft, DraftState, Edition, Source
from tests.admin.conftest import client_of, page_of, typed
from tests.factories import (
    ACTOR,
    make_content,
    make_draft,
    make_edition,
    make_source,
    make_statement,
    make_text,
    make_voice,
    moment,
)

pytestmark = pytest.mark.django_db

STEPS = {
    "save": (DraftState.DRAFT, {"editor", "curator", "superuser"}),
    "submit": (DraftState.DRAFT, {"editor", "curator", "superuser"}),
    "approve": (DraftState.IN_REVIEW, {"curator", "superuser"}),
    "send-back": (DraftState.IN_REVIEW, {"curator", "superuser"}),
    "publish": (DraftState.DRAFT, {"curator", "superuser"}),
    "discard": (DraftState.DRAFT, {"editor", "curator", "superuser"}),
    "rebase": (DraftState.DRAFT, {"editor", "curator", "superuser"}),
}
ENDS_AS = {
    "save": DraftState.DRAFT,
    "submit": DraftState.IN_REVIEW,
    "approve": DraftState.APPROVED,
    "send-back": DraftState.DRAFT,
    "publish": DraftState.DRAFT,
    "discard": DraftState.DISCARDED,
    "rebase": DraftState.DRAFT,
}


def _draft_in(state):
    draft = make_draft(words="It came from Ceylon.")
    if state == DraftState.IN_REVIEW:
        publishing.submit(draft, ACTOR)
    draft.refresh_from_db()
    return draft


@pytest.mark.parametrize("role", ["viewer", "editor", "curator", "superuser"])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_by_those_who_may_and_refused_to_others(as_role, step, role):
    state, allowed = STEPS[step]
    draft = _draft_in(state)
    reply = as_role(role).post(page_of(draft.text), typed(draft, step=step, note="Which archive?"))
    draft.refresh_from_db()
    if role in allowed:
        assert reply.status_code == 302
        assert draft.state == ENDS_AS[step]
    else:
        assert reply.status_code == 403
        assert draft.state == state


@pytest.mark.parametrize(
    ("role", "state", "shown", "hidden"),
    [
        ("editor", DraftState.DRAFT, ["Save draft", "Submit for review", "Lay this draft aside"], ["Publish …"]),
        ("editor", DraftState.IN_REVIEW, ["Save draft"], [">Approve<", "Submit for review", "Send back"]),
        ("curator", DraftState.IN_REVIEW, [">Approve<", "Publish …", "Send back with this note"], ["Submit for"]),
        ("viewer", DraftState.IN_REVIEW, ["It came from Ceylon."], ["Save draft", ">Approve<", "<textarea"]),
    ],
)
def test_only_the_buttons_that_state_and_role_allow_are_shown(as_role, role, state, shown, hidden):
    page = as_role(role).get(page_of(_draft_in(state).text)).content.decode()
    assert [words for words in shown if words not in page] == []
    assert [words for words in hidden if words in page] == []


def test_a_first_draft_is_saved_with_voices_sources_and_times(as_role):
    text, voice, source = make_text(), make_voice(), make_source()
    data = typed(
        voices=[(voice, "spoken-by")], words="One.\r\n\r\nTwo.", held="around 1690", public_since="2021-05-01",
        **{"sources-0-source": source.pk, "sources-0-locator": "p. 12", "content_note--en": "Violence."},
    )  # fmt: skip
    as_role("editor").post(page_of(text), data)
    draft = Draft.objects.get(text=text)
    assert (draft.words, draft.held, draft.content_note) == ("One.\n\nTwo.", "1690~", {"en": "Violence."})
    assert draft.published_from == moment("2021-05-01")
    assert [(one.voice, one.role) for one in draft.attributions.all()] == [(voice, "spoken-by")]
    assert [(one.source, one.locator) for one in draft.citations.all()] == [(source, "p. 12")]


def test_a_new_source_is_made_with_the_draft(as_role):
    text = make_text()
    data = typed(voices=[(make_voice(), "author")], words="One.", new_source_title="Minutes", new_source_locator="f. 3")
    as_role("editor").post(page_of(text), data)
    citation = Draft.objects.get(text=text).citations.get()
    assert (citation.source.title, citation.locator) == ("Minutes", "f. 3")
    assert publishing.versions_of(citation.source).count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"held": "the day before"}, "is not understood"),
        ({"step": "submit", "words": ""}, "There are no words yet."),
        ({"step": "submit", "voices-0-voice": ""}, "Say whose words these are"),
        ({"sources-0-locator": "p. 3"}, "Choose the source of"),
        ({"new_source_author": "Dina"}, "Give the new source a title."),
        ({"content_note--other-words": "Geweld"}, "Say which language"),
        ({"public_since": "yesterday"}, "Enter a valid date."),
    ],
)
def test_what_was_typed_comes_back_with_the_reason_why_it_was_refused(as_role, wrong, told):
    draft = _draft_in(DraftState.DRAFT)
    data = typed(draft, reason="Kept beside it.") | {"words": "Typed for an hour.", "licence": "CC0-1.0"} | wrong
    page = as_role("curator").post(page_of(draft.text), data)
    shown = page.content.decode()
    assert page.status_code == 200
    assert told in shown
    assert data["words"] in shown
    assert "Kept beside it." in shown
    assert '<option value="CC0-1.0" selected>' in shown
    draft.refresh_from_db()
    assert draft.words == "It came from Ceylon."
    assert not Source.objects.exists()


def test_submitting_a_later_version_asks_the_reason_and_saving_does_not(as_role):
    edition = make_edition()
    draft = make_draft(edition.text, "Better.", reason="")
    assert "Give a reason" in as_role("editor").post(page_of(draft.text), typed(draft, step="submit")).content.decode()
    assert as_role("editor").post(page_of(draft.text), typed(draft, step="save")).status_code == 302


def test_saving_without_a_change_keeps_an_approval(as_role, as_curator):
    draft = make_draft(published_from=moment("2021-05-01"))
    publishing.submit(draft, ACTOR)
    draft = publishing.approve(draft, as_curator)
    as_role("editor").post(page_of(draft.text), typed(draft, public_since="2021-05-01"))
    draft.refresh_from_db()
    assert draft.state == DraftState.APPROVED


def test_clearing_public_since_alone_is_saved(as_role):
    draft = make_draft(published_from=moment("2021-05-01"))
    as_role("editor").post(page_of(draft.text), typed(draft, public_since=""))
    draft.refresh_from_db()
    assert draft.published_from is None


def test_a_reviewer_who_changes_words_answers_for_them(as_role, curator):
    draft = _draft_in(DraftState.IN_REVIEW)
    as_role("curator").post(page_of(draft.text), typed(draft, step="approve") | {"words": "Reworded."})
    draft.refresh_from_db()
    assert (draft.state, draft.words) == (DraftState.APPROVED, "Reworded.")
    assert curator.username in draft.submitted_by


def test_sending_back_asks_for_a_note_and_keeps_it(as_role):
    draft = _draft_in(DraftState.IN_REVIEW)
    page = as_role("curator").post(page_of(draft.text), typed(draft, step="send-back", note=""))
    assert "Give a reason" in page.content.decode()
    as_role("curator").post(page_of(draft.text), typed(draft, step="send-back", note="Which archive?"))
    draft.refresh_from_db()
    assert draft.note == "Which archive?"
    assert "sent back" in as_role("editor").get(page_of(draft.text)).content.decode()


def test_the_second_of_two_writers_keeps_the_words_and_sees_both(as_role):
    draft = _draft_in(DraftState.DRAFT)
    stale = typed(draft) | {"words": "Mine, typed for an hour."}
    publishing.revise(draft, ACTOR, content=make_content("Theirs."), reason="")
    page = as_role("editor").post(page_of(draft.text), stale)
    shown = page.content.decode()
    assert page.status_code == 409
    assert "Somebody else changed this draft" in shown
    assert "Mine, typed for an hour.</textarea>" in shown
    assert "Theirs" in shown
    draft.refresh_from_db()
    assert draft.words == "Theirs."
    assert f'name="seen" value="{draft.changed_at.isoformat()}"' in shown


def test_a_writer_whose_draft_was_published_meanwhile_goes_on_in_a_new_draft(as_role):
    draft = _draft_in(DraftState.DRAFT)
    stale = typed(draft) | {"words": "Mine, typed for an hour."}
    publishing.publish(draft, ACTOR)
    page = as_role("editor").post(page_of(draft.text), stale)
    assert page.status_code == 409
    assert "already published this draft as edition 1" in page.content.decode()
    again = stale | {"draft": "", "seen": "", "standing": Edition.objects.get().pk}
    assert as_role("editor").post(page_of(draft.text), again).status_code == 302
    assert Draft.objects.open().get(text=draft.text).words == "Mine, typed for an hour."


def test_words_that_began_with_an_edition_that_was_replaced_meanwhile_are_compared_first(as_role):
    edition = make_edition(words="The first words.")
    data = typed(words="The first words, corrected.", voices=[(make_voice(), "author")], standing=edition.pk)
    newer = make_edition(edition.text, "Quite other words.")
    page = as_role("editor").post(page_of(edition.text), data)
    shown = page.content.decode()
    assert page.status_code == 409
    assert "Another edition was published while you were writing." in shown
    assert "The first words, corrected.</textarea>" in shown
    assert "Quite other words." in shown
    assert not Draft.objects.open().exists()
    assert f'name="standing" value="{newer.pk}"' in shown
    assert as_role("editor").post(page_of(edition.text), data | {"standing": newer.pk}).status_code == 302


def test_an_existing_draft_is_not_saved_by_one_who_does_not_say_what_was_seen(as_role):
    draft = _draft_in(DraftState.DRAFT)
    data = typed(draft) | {"seen": "", "words": "Mine."}
    assert as_role("editor").post(page_of(draft.text), data).status_code == 409


def test_a_draft_that_was_overtaken_shows_both_versions_and_can_be_rebased(as_role):
    edition = make_edition(words="The first words.")
    draft = make_draft(edition.text, "The first, but better.", reason="Better.")
    make_edition(edition.text, "The second words.")
    page = as_role("editor").get(page_of(draft.text)).content.decode()
    assert "Edition 2 was published after this draft was begun" in page
    assert "Follow edition 2 (rebase)" in page
    as_role("editor").post(page_of(draft.text), typed(draft, step="rebase"))
    draft.refresh_from_db()
    assert draft.based_on.number == 2
    assert draft.words == "The first, but better."


def test_a_draft_of_another_text_is_no_draft_of_this_one(as_role):
    draft = _draft_in(DraftState.DRAFT)
    assert as_role("curator").post(page_of(make_text()), typed(draft)).status_code == 400
    assert as_role("curator").post(page_of(draft.text), typed(draft, step="erase")).status_code == 400


def test_a_step_without_a_token_is_refused(curator):
    client = client_of(curator)
    client.handler.enforce_csrf_checks = True
    draft = _draft_in(DraftState.DRAFT)
    assert client.post(page_of(draft.text), typed(draft)).status_code == 403


def test_a_voice_twice_in_one_role_is_refused_with_a_sentence(as_role):
    voice, text = make_voice(), make_text()
    page = as_role("editor").post(page_of(text), typed(voices=[(voice, "author")] * 2, words="One."))
    assert "twice in the same role" in page.content.decode()


def test_the_page_shows_every_edition_and_withdrawn_words_only_behind_a_fold(as_role):
    first = make_edition(words="The very first words.")
    second = make_edition(first.text, "The second words.", reason="The date was wrong.")
    publishing.withdraw(first, ACTOR, reason="At the speaker’s request.")
    page = as_role("viewer").get(page_of(first.text)).content.decode()
    assert "The date was wrong." in page
    assert "At the speaker’s request." in page
    fold = page.index("Read the withdrawn words (not public)")
    assert page.index("The very first words.") > fold
    assert page.index("The second words.") < fold
    assert second.is_current


def test_erased_words_are_nowhere_on_the_page(as_role):
    first = make_edition(words="The very first words.")
    publishing.erase(first, ACTOR, legal_basis="Article 17 GDPR.")
    page = as_role("curator").get(page_of(first.text)).content.decode()
    assert "The words were erased." in page
    assert "Article 17 GDPR." in page
    assert "The very first words." not in page


def test_the_page_takes_as_many_queries_for_six_editions_as_for_two(as_role, django_assert_num_queries):
    text = make_text()
    make_edition(text)
    make_edition(text, "Two.")
    client = as_role("curator")
    client.get(page_of(text))
    counted = _queries(client, page_of(text))
    for number in range(4):
        make_edition(text, f"Words {number}.")
    make_draft(text, "New.")
    make_draft(text, "Newer.")
    with django_assert_num_queries(counted):
        client.get(page_of(text) + "?draft=new")


def _queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address + "?draft=new")
    return len(captured)


def test_the_stock_history_leads_to_our_page(as_role):
    edition = make_edition()
    client = as_role("curator")
    for name in ("text", "edition"):
        key = edition.pk if name == "edition" else edition.text_id
        assert client.get(f"/admin/polyvocal/{name}/{key}/history/").url == page_of(edition.text)
    assert Edition.objects.count() == 1


def test_saving_the_words_of_a_provenance_statement_keeps_what_was_read_of_them(as_role):
    edition = make_statement()
    as_role("editor").post(page_of(edition.text), typed(words="Ada Quill, Ely.", standing=edition.pk))
    draft = Draft.objects.filter(text=edition.text).latest("created_at")
    stated = publishing.content_of(draft).events
    assert [one.record.id for one in stated] == [str(one.event_id) for one in edition.event_statements.all()]
    as_role("editor").post(page_of(edition.text), typed(draft, words="Ada Quill.", notation="met"))
    draft.refresh_from_db()
    assert (publishing.content_of(draft).events, draft.notation) == (stated, "met")
