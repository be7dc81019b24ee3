"""The technical history of drafts and curated rows."""

import pytest
import reversion
from reversion.models import Revision, Version

from polyvocal import publishing
from polyvocal.models import Edition, Voice
from polyvocal.publishing import Actor, record_many, recorded, versions_of
from polyvocal.publishing.revisions import RECORDED_MODELS, register_models
from tests.factories import ACTOR, make_content, make_draft, make_edition, make_object, make_user, make_voice

pytestmark = pytest.mark.django_db


def test_drafts_curated_rows_and_objects_are_recorded_and_editions_keep_their_own_archive():
    assert all(reversion.is_registered(model) for model in (*RECORDED_MODELS, type(make_object())))
    assert not reversion.is_registered(Edition)
    register_models()


def test_a_step_of_a_person_is_one_revision_with_who_and_why(as_curator):
    with recorded(as_curator, reason="Spelling."):
        voice = make_voice()
        voice.mandate = "By the council."
        voice.save()
    (version,) = versions_of(voice)
    assert version.revision.user == as_curator.user
    assert version.revision.comment == f"{as_curator.name}: Spelling."
    assert version.field_dict["mandate"] == "By the council."


def test_a_step_of_the_system_names_it():
    with recorded(Actor.system("import 3")):
        voice = make_voice()
    (version,) = versions_of(voice)
    assert (version.revision.user, version.revision.comment) == (None, "import 3")


def test_a_step_that_fails_leaves_neither_row_nor_revision():
    def step():
        with recorded(ACTOR):
            make_voice("lost")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        step()
    assert not Voice.objects.filter(slug="lost").exists()
    assert not Revision.objects.exists()


def test_the_life_of_a_draft_can_be_read_back():
    given = make_draft(words="One.")
    publishing.revise(given, ACTOR, content=make_content("Two."), reason="Clearer.")
    assert [version.field_dict["words"] for version in versions_of(given)] == ["Two.", "One."]


def test_versions_written_in_bulk_are_those_that_reversion_writes_itself():
    rows = [make_voice("anna"), make_voice("mies")]
    actor = Actor.of(make_user("curator"))
    for row in rows:
        with recorded(actor, reason="Import."):
            reversion.add_to_revision(row)
    written_by_reversion = list(Version.objects.order_by("object_id").values(*_WHAT_COUNTS))
    Version.objects.all().delete()
    record_many(rows, actor, reason="Import.")
    assert list(Version.objects.order_by("object_id").values(*_WHAT_COUNTS)) == written_by_reversion
    assert len({version.revision_id for version in Version.objects.all()}) == len(rows)


_WHAT_COUNTS = (
    "object_id", "content_type", "db", "format", "serialized_data", "object_repr", "revision__user",
    "revision__comment",
)  # fmt: skip


def test_nothing_to_record_is_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(0):
        record_many([], ACTOR, reason="Import.")


def test_the_system_records_in_bulk_without_an_account():
    record_many([make_voice()], ACTOR, reason="Import.")
    assert Revision.objects.get().user is None


def test_deleting_an_account_blanks_nothing():
    person = make_user("curator", username="noor", first_name="Noor", last_name="van Waveren")
    actor = Actor.of(person)
    edition = make_edition(words="Written by Noor.", actor=actor)
    publishing.withdraw(edition, actor, reason="Asked for.")
    person.delete()
    edition.refresh_from_db()
    draft = edition.draft
    names = {edition.published_by, edition.withdrawn_by, draft.created_by}
    assert names == {"Noor van Waveren (noor)"}
    assert all("Noor van Waveren (noor)" in version.revision.comment for version in versions_of(draft))
