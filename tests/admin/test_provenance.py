"""A provenance statement in the admin: read, changed event by event, judged, contradicted, rested upon."""

import pytest
from django.urls import reverse

from polyvocal import publishing
from polyvocal.models import (
    Draft,
    Edition,
    EventAssessment,
    ProvenanceEvent,
    ProvenanceResearch,
    Reliance,
    ResearchedObject,
    ReviewCall,
    Text,
)
from polyvocal.publishing import content_of
from tests.admin.conftest import page_of, typed
from tests.factories import (
    ACTOR,
    make_content,
    make_object,
    make_perspective,
    make_source,
    make_statement,
    make_text,
    make_voice,
)

pytestmark = pytest.mark.django_db

WORDS = (
    "Cornelis Blaak [1632-1711], Hoorn, by 1690. Salomon de Vries, Amsterdam, acquired by 1921; purchased by "
    "Kunsthandel Merel, Amsterdam, 1941. It hung in the hall for ages and nobody knew."
)


def _draft(words=WORDS, *, is_read=True, voice=None):
    text = make_text(text_type="provenance-statement")
    content = make_content(words, voices=[voice] if voice else ())
    content = publishing.events_read(content, language=text.language) if is_read else content
    return publishing.draft(text, ACTOR, content=content)


def _events(draft):
    draft.refresh_from_db()
    return [one.record for one in content_of(draft).events]


def _press(client, draft, step, **given):
    draft.refresh_from_db()
    return client.post(page_of(draft.text), typed(draft, step=step, **given))


def _event_form(draft, place, *, is_new=False):
    name = "polyvocal_draft_event_add" if is_new else "polyvocal_draft_event"
    return reverse(f"admin:{name}", args=[draft.text_id, draft.pk, place])


def _filled_in(client, address, **changes):
    """Return what a browser sends from the form of an event, with changes."""
    context = client.get(address).context
    data = {"seen": context["seen"], "sources-TOTAL_FORMS": 1, "sources-INITIAL_FORMS": 0}
    for form in (context["form"], *(form for _label, form in context["parties"])):
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = value
    return {key: value for key, value in (data | changes).items() if value is not None}


def test_words_are_read_into_a_timeline_that_marks_what_is_not_understood(as_role):
    draft = _draft(is_read=False)
    page = as_role("editor").get(page_of(draft.text)).content.decode()
    assert "These words have not been read yet" in page
    reply = _press(as_role("editor"), draft, "read-words", notation="cmoa")
    assert reply.status_code == 302
    assert [one.is_understood for one in _events(draft)] == [True, True, True, False]
    page = as_role("editor").get(page_of(draft.text)).content.decode()
    assert "Salomon de Vries" in page
    assert "1 clause could not be understood" in page
    assert "The words and the events do not say the same" not in page


def test_typed_words_are_kept_when_they_are_read(as_role):
    draft = _draft(is_read=False)
    _press(as_role("editor"), draft, "read-words", words="Ada Quill, Ely, 1937.", notation="met")
    draft.refresh_from_db()
    assert (draft.words, draft.notation, len(draft.events)) == ("Ada Quill, Ely, 1937.", "met", 1)


def test_a_statement_is_read_before_its_draft_was_ever_saved(as_role):
    text = make_text(text_type="provenance-statement")
    as_role("editor").post(page_of(text), typed(step="read-words", words="Ada Quill, Ely, 1937."))
    assert len(Draft.objects.get().events) == 1


def test_where_words_and_events_differ_the_page_says_so_and_asks_which_to_keep(as_role):
    draft = _draft()
    _press(as_role("editor"), draft, "save", words=WORDS.replace("1941", "1942"))
    page = as_role("editor").get(page_of(draft.text)).content.decode()
    assert "The words and the events do not say the same" in page
    assert _events(draft)[2].tenure.botb == "1941"
    _press(as_role("editor"), draft, "write-words")
    draft.refresh_from_db()
    assert draft.words == WORDS


