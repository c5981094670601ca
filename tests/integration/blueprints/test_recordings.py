"""Films in BSL and recordings of pages: put in by staff, played and read by everybody, served in pieces."""

from __future__ import annotations

import io
import re
import wave
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.recordings import BSL, MOST_BYTES, RecordingKind, RecordingState
from app.domain.roles import Role
from app.gateways import kept_recordings
from app.jobs import recordings as job
from app.models.audit import AuditEvent
from app.models.recordings import PageRecording
from app.web import recordings
from tests.databases import count_statements
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")

MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(2000)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n"
SAID = {
    "transcript": "A ginnel is a way between houses.\n\nRing us.",
    "transcript_language": "en",
    "maker": "Invented Deaf club",
    "recorded_on": ["20", "11", "2026"],
    "made_from": "now",
    "key": "6f7f7b0e-4c1c-4a53-9d9b-0d1f5b3c9c11",
}
ADD = "/pages/about/recordings/en/add"


def wav(seconds=1):
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(8000 * seconds))
    return held.getvalue()


@pytest.fixture(autouse=True)
def data(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "DATA", tmp_path)
    return tmp_path


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


def file(content, name="page.wav"):
    return (io.BytesIO(content), name)


def put_in(client, address=ADD, content=None, **changed):
    return post(client, address, **{**SAID, "file": file(wav() if content is None else content), **changed})


def film(client, **changed):
    said = {"is_checked": "no", **changed}
    return put_in(client, f"/pages/about/recordings/{BSL}/add", MP4, **said)


def rows():
    return list(db.session.scalars(select(PageRecording).order_by(PageRecording.number)))


def press(client, row, what):
    return post(client, f"/pages/recordings/{row.id}/{what}", version=row.version)


def published(client, **changed):
    sent = put_in(client, **changed)
    assert sent.status_code == 303, sent.text
    assert press(client, rows()[-1], "publish").status_code == 303
    return rows()[-1]


def got(client, row, address="/recordings/{}/file", **settings):
    return client.get(address.format(row.id), buffered=True, **settings)


def kept_files(data):
    return sorted(path.name for path in (data / "recordings").glob("*"))


def test_a_recording_is_a_draft_until_it_is_published_and_then_stands_on_the_page(officer, client, data):
    assert put_in(officer).status_code == 303
    row = rows()[0]
    assert kept_files(data) == [f"{row.sha256}.wav"]
    assert "Made by" in officer.get(f"/pages/recordings/{row.id}").text
    assert got(client, row).status_code == 404
    assert "<audio" not in client.get("/about").text
    press(officer, row, "publish")
    page = client.get("/about").text
    assert f'<source src="/recordings/{row.id}/file" type="audio/wav">' in page
    assert 'preload="none"' in page
    assert "autoplay" not in page
    assert "A ginnel is a way between houses." in page
    assert "0.1 MB" in page
    assert "The page has changed" not in page
    assert "/about#watch-or-listen" in client.get("/bsl-and-audio").text
    told = [one for one in db.session.scalars(select(AuditEvent.action)) if one.startswith("recording.")]
    assert sorted(told) == ["recording.published", "recording.put-in"]


def test_with_none_the_list_says_so_and_how_to_get_one(client):
    page = client.get("/bsl-and-audio").text
    assert "There are none yet." in page
    assert "18001" in page
    assert "Films in BSL and recordings" in client.get("/guides").text


