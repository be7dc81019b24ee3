"""Who takes a step."""

import pytest

from polyvocal.exceptions import NotPermittedError, ReasonMissingError
from polyvocal.publishing import Actor, required_reason
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_person_is_named_in_full_with_the_log_in():
    assert Actor.of(make_user(username="noor", first_name="Noor", last_name="van Waveren")).name == (
        "Noor van Waveren (noor)"
    )


def test_a_person_without_a_name_is_the_log_in():
    assert Actor.of(make_user(username="noor")).name == "noor"


def test_a_user_model_without_full_names_is_the_log_in():
    class Account:
        def get_username(self):
            return "kiosk"

    assert Actor.of(Account()).name == "kiosk"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("viewer", set()),
        ("editor", {"draft_text"}),
        ("curator", {"draft_text", "review_text", "publish_text", "withdraw_text"}),
    ],
)
def test_a_role_may_take_these_steps(role, allowed):
    actor = Actor.of(make_user(role))
    steps = {"draft_text", "review_text", "publish_text", "withdraw_text", "erase_edition"}
    assert {step for step in steps if actor.may(step)} == allowed


def test_an_account_that_was_closed_may_do_nothing():
    assert not Actor.of(make_user("curator", is_active=False)).may("draft_text")


def test_the_system_may_take_every_step():
    Actor.system("import 3").require("erase_edition")


def test_what_is_not_permitted_is_refused_by_name():
    with pytest.raises(NotPermittedError, match="els"):
        Actor.of(make_user("viewer", username="els")).require("draft_text")


def test_a_reason_is_kept_without_the_space_around_it():
    assert required_reason("  The date was wrong.\n") == "The date was wrong."


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t"])
def test_space_is_no_reason(nothing):
    with pytest.raises(ReasonMissingError):
        required_reason(nothing)