def test_keeping_the_words_reads_them_anew_with_the_same_keys(as_role):
    draft = _draft()
    keys = [one.id for one in _events(draft)]
    _press(as_role("editor"), draft, "read-words", words=WORDS.replace("1941", "1942"))
    assert [one.id for one in _events(draft)] == keys
    assert _events(draft)[2].tenure.botb == "1942"


def test_an_event_changed_in_the_form_rewrites_its_clause(as_role):
    draft, client, source = _draft(), as_role("editor"), make_source()
    address = _event_form(draft, 3)
    assert _press(client, draft, "edit-event:3").url == address
    data = _filled_in(client, address, method="sale_under_duress", as_written="1942", transfers_title="no")
    data |= {"receiver-place": "Hoorn", "receiver-is_name_doubted": "on", "sources-0-source": source.pk}
    reply = client.post(address, data | {"sources-0-locator": "p. 88"})
    assert reply.status_code == 302
    changed = _events(draft)[2]
    assert (changed.method, changed.tenure.botb, changed.transfers_title) == ("sale_under_duress", "1942", False)
    assert "sold under duress to Kunsthandel Merel?, Hoorn, 1942" in draft.words
    assert content_of(draft).events[2].grounds[0].source == source
    assert "do not say the same" not in client.get(page_of(draft.text)).content.decode()


def test_a_form_saved_without_a_change_changes_nothing(as_role):
    draft, client = _draft(), as_role("editor")
    before = _events(draft)
    for place in (1, 2, 3, 4):
        client.post(_event_form(draft, place), _filled_in(client, _event_form(draft, place)))
    after = _events(draft)
    assert draft.words == WORDS
    assert after[:3] == before[:3]
    assert after[3].clause == before[3].clause


def test_a_clause_that_could_not_be_read_is_explained_and_keeps_its_words(as_role):
    draft, client = _draft(), as_role("editor")
    address = _event_form(draft, 4)
    client.post(address, _filled_in(client, address, **{"receiver-name": "Rosa de Vries"}))
    assert (_events(draft)[3].receiver.name, _events(draft)[3].is_understood) == ("Rosa de Vries", True)
    assert draft.words == WORDS


def test_events_are_added_moved_and_taken_out(as_role):
    draft, client = _draft(), as_role("editor")
    address = _event_form(draft, 0, is_new=True)
    data = _filled_in(client, address, method="commission", as_written="1688", **{"receiver-name": "Ada Quill"})
    assert client.post(address, data).status_code == 302
    assert len(_events(draft)) == 5
    assert "Ada Quill, 1688. " in draft.words
    _press(client, draft, "move-down:1")
    assert _events(draft)[1].receiver.name == "Ada Quill"
    _press(client, draft, "move-up:2")
    _press(client, draft, "remove-event:1")
    draft.refresh_from_db()
    assert draft.words == WORDS


@pytest.mark.parametrize(
    "changes",
    [
        {"as_written": "when the moon was full"},
        {"botb": "yesterday"},
        {"method": "alchemy"},
        {"receiver-name": None, "receiver-place": "Hoorn"},
        {"sources-0-source": "999999"},
        {"sources-0-locator": "p. 3"},
    ],
)
def test_what_cannot_be_is_refused_with_a_note_and_nothing_is_saved(as_role, changes):
    draft, client = _draft(), as_role("editor")
    address = _event_form(draft, 2)
    before = _events(draft)
    reply = client.post(address, _filled_in(client, address, **changes))
    assert reply.status_code == 200
    assert "Nothing was saved yet" in reply.content.decode()
    assert _events(draft) == before


def test_an_event_that_somebody_else_changed_meanwhile_is_not_overwritten(as_role):
    draft, client = _draft(), as_role("editor")
    data = _filled_in(client, _event_form(draft, 2), place="Ely")
    _press(as_role("curator"), draft, "save", words=f"{WORDS} More.")
    reply = client.post(_event_form(draft, 2), data)
    assert reply.status_code == 409
    assert _events(draft)[1].place == ""