def test_a_double_click_keeps_it_once(officer):
    assert {put_in(officer).status_code for _ in range(2)} == {303}
    assert len(rows()) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"content": wav(2)},
        {"address": "/pages/about/recordings/ar/add"},
        {"address": "/pages/help-now/recordings/en/add"},
        {"maker": "Another team"},
    ],
)
def test_a_form_sent_again_with_something_else_is_told_and_kept_beside_when_sent_once_more(officer, changed):
    assert put_in(officer).status_code == 303
    answer = put_in(officer, **changed)
    assert answer.status_code == 409
    assert "so nothing was kept" in answer.text
    assert "A ginnel is a way between houses." in answer.text
    assert len(rows()) == 1
    key = re.search(r'name="key"[^>]*value="([^"]+)"', answer.text)[1]
    assert put_in(officer, **changed, key=key).status_code == 303
    assert len(rows()) == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"content": MP4[:8] + b"heic"}, "not an mp3, m4a, ogg or wav"),
        ({"content": b""}, "There is nothing in this file"),
        ({"file": ""}, "Choose the file"),
        ({"transcript": " "}, "Write all that is said or signed"),
        ({"maker": ""}, "Write which team or organisation made it"),
        ({"recorded_on": ["25", "11", "2026"]}, "not in the future"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(officer, data, changed, said):
    answer = put_in(officer, **changed)
    assert answer.status_code == 422
    assert said in answer.text
    if "transcript" not in changed:
        assert "A ginnel is a way between houses." in answer.text
    if not {"file", "content"} & set(changed):
        assert "Choose the file again." in answer.text
    assert not rows()
    assert kept_files(data) == []


def test_a_file_that_is_too_big_is_told_and_leaves_nothing(officer, data, monkeypatch):
    monkeypatch.setitem(MOST_BYTES, RecordingKind.AUDIO, 1000)
    answer = put_in(officer)
    assert answer.status_code == 422
    assert "bigger than 20 MB" in answer.text
    assert kept_files(data) == []


def test_a_film_with_sound_needs_captions_and_says_whether_a_deaf_person_checked_it(officer, client):
    answer = film(officer, has_sound="y")
    assert "Choose a file of captions" in answer.text
    answer = film(officer, has_sound="y", captions=file(b"Hello", "c.vtt"))
    assert "begins with the word WEBVTT" in answer.text
    answer = film(officer, is_checked="yes")
    assert "Write from which organisation they are" in answer.text
    assert "Write the day they checked it" in answer.text
    assert film(officer, has_sound="y", captions=file(CAPTIONS, "c.vtt")).status_code == 303
    row = rows()[0]
    press(officer, row, "publish")
    page = client.get("/about").text
    assert "No Deaf person has checked this film yet." in page
    assert f'<track kind="captions" src="/recordings/{row.id}/captions"' in page
    assert client.get(f"/recordings/{row.id}/captions").mimetype == "text/vtt"
    row = rows()[0]
    changed = {**SAID, "is_checked": "yes", "checked_by": "Invented Deaf club", "has_sound": "y"}
    sent = post(
        officer,
        f"/pages/recordings/{row.id}/edit",
        **{**changed, "checked_on": ["22", "11", "2026"], "version": row.version},
    )
    assert sent.status_code == 303
    assert "Checked by a Deaf person from <bdi>Invented Deaf club</bdi> on" in client.get("/about").text
    assert rows()[0].captions


def test_a_page_that_changed_says_that_the_recording_is_older(officer, client):
    published(officer)
    words = {"title": "What Ginnel is", "summary": "", "body": "A snicket.", "version": "0", "do": "look"}
    preview = post(officer, "/pages/about/edit", **words).location
    assert "The page has changed" not in client.get("/about").text
    version = preview.split("/")[-2]
    assert post(officer, f"/pages/versions/{version}/publish", version="1").status_code == 303
    assert "The page has changed since this was made on 20 November 2026." in client.get("/about").text
    assert "The page has changed since" in officer.get("/pages/about/recordings").text


def test_a_newer_one_takes_its_place_and_the_older_can_come_back(officer, client):
    older = published(officer)
    published(officer, content=wav(2), key="0f7f7b0e-4c1c-4a53-9d9b-0d1f5b3c9c12")
    assert [row.state for row in rows()] == [RecordingState.REPLACED, RecordingState.PUBLISHED]
    assert client.get(f"/recordings/{older.id}/file").status_code == 404
    press(officer, rows()[0], "publish")
    assert [row.state for row in rows()] == [RecordingState.PUBLISHED, RecordingState.REPLACED]
    press(officer, rows()[0], "take-off")
    assert "<audio" not in client.get("/about").text


def test_one_that_is_shown_is_not_deleted_and_a_stale_button_is_told(officer):
    row = published(officer)
    assert press(officer, row, "delete").status_code == 409
    answer = post(officer, f"/pages/recordings/{row.id}/take-off", version=0)
    assert answer.status_code == 409
    assert "This has changed since you opened the page" in answer.text
    assert rows()[0].state is RecordingState.PUBLISHED


def test_what_is_deleted_goes_from_the_disk_after_a_while_and_what_is_named_stays(officer, data, clock):
    gone = published(officer).sha256
    published(officer, content=wav(2), key="0f7f7b0e-4c1c-4a53-9d9b-0d1f5b3c9c12")
    assert press(officer, rows()[0], "delete").status_code == 303
    (data / "recordings" / "killed.new").touch()
    job.run({})
    assert f"{gone}.wav" in kept_files(data)
    clock.set("2027-11-27T10:00")
    job.run({})
    assert kept_files(data) == [f"{rows()[0].sha256}.wav"]


def test_a_file_that_gets_its_name_while_files_are_swept_stops_nothing(data, clock):
    folder = data / "recordings"
    folder.mkdir()
    (folder / "renamed.new").symlink_to(folder / "elsewhere")
    (folder / "killed.new").touch()
    clock.set("2027-11-27T10:00")
    job.run({})
    assert kept_files(data) == ["renamed.new"]


def test_the_file_comes_in_pieces_with_its_type_and_no_cookie(officer, client):
    row, content = published(officer), wav()
    whole = got(client, row)
    assert (whole.status_code, whole.data) == (200, content)
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = got(client, row, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, b"RI")
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(content)}"
    end = got(client, row, headers={"Range": f"bytes={len(content) - 4}-"})
    assert end.data == content[-4:]
    assert got(client, row, headers={"Range": "bytes=99999999-"}).status_code == 416
    again = got(client, row, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304
    for answer in (whole, part):
        assert answer.mimetype == "audio/wav"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=86400"
        assert "Set-Cookie" not in answer.headers
    assert "media-src 'self'" in client.get("/about").headers["Content-Security-Policy"]
    kept_recordings.path_of(Path(client.application.config["DATA"]), row.sha256, row.media).unlink()
    assert got(client, row).status_code == 404


def test_no_piece_is_so_big_that_a_slow_phone_holds_us_up(officer, client, monkeypatch):
    monkeypatch.setattr(recordings, "PIECE", 1000)
    row, content, pieces = published(officer), wav(), b""
    while len(pieces) < len(content):
        answer = got(client, row, headers={"Range": f"bytes={len(pieces)}-"})
        assert answer.status_code == 206
        assert len(answer.data) <= 1000
        pieces += answer.data
    assert pieces == content
    other = {"Range": "bytes=0-", "If-Range": '"another"'}
    assert (got(client, row, headers=other).status_code, got(client, row).data) == (200, content)


def test_two_keep_a_whole_file_at_once_and_no_third_holds_us_up(officer, client):
    row = published(officer)
    address = f"/recordings/{row.id}/file"
    with client.get(address), client.get(address) as second:
        assert second.status_code == 200
        assert got(client, row).status_code == 503
        assert got(client, row, headers={"Range": "bytes=0-"}).status_code == 206
    assert got(client, row).status_code == 200


def test_who_reads_too_slowly_gets_the_rest_as_a_piece(officer, client, clock):
    row, content = published(officer, content=wav(20)), wav(20)
    with client.get(f"/recordings/{row.id}/file") as slow, client.get(f"/recordings/{row.id}/file"):
        parts = slow.iter_encoded()
        begun = next(parts)
        assert got(client, row).status_code == 503
        clock.move(minutes=4)
        assert not list(parts)
        assert got(client, row).status_code == 200
        assert begun + got(client, row, headers={"Range": f"bytes={len(begun)}-"}).data == content


def test_an_answer_that_nobody_comes_to_send_gives_its_turn_back(officer, app):
    row = published(officer)
    path = kept_recordings.path_of(app.config["DATA"], row.sha256, row.media)
    for _ in range(recordings.AT_ONCE + 1):
        with app.test_request_context():
            assert recordings.whole(row, path).status_code == 200


def test_a_piece_and_the_list_leave_the_long_words_where_they_are(officer, client):
    row = published(officer)
    db.session.remove()
    for address in (f"/recordings/{row.id}/file", "/bsl-and-audio"):
        with count_statements() as asked:
            assert client.get(address, buffered=True).status_code == 200
        asked = [one for one in asked if "FROM page_recording" in one]
        assert len(asked) == 1
        assert not [name for name in (".of_words,", ".transcript,", ".captions,") if name in asked[0]]


def test_only_who_edits_pages_puts_one_in_or_hears_a_draft(officer, as_role, client):
    put_in(officer)
    row = rows()[0]
    assert got(officer, row, "/pages/recordings/{}/file").headers["Cache-Control"] == "no-store"
    translator = as_role(Role.TRANSLATOR)
    for path in (ADD, "/pages/about/recordings", f"/pages/recordings/{row.id}/file"):
        assert translator.get(path).status_code == 403
        assert client.get(path).status_code == 303
    assert officer.get("/pages/about/recordings/xx/add").status_code == 404
    assert officer.get("/pages/nowhere/recordings").status_code == 404


@pytest.mark.parametrize(
    "path", ["/help-now", "/get-help", "/have-your-say", "/our-plan", "/guides/getting-online"]
)
def test_every_plain_page_has_room_for_one(officer, client, path):
    slug = path.rsplit("/", 1)[-1]
    published(officer, address=f"/pages/{slug}/recordings/en/add")
    assert "<audio" in client.get(path).text
    assert "استمع بلغة أخرى" in client.get(f"/ar{path}").text
