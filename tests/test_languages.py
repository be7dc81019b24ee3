"""Names and directions of languages."""

import pytest
from django.utils import translation

from polyvocal.languages import direction, language_name


@pytest.mark.parametrize(
    ("tag", "name"), [("nl", "Dutch"), ("srn", "Sranantongo"), ("ar-SY", "Arabic"), ("xyz", "xyz")]
)
def test_a_language_has_a_name_where_one_is_known(tag: str, name: str) -> None:
    with translation.override("en"):
        assert language_name(tag) == name


def test_the_name_is_in_the_active_language() -> None:
    with translation.override("nl"):
        assert language_name("en") == "Engels"


@pytest.mark.parametrize(
    ("tag", "written"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("nl", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("srn", "ltr")],
)
def test_the_direction_follows_the_script_then_the_language(tag: str, written: str) -> None:
    assert direction(tag) == written