def test_a_clause_whose_words_are_gone_is_not_written_over_them(as_role):
    draft, client = _draft(), as_role("editor")
    _press(client, draft, "save", words="Nothing is left.")
    reply = client.post(_event_form(draft, 2), _filled_in(client, _event_form(draft, 2), place="Ely"))
    assert "no longer stand in the statement" in reply.content.decode()
    assert _events(draft)[1].place == ""


@pytest.mark.parametrize(
    "step", ["move-up:1", "move-down:4", "move-up:x", "remove-event:9", "edit-event:0", "add-event:-1"]
)
def test_a_place_that_is_not_there_is_refused(as_role, step):
    draft = _draft()
    assert _press(as_role("editor"), draft, step).status_code == 400
    assert len(_events(draft)) == 4


def test_the_form_of_an_event_is_for_statements_and_places_that_are_there(as_role):
    draft, client = _draft(), as_role("editor")
    label = publishing.draft(make_text(), ACTOR, content=make_content())
    assert client.get(_event_form(draft, 5)).status_code == 404
    assert client.get(_event_form(label, 0, is_new=True)).status_code == 404
    foreign = reverse("admin:polyvocal_draft_event", args=[make_text().pk, draft.pk, 1])
    assert client.get(foreign).status_code == 404


def test_a_closed_draft_is_not_changed(as_role):
    draft, client = _draft(), as_role("editor")
    publishing.discard(draft, ACTOR)
    assert client.post(_event_form(draft, 1), {"seen": ""}).url == page_of(draft.text)


@pytest.mark.parametrize("step", ["read-words", "write-words", "move-down:1", "remove-event:1", "edit-event:1"])
def test_a_viewer_sees_the_timeline_and_changes_nothing(as_role, step):
    draft, viewer = _draft(), as_role("viewer")
    page = viewer.get(page_of(draft.text)).content.decode()
    assert "pva-timeline" in page
    assert 'value="read-words"' not in page
    assert _press(viewer, draft, step).status_code == 403
    assert viewer.get(_event_form(draft, 1)).status_code == 403


def _published():
    draft = _draft(voice=make_voice())
    edition = publishing.publish(draft, ACTOR)
    return edition, list(ProvenanceEvent.objects.filter(statements__edition=edition).order_by("statements__position"))


def _page_of_event(event):
    return reverse("admin:polyvocal_event", args=[event.pk])


def test_a_curator_judges_an_event_in_the_name_of_a_voice(as_role):
    _edition, events = _published()
    voice, source = make_voice(), make_source()
    given = {"step": "assess", "voice": voice.pk, "standing": "disputed", "reason": "He never sold it."}
    reply = as_role("curator").post(_page_of_event(events[2]), given | {"source": source.pk, "locator": "l. 4"})
    assert reply.status_code == 302
    made = EventAssessment.objects.get()
    assert (made.voice, made.standing, made.source, made.locator) == (voice, "disputed", source, "l. 4")
    page = as_role("viewer").get(_page_of_event(events[2])).content.decode()
    assert "He never sold it." in page
    assert made.actor_name in page
    assert "Record this judgement" not in page


@pytest.mark.parametrize("missing", ["voice", "reason", "source", "standing"])
def test_a_judgement_has_a_voice_a_reason_and_a_source_for_its_place(as_role, missing):
    _edition, events = _published()
    given = {"voice": make_voice().pk, "standing": "disputed", "reason": "No.", "source": make_source().pk}
    given |= {"step": "assess", "locator": "p. 2"}
    del given[missing]
    assert as_role("curator").post(_page_of_event(events[0]), given).status_code == 200
    assert not EventAssessment.objects.exists()


