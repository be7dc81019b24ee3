"""manage.py export_linked_data."""

import signal
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from polyvocal import processes
from polyvocal.linkeddata.dumps import write_dump
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.management.commands import export_linked_data
from tests.factories import make_edition
from tests.importers.runs.interrupted import same_database

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


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_several_processes_write_what_one_writes(tmp_path, monkeypatch):
    ended = []

    def helped(*command):
        helper = processes.started(*command)
        ended.append(helper.wait())
        return helper

    for variable, value in same_database().items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(export_linked_data, "started", helped)
    for number in range(30):
        make_edition(words=f"Words of number {number}.")
    _export(tmp_path, gzip=True, processes=3)
    assert ended == [0, 0]
    alone = write_dump(tmp_path / "alone", LINKED_ART, LINKED_ART.formats["nq"], is_compressed=True, part=3)
    assert (tmp_path / "linked-art.nq.gz").read_bytes() == alone.path.read_bytes()


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_helpers_end_with_the_process_they_help(tmp_path, monkeypatch):
    begun = []
    monkeypatch.setattr(export_linked_data, "started", lambda *command: begun.append(_sleeper()) or begun[-1])
    make_edition()
    make_edition()
    _export(tmp_path, processes=2)
    assert [one.returncode for one in begun] == [-signal.SIGTERM]


def _sleeper():
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
