"""Somebody is invited, signs in for the first time, and comes back with a code or a passkey."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.operations import invitations
from app.operations.roles import Wanted
from tests.accessibility import violations
from tests.browser import SMALLEST
from tests.signing_in import PASSWORD, code_now, somebody

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., "Page"]
NEW = "three words on a wall"


def invited(ready: Any, email: str, role: Role = Role.DIRECTORY_EDITOR) -> str:
    """The address in the message."""
    with ready.app.app_context():
        made = invitations.invite(email, Wanted(role), by=SYSTEM, language="en")
        db.session.commit()
        db.session.remove()
    return f"/invitation/{made.token}"


def account(ready: Any, role: Role, **values: Any) -> str:
    """Somebody who signs in with a password and an app; their address."""
    with ready.app.app_context():
        made = somebody(role, **values)
        db.session.commit()
        email = made.email
        db.session.remove()
    return email


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def set_up_app(page: Page) -> str:
    """Type the secret into an app by hand, as somebody without a camera does, and then its code."""
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill(code_now(secret))
    page.get_by_role("button", name="Check the code").click()
    return secret


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_invitation_to_the_first_page_and_back_another_day(
    open_page: OpenPage, demo_ready: Any, clock: Any, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts, viewport=SMALLEST)
    # Given an invitation
    page.goto(invited(demo_ready, "bev@beckside.example"))
    assert page.context.cookies() == []
    # When she says who she is, and first chooses a password that everybody tries
    page.get_by_label("Your name").fill("Bev Holroyd")
    page.get_by_label("New password").fill("passwordpassword")
    page.get_by_role("button", name="Go on").click()
    assert "Many people use this password" in page.locator("main").inner_text()
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Go on").click()
    # then a second step comes before anything else
    page.goto("/today")
    assert "/sign-in/set-up" in page.url
    secret = set_up_app(page)
    codes = page.locator("li code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them. Go on").click()
    # Then she is at her first page
    assert "Good morning, Bev." in page.locator("h1").inner_text()
    page.get_by_role("button", name="Sign out").click()
    assert page.locator("h1").inner_text() == "You are signed out"
    # and comes back the next day with her phone
    clock.move(days=1)
    sign_in(page, "bev@beckside.example", NEW)
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Go on").click()
    assert page.url.endswith("/today")
    # or with a code on paper
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "bev@beckside.example", NEW)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    assert page.url.endswith("/today")


@pytest.fixture
def named_page(browser: Browser, live: Live) -> Any:
    """A page at an address that has a name, which passkeys need."""
    context = browser.new_context(base_url=live.url.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(10_000)
    faults: list[str] = []
    context.on("page", lambda page: page.on("pageerror", lambda error: faults.append(str(error))))
    yield context.new_page()
    context.close()
    assert faults == []


def device(page: Page) -> None:
    """A device that makes and shows passkeys when it is asked to."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_passkey_is_made_and_opens_the_account_and_is_taken_away(named_page: Page, demo_ready: Any) -> None:
    page = named_page
    device(page)
    # Given somebody who is signed in with a code
    email = account(demo_ready, Role.DIRECTORY_EDITOR)
    sign_in(page, email)
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Go on").click()
    # When they add a passkey
    page.goto("/account")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What do you call the device?").fill("the blue key")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_text("The passkey works now.").wait_for()
    assert "the blue key" in page.locator("main").inner_text()
    # Then it opens the account the next time
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, email)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url("**/today")
    # and works no more once it is taken away
    page.goto("/account")
    page.get_by_role("button", name="Remove the blue key").click()
    page.get_by_text("The passkey is removed.").wait_for()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, email)
    assert page.get_by_role("button", name="Use my passkey").count() == 0


def test_device_that_knows_no_key_leaves_the_code(named_page: Page, demo_ready: Any) -> None:
    page = named_page
    device(page)
    email = account(demo_ready, Role.DIRECTORY_EDITOR)
    with demo_ready.app.app_context():
        from app import clock
        from app.models.people import Passkey
        from app.queries import accounts

        held = accounts.by_email(email)
        assert held
        db.session.add(
            Passkey(
                account_id=held.id, credential_id=b"other", public_key=b"x", name="lost", made_at=clock.now()
            )
        )
        db.session.commit()
        db.session.remove()
    sign_in(page, email)
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_text("Your device did not answer as we asked.").first.wait_for(timeout=70_000)
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/today")


def test_administrator_invites_gives_a_role_and_shuts_an_account(
    open_page: OpenPage, demo_ready: Any
) -> None:
    page = open_page()
    sign_in(page, account(demo_ready, Role.ADMINISTRATOR))
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Their e-mail address").fill("dele@beckside.example")
    page.get_by_label("Role").select_option("Translator")
    page.get_by_role("button", name="Send the invitation").click()
    assert "dele@beckside.example" in page.locator("main").inner_text()
    name = re.compile("Nadia Osei")
    account(demo_ready, Role.FACILITATOR, name="Nadia Osei of the stall")
    page.get_by_label("Find somebody").fill("of the stall")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=name).last.click()
    page.get_by_role("link", name="Roles and teams").click()
    page.get_by_label("Role", exact=True).select_option("Helpline worker")
    page.get_by_role("button", name="Give the role").click()
    assert "Helpline worker" in page.locator("main").inner_text()
    page.get_by_role("link", name="Shut the account").click()
    page.get_by_role("button", name="Shut the account").click()
    assert "They are signed out everywhere" in page.locator("main").inner_text()


STAFF = ("/today", "/account", "/account/password", "/account/app", "/account/passkeys/add", "/admin/users")
STAFF += ("/admin/users/invite", "/admin/teams", "/account/recovery-codes", "/account/name")
WIDTHS = (320, 1280)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_accounts_have_no_barrier(open_page: OpenPage, demo_ready: Any, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    public = ("/sign-in", "/ar/sign-in", "/sign-in/forgotten", "/sign-in/link-sent", "/signed-out")
    for address in (*public, invited(demo_ready, "bev@beckside.example")):
        page.goto(address)
        look_at(page, address)
    sign_in(page, account(demo_ready, Role.ADMINISTRATOR))
    look_at(page, "code")
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Go on").click()
    for address in STAFF:
        page.goto(address)
        look_at(page, address)


def look_at(page: Page, name: str) -> None:
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