def test_without_script_a_voice_is_named(as_role):
    _edition, events = _published()
    voice = make_voice(names={"en": "Heirs of Salomon de Vries"})
    given = {"step": "assess", "standing": "disputed", "reason": "No."}
    client = as_role("curator")
    client.post(_page_of_event(events[0]), given | {"voice_named": "Heirs of Salomon"})
    assert EventAssessment.objects.get().voice == voice
    reply = client.post(_page_of_event(events[0]), given | {"voice_named": "Nobody at all"})
    assert "Nothing is called" in reply.content.decode()


@pytest.mark.parametrize("step", ["assess", "tie", "set-apart"])
def test_those_who_may_not_judge_or_tie_are_refused(as_role, step):
    _edition, events = _published()
    assert as_role("viewer").post(_page_of_event(events[0]), {"step": step}).status_code == 403
    assert as_role("curator").post(_page_of_event(events[0]), {"step": "explode"}).status_code == 400
    assert as_role("curator").post(_page_of_event(events[0]), {}).status_code == 400


def test_an_editor_writes_but_does_not_judge(as_role):
    _edition, events = _published()
    assert as_role("editor").post(_page_of_event(events[0]), {"step": "assess"}).status_code == 403


def test_another_voice_says_otherwise_in_a_statement_of_its_own(as_role):
    edition, events = _published()
    voice, perspective = make_voice(), make_perspective()
    address = reverse("admin:polyvocal_event_rival", args=[events[2].pk])
    given = {"voice": voice.pk, "perspective": perspective.pk, "language": "en", "words": "Taken from him in 1941."}
    reply = as_role("editor").post(address, given)
    draft = Draft.objects.get(text__perspective=perspective)
    assert reply.url.startswith(page_of(draft.text))
    assert draft.text.obj_id == edition.text.obj_id
    assert _events(draft)[0].step == str(events[2].step)
    rival = publishing.publish(draft, ACTOR)
    assert rival.event_statements.get().event.step == events[2].step
    page = as_role("viewer").get(_page_of_event(events[2])).content.decode()
    assert "Taken from him in 1941" in page


def test_a_rival_needs_a_voice_and_a_right(as_role):
    _edition, events = _published()
    address = reverse("admin:polyvocal_event_rival", args=[events[2].pk])
    given = {"perspective": make_perspective().pk, "language": "en", "words": "Taken."}
    assert "Say whose words these are" in as_role("editor").post(address, given).content.decode()
    assert as_role("viewer").get(address).status_code == 403
    assert Text.objects.filter(text_type="provenance-statement").count() == 1


def test_events_of_two_statements_are_set_side_by_side_and_apart(as_role):
    edition, events = _published()
    other = make_statement(obj=edition.text.obj).event_statements.get().event
    foreign = make_statement().event_statements.get().event
    client = as_role("editor")
    assert client.post(_page_of_event(events[0]), {"step": "tie", "other": foreign.pk}).status_code == 200
    client.post(_page_of_event(events[0]), {"step": "tie", "other": other.pk})
    other.refresh_from_db()
    assert other.step == events[0].step
    client.post(_page_of_event(other), {"step": "set-apart"})
    other.refresh_from_db()
    assert other.step != events[0].step


def test_all_statements_of_an_object_stand_side_by_side_with_their_gaps(as_role):
    edition, events = _published()
    other = make_statement(obj=edition.text.obj).event_statements.get()
    publishing.set_side_by_side([events[2], other.event], ACTOR)
    address = reverse("admin:polyvocal_object_provenance", args=[edition.text.obj_id])
    page = as_role("viewer").get(address).content.decode()
    assert other.clause in page
    assert "contested" in page
    assert "pva-gap" in page


def test_an_object_without_statements_says_so(as_role, as_nobody):
    obj = make_object()
    address = reverse("admin:polyvocal_object_provenance", args=[obj.pk])
    assert "No provenance statement" in as_role("viewer").get(address).content.decode()
    assert as_nobody.get(address).status_code == 403


