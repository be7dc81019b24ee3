"""Who speaks, where several do, and what they say."""

import pytest

from polyvocal import publishing
from polyvocal.selectors import most_voiced, perspectives_in_use, public_voices, said_about, voices_in_use
from tests.factories import ACTOR, make_draft, make_edition, make_object, make_voice
from tests.saying import say

pytestmark = pytest.mark.django_db


def test_only_perspectives_and_voices_that_speak_now_are_in_use() -> None:
    first, second = make_object(), make_object()
    say(first, "Ours.")
    say(second, "Ours.", language="en")
    say(second, "Ours.", language="nl")
    gone = say(first, "Mine.", perspective="maker", voice="almers")
    publishing.withdraw(gone, ACTOR, reason="Asked for.")
    assert [(one.slug, one.objects_counted) for one in perspectives_in_use()] == [("museum", 2)]
    assert [(one.slug, one.objects_counted) for one in voices_in_use()] == [("het-pakhuis", 2)]


def test_objects_with_most_perspectives_come_first_and_those_with_one_are_left_out() -> None:
    one, two, three = make_object(), make_object(), make_object()
    for obj, perspectives in ((one, "a"), (two, "ab"), (three, "abc")):
        for slug in perspectives:
            say(obj, "Words.", perspective=slug)
    assert most_voiced(9) == [three, two]
    assert most_voiced(1) == [three]


def test_what_a_voice_says_is_given_in_the_nearest_language() -> None:
    obj = make_object()
    say(obj, "Nederlands.", voice="almers", perspective="maker", language="nl", since="2019-01-01")
    say(obj, "English.", voice="almers", perspective="maker", language="en")
    say(obj, "Ours.", language="en")
    assert said_about([obj], language="en", voice="almers")[obj.pk].words == "English."
    assert said_about([obj], language="fr", perspective="maker")[obj.pk].words == "Nederlands."


def test_a_voice_is_public_once_it_has_spoken_and_no_longer_when_all_it_said_is_withdrawn() -> None:
    house, member, drafting = make_voice("house"), make_voice("member"), make_voice("drafting")
    member.parent = house
    member.save()
    make_draft(voices=[drafting])
    edition = make_edition(voices=[member])
    slugs = public_voices().values_list("slug", flat=True)
    assert set(slugs) == {"house", "member"}
    publishing.withdraw(edition, ACTOR, reason="At the speaker's request.")
    assert set(slugs.all()) == set()
