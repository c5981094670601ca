"""Files of translations that are broken, by mistake or by design, are said to be so."""

from __future__ import annotations

import base64
import io
import zlib

import pytest

from app.domain.roles import Role
from tests.people import post, signed_in

ADDRESS = "/translating/pl/file"
HEAD = b'msgid ""\nmsgstr ""\n"%s\\n"\n\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[7] "c"\n'


@pytest.fixture
def translator(client):
    signed_in(client, Role.TRANSLATOR)
    return client


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="nothing"?><x/>',
        HEAD % b"Content-Type: text/plain; charset=nothing",
        HEAD % b"Plural-Forms: nplurals=999999; plural=0;",
    ],
)
def test_what_is_no_such_file_is_said_so(translator, data):
    answer = post(translator, ADDRESS, words=(io.BytesIO(data), "x.po"))
    assert answer.status_code == 422
    assert "Choose a PO file" in answer.text


def test_what_was_carried_and_is_broken_is_said_so(translator):
    carried = base64.b64encode(zlib.compress(b"[" * 100_000)).decode()
    assert post(translator, ADDRESS, carried=carried).status_code == 422
