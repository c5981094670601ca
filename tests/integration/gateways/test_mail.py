import socket
import threading

import pytest

from app.gateways import mail
from tests.mail_server import MailServer
from tests.served import free_port


def server_at(port: int, **more: object) -> mail.Server:
    given = {
        "user": "",
        "password": "",
        "starttls": False,
        "sender": "Ginnel <hello@ginnel.example>",
        "reply_to": "help@ginnel.example",
        "site": "https://ginnel.example",
    }
    return mail.Server("127.0.0.1", port, **(given | more))


def letter(**more: str) -> mail.Letter:
    given = {
        "id": "7d6e",
        "to": "pat@beckside.example",
        "subject": "Thank you",
        "text": "Hello,\n\nit is at 3 now.\n",
        "html": "<p>it is at 3 now</p>",
        "language": "en",
    }
    return mail.Letter(**(given | more))


def send(one: mail.Letter, **more: object) -> MailServer:
    with MailServer() as taking:
        with mail.connected(server_at(taking.port, **more)) as hand_in:
            hand_in(one)
        return taking


def test_letter_says_who_it_is_from_and_that_a_machine_wrote_it() -> None:
    (taken,) = send(letter()).letters
    assert taken["From"] == "Ginnel <hello@ginnel.example>"
    assert taken["Reply-To"] == "help@ginnel.example"
    assert taken["To"] == taken["X-Envelope-To"] == "pat@beckside.example"
    assert taken["Message-ID"] == "<7d6e@ginnel.example>"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in taken.iter_parts()] == ["text/plain", "text/html"]


def test_letter_in_arabic_arrives_as_it_was_written() -> None:
    arabic = "مرحبًا،\n\nهذه رسالة.\n"
    (taken,) = send(letter(subject="شكرًا لك", text=arabic, language="ar")).letters
    assert (taken["Subject"], taken["Content-Language"]) == ("شكرًا لك", "ar")
    assert taken.get_body(("plain",)).get_content().replace("\r\n", "\n") == arabic


INJECTIONS = (
    "pat@beckside.example\r\nBcc: all@beckside.example",
    "pat@beckside.example\nBcc: all@beckside.example",
    "pat@beckside.example, all@beckside.example",
    "pat@beckside.example%0d%0aBcc:all@beckside.example",
    "pat\x00@beckside.example",
    "pat@beckside.example\u2028Bcc: x@y.example",
    "Pat <pat@beckside.example>",
    "pat@[127.0.0.1]",
    "pat@beckside..example",
    "pat..sykes@beckside.example",
    "pat@-.example",
    "@beckside.example",
    "pat@",
    "",
    "pat@" + "a" * 300,
    "x" * 65 + "@beckside.example",
)


@pytest.mark.parametrize("to", INJECTIONS)
def test_address_that_is_none_is_refused_before_it_travels(to: str) -> None:
    with pytest.raises(mail.RefusedError):
        mail.compose(letter(to=to), server_at(1))


@pytest.mark.parametrize(
    "subject", ["Hi\r\nBcc: all@beckside.example", "Hi\nX: y", "Hi\x0b\x85\u2029X: y", "\x00"]
)
def test_subject_cannot_add_a_header(subject: str) -> None:
    (taken,) = send(letter(subject=subject)).letters
    assert taken["Bcc"] is None and taken["X"] is None
    assert "\n" not in taken["Subject"]


def test_address_with_a_name_of_another_script_is_said_in_ascii() -> None:
    assert mail.ascii_address("pat@bücher.example") == "pat@xn--bcher-kva.example"


def test_line_with_a_dot_does_not_end_the_letter() -> None:
    (taken,) = send(letter(text="Hello\n.\nQUIT\n.still here\n")).letters
    assert taken.get_body(("plain",)).get_content().replace("\r\n", "\n") == "Hello\n.\nQUIT\n.still here\n"


@pytest.mark.parametrize(
    ("answer", "error", "kind"),
    [
        ("550 no such user", mail.RefusedError, "refused 550"),
        ("451 come back later", mail.PostponedError, "postponed 451"),
    ],
)
def test_what_the_server_says_to_an_address_decides(
    answer: str, error: type[mail.MailError], kind: str
) -> None:
    with MailServer() as taking:
        taking.refuses["pat@beckside.example"] = answer
        with mail.connected(server_at(taking.port)) as hand_in:
            with pytest.raises(error) as raised:
                hand_in(letter())
            assert raised.value.kind == kind
            hand_in(letter(to="sam@beckside.example"))
    assert len(taking.letters) == 1


def test_server_that_is_away_is_nobodys_fault() -> None:
    with (
        pytest.raises(mail.UnreachableError, match="ConnectionRefusedError"),
        mail.connected(server_at(free_port())),
    ):
        pass


def test_server_without_encryption_gets_no_password() -> None:
    with (
        MailServer() as taking,
        pytest.raises(mail.UnreachableError, match="SMTPNotSupportedError"),
        mail.connected(server_at(taking.port, starttls=True, user="me", password="secret")),
    ):
        pass


def test_server_that_answers_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says something every so often, and never ends: no single wait is too long."""
    monkeypatch.setattr(mail, "MOST_SECONDS", 0.5)
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        client, _ = listening.accept()
        with client:
            client.sendall(b"220 slow\r\n")
            client.recv(1000)
            client.sendall(b"250 slow\r\n")
            client.recv(1000)
            while not stop.wait(0.05):
                try:
                    client.sendall(b"250-and\r\n")
                except OSError:
                    return

    threading.Thread(target=drip, daemon=True).start()
    port = listening.getsockname()[1]
    with pytest.raises(mail.UnreachableError), mail.connected(server_at(port)) as hand_in:
        hand_in(letter())
    stop.set()
    listening.close()
