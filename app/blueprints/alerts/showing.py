"""One alert, opened and shown. Each look at what was said is traced."""

from __future__ import annotations

import uuid

from flask import Response, make_response, render_template

from app.blueprints.alerts.forms import DoneForm
from app.models.conversations import HarmAlert
from app.queries import harm_alerts as queries
from app.web.i18n import current_language
from app.web.opening import opened
from app.web.viewer import viewer


def opened_alert(alert_id: uuid.UUID) -> HarmAlert:
    """The alert, its look traced. Raises: NotThereError."""
    return opened("harm-alert", alert_id, lambda: queries.alert_for(viewer(), alert_id), part="words")


def shown(found: HarmAlert, form: DoneForm, status: int = 200, trouble: str = "") -> Response:
    page = render_template(
        "alerts/alert.html",
        heard=queries.heard(found, current_language()),
        form=form,
        trouble=trouble,
        has_errors=bool(form.errors),
    )
    return make_response(page, status)
