"""Profiles say what fields mean; a mistake in one is named with its file, line and key."""

from pathlib import Path

import pytest

from polyvocal.exceptions import ProfileError, UnknownProfileError
from polyvocal.importers.profiles import load_profile, shipped_profiles
from tests.importers.exports import PROFILE, profile, profile_file


def test_a_shipped_profile_is_found_by_name_and_a_museums_own_by_path(tmp_path: Path) -> None:
    assert "adlib-amsterdam" in shipped_profiles()
    assert load_profile("adlib-amsterdam").system == "adlib-amsterdam"
    assert profile(tmp_path).name == "harbour"


def test_another_text_is_another_recipe(tmp_path: Path) -> None:
    assert profile(tmp_path).recipe != profile(tmp_path, PROFILE + "\n# more\n").recipe


@pytest.mark.parametrize(
    ("before", "after", "at", "key"),
    [
        ('materials = "material"', 'matrials = "material"', "matrials", "object.matrials"),
        ('term = "zaaltekst ENG"', 'trem = "zaaltekst ENG"', "trem", "texts.types.trem"),
        ('number = "object_number"', "", "[object]", "object"),
        ('language = "nl"\n\n[voice]', "language = 3\n\n[voice]", "language = 3", "language"),
        ('names = {nl = "Havenmuseum", en = "Harbour Museum"}', 'names = "Havenmuseum"', "names =", "voice.names"),
        ("[voice]", "voice = 3\n[voices.x]", "voice = 3", "voice"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(tmp_path: Path, before: str, after: str, at: str, key: str) -> None:
    assert before in PROFILE
    text = PROFILE.replace(before, after, 1)
    path = profile_file(tmp_path, text)
    with pytest.raises(ProfileError) as caught:
        load_profile(str(path))
    line = 1 + next(number for number, words in enumerate(text.splitlines()) if at in words)
    assert str(path) in str(caught.value)
    assert key in str(caught.value)
    assert f" {line}," in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ('source = "adlib"', 'source = "papyrus"', "papyrus"),
        ('type = "title"', 'type = "tittle"', "tittle"),
        ('type = "wall-text", language = "en"', 'type = "wal-text", language = "en"', "wal-text"),
        ('given_as = "inverted-name"', 'given_as = "backwards"', "backwards"),
        ("'oud.*'", "'oud(.*'", "oud(.*"),
        ('kind = "institution"', 'kind = "ghost"', "ghost"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, value: str
) -> None:
    text = PROFILE.replace(before, after, 1)
    with pytest.raises(ProfileError) as caught:
        profile(tmp_path, text)
    line = 1 + next(number for number, words in enumerate(text.splitlines()) if value in words)
    assert f"line {line}, “{value}”" in str(caught.value)


def test_a_profile_that_is_no_toml_or_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProfileError):
        load_profile(str(profile_file(tmp_path, "name = ")))
    with pytest.raises(UnknownProfileError, match="adlib-amsterdam"):
        load_profile("adlib-atlantis")
