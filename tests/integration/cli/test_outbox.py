from app.database import db
from app.domain.messages import MessageKind
from app.operations import outbox
from tests.mail_server import MailServer, told


def tell() -> None:
    outbox.tell(
        MessageKind.REPORT_RECEIVED, key="one", to="pat@beckside.example", language="en", reason="time"
    )
    db.session.commit()


def test_command_sends_what_is_due_and_says_how_much(app) -> None:
    tell()
    with MailServer() as server, told(app, server):
        result = app.test_cli_runner().invoke(args=["outbox", "send"])
    assert (result.exit_code, result.output) == (0, "Messages sent: 1\nStill waiting: 0\n")
    assert len(server.letters) == 1


def test_command_says_that_the_server_is_away_and_fails(app) -> None:
    tell()
    with told(app, MailServer()):
        result = app.test_cli_runner().invoke(args=["outbox", "send"])
    assert result.exit_code == 1
    assert "The mail server is away: ConnectionRefusedError" in result.output
    assert "Still waiting: 1" in result.output