def test_a_text_rests_on_events_and_dossiers_and_is_called_up_when_they_change(as_role):
    edition, events = _published()
    label = make_text(edition.text.obj)
    dossier = publishing.save_research(
        ProvenanceResearch(slug="vries", title="De Vries", question="Where was it?"), ACTOR
    )
    ResearchedObject.objects.create(research=dossier, obj=edition.text.obj)
    address, client = reverse("admin:polyvocal_text_grounds", args=[label.pk]), as_role("editor")
    assert "De Vries" in client.get(address).content.decode()
    client.post(address, {"events": [events[2].pk], "research": [dossier.pk]})
    assert Reliance.objects.filter(text=label).count() == 2
    publishing.assess(events[2], ACTOR, voice=make_voice(), standing="disputed", reason="No.")
    call = ReviewCall.objects.get()
    assert "To be read again" in client.get(page_of(label)).content.decode()
    client.post(address, {"step": "settle", "call": call.pk, "settlement": ""})
    assert ReviewCall.objects.get().settled_at is None
    client.post(address, {"step": "settle", "call": call.pk, "settlement": "It still holds."})
    assert ReviewCall.objects.get().settlement == "It still holds."
    assert "It still holds." in client.get(page_of(label)).content.decode()
    client.post(address, {"research": [dossier.pk]})
    assert [one.research for one in Reliance.objects.filter(text=label)] == [dossier]


def test_a_text_does_not_rest_on_what_is_foreign_and_a_viewer_settles_nothing(as_role):
    edition, _events_of_it = _published()
    label, client = make_text(edition.text.obj), as_role("editor")
    foreign = make_statement().event_statements.get().event
    address = reverse("admin:polyvocal_text_grounds", args=[label.pk])
    assert client.post(address, {"events": [foreign.pk]}).status_code == 200
    assert client.post(address, {"events": ["x"]}).status_code == 200
    assert client.post(address, {"step": "settle", "call": "x"}).status_code == 400
    assert client.post(address, {"step": "settle", "call": "99"}).status_code == 404
    assert as_role("viewer").post(address, {}).status_code == 403
    assert not Reliance.objects.exists()


def test_the_events_of_the_edition_that_stands_are_shown_beside_the_draft(as_role):
    edition, _events_of_it = _published()
    page = as_role("viewer").get(page_of(edition.text)).content.decode()
    assert "The events it states" in page
    assert Edition.objects.count() == 1


def test_what_changed_of_the_events_is_told_before_publishing_and_in_the_history(as_role):
    edition, _events_of_it = _published()
    draft = publishing.draft(edition.text, ACTOR, content=content_of(edition))
    address = _event_form(draft, 3)
    client = as_role("curator")
    client.post(address, _filled_in(client, address, transfers_title="no"))
    publish = reverse("admin:polyvocal_draft_publish", args=[draft.text_id, draft.pk])
    history = reverse("admin:polyvocal_draft_history", args=[draft.text_id, draft.pk])
    for page in (publish, history, page_of(draft.text)):
        assert "ownership did not pass" in client.get(page).content.decode(), page
    draft.refresh_from_db()
    later = publishing.publish(draft, ACTOR, reason="Research.")
    page = client.get(reverse("admin:polyvocal_edition_change", args=[later.pk])).content.decode()
    assert "The events it states" in page


def test_publishing_warns_where_words_and_events_differ_or_were_not_read(as_role):
    client = as_role("curator")
    drifted, unread = _draft(voice=make_voice()), _draft(is_read=False)
    _press(client, drifted, "save", words=WORDS.replace("1941", "1942"))
    for draft, told in ((drifted, "do not say the same"), (unread, "have not been read")):
        address = reverse("admin:polyvocal_draft_publish", args=[draft.text_id, draft.pk])
        assert told in client.get(address).content.decode()
