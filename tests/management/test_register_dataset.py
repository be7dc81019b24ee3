"""manage.py register_dataset, against a register that answers over HTTP."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

SH = "http://www.w3.org/ns/shacl#"
REPORT = [
    {"@id": "_:a", SH + "conforms": [{"@value": "false"}]},
    {
        "@id": "_:b",
        SH + "focusNode": [{"@id": "https://museum.example.org/dataset/"}],
        SH + "resultPath": [{"@id": "https://schema.org/license"}],
        SH + "resultMessage": [
            {"@language": "nl", "@value": "Voeg toe"},
            {"@language": "en", "@value": "Add a license"},
        ],
    },
]


class _Register(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.asked.append(
            (self.command, self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        )
        status, report = self.server.answer
        body = json.dumps(report).encode() if report is not None else b"<html>"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        self.do_POST()

    def log_message(self, *_args):
        """Keep quiet."""


@pytest.fixture
def register(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Register)
    server.asked, server.answer = [], (202, [])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.POLYVOCAL = {
        **settings.POLYVOCAL, "BASE_URI": "https://museum.example.org",
        "DATASET_REGISTER": f"http://127.0.0.1:{server.server_port}/api/",
    }  # fmt: skip
    yield server
    server.shutdown()
    server.server_close()


def test_the_address_of_the_dataset_is_handed_over(register, capsys):
    call_command("register_dataset")
    assert register.asked == [("POST", "/api/datasets", {"@id": "https://museum.example.org/dataset/"})]
    assert "Handed over." in capsys.readouterr().out


def test_it_can_be_judged_only(register, capsys):
    register.answer = (200, REPORT[1:])
    call_command("register_dataset", "--check")
    assert register.asked[0][:2] == ("PUT", "/api/datasets/validate")
    assert "https://schema.org/license: Add a license" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((400, REPORT), "does not meet the requirements:\n- .*license: Add a license"),
        ((403, None), "not on the register's list"),
        ((404, {}), "cannot fetch https://museum.example.org/dataset/"),
        ((406, []), "finds no dataset"),
        ((500, None), "status 500"),
        ((302, None), "status 302"),
    ],
)
def test_every_refusal_is_told_in_words(register, answer, told):
    register.answer = answer
    with pytest.raises(CommandError, match=told):
        call_command("register_dataset")


def test_a_register_that_does_not_answer_is_told(register, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DATASET_REGISTER": "http://127.0.0.1:9/api"}
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("register_dataset")


def test_a_site_that_is_not_public_is_not_handed_over(register, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": "http://127.0.0.1:8000"}
    with pytest.raises(CommandError, match="Set BASE_URI"):
        call_command("register_dataset")
    assert register.asked == []
