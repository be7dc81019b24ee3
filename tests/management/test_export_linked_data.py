"""manage.py export_linked_data."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_edition

pytestmark = pytest.mark.django_db


def _export(folder, **options):
    given = {"profile": "linked-art", "format": "nq"} | options
    call_command("export_linked_data", output=str(folder), verbosity=0, **given)


def test_it_writes_a_dump_and_a_description_and_says_what(tmp_path, capsys):
    make_edition()
    _export(tmp_path / "new" / "folder")
    assert (tmp_path / "new/folder/linked-art.nq").stat().st_size > 1000
    assert (tmp_path / "new/folder/dataset.jsonld").is_file()
    assert "1 objects, 1 texts, 1 editions" in capsys.readouterr().out


def test_it_says_which_profiles_there_are(tmp_path):
    with pytest.raises(CommandError, match="linked-art"):
        _export(tmp_path, profile="pigeon-post")


def test_it_says_so_where_the_output_is_a_file(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CommandError, match="name a folder"):
        _export(tmp_path / "file")


def test_it_says_so_where_the_folder_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CommandError, match="could not be written"):
        _export(tmp_path / "file" / "folder")


def test_it_says_so_where_since_is_no_day(tmp_path):
    with pytest.raises(CommandError, match="yesterday"):
        _export(tmp_path, since="yesterday")


def test_it_compresses_and_takes_a_day(tmp_path):
    make_edition()
    _export(tmp_path, since="2020-01-01", gzip=True)
    assert (tmp_path / "linked-art-since-2020-01-01.nq.gz").is_file()
