"""What a draft or an edition says, as it may go into another draft."""

import pytest

from polyvocal.publishing import Content, Credit, content_of
from polyvocal.records import Span
from tests.factories import make_draft, make_edition, make_voice, moment

pytestmark = pytest.mark.django_db

DATES = {"recorded": Span("voorjaar 2021", ""), "held": Span("omstreeks 1690", "1690~")}


def test_the_content_of_an_edition_is_that_of_its_draft_but_for_the_day_it_became_public():
    edition = make_edition(words="Same.", licence="CC0-1.0", published_from=moment("2021-05-01"), **DATES)
    of_draft, of_edition = content_of(edition.draft), content_of(edition)
    assert of_draft.published_from == moment("2021-05-01")
    assert of_edition.published_from is None
    assert (of_edition.words, of_edition.held, of_edition.recorded) == ("Same.", DATES["held"], DATES["recorded"])
    assert of_edition.credits == of_draft.credits


def test_a_draft_without_a_licence_has_none_until_it_is_published():
    assert content_of(make_draft()).licence == ""


def test_a_voice_is_credited_once_in_each_role() -> None:
    voice = make_voice()
    content = Content(words="Said once.", credits=(Credit(voice), Credit(voice), Credit(voice, "editor")))
    assert content.credits == (Credit(voice), Credit(voice, "editor"))
