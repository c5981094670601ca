"""An app for codes, as a page shows it. Nobody keeps its secret until a code shows that the app has it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.blueprints.accounts.forms import AppForm
from app.domain import second_factor
from app.web.i18n import place_name
from app.web.qr import qr_code

LASTS = 60 * 60
"""Units: seconds."""


def secret_for(account_id: uuid.UUID, form: AppForm) -> str:
    """The secret the form carries, or a new one, which it then carries."""
    signer = URLSafeTimedSerializer(current_app.secret_key or "", salt=f"app {account_id}")
    try:
        secret = str(signer.loads(form.secret.data or "", max_age=LASTS))
    except BadSignature:
        secret = second_factor.new_secret()
        form.secret.data = str(signer.dumps(secret))
    return secret


def shown(secret: str, email: str) -> dict[str, Any]:
    """What a page needs: the square to point a phone at, and the secret to type."""
    address = second_factor.address_for_app(secret, name=email, issuer=f"Ginnel {place_name()}")
    draw = qr_code.__wrapped__  # past its memory: a secret is kept nowhere
    return {
        "square": draw(address, _("Square code for your app"), 220),
        "groups": second_factor.in_groups(secret),
    }


def wrong_code() -> str:
    return _("That is not the code of now. Look at the app again. Is the time on your phone right?")
