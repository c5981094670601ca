"""The forms of inviting people and changing what they may do."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.domain.emails import is_email
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, POWERFUL, Role
from app.domain.typed_text import clean_line, clean_lines
from app.operations.roles import Wanted
from app.queries import accounts as queries
from app.web.filters import number
from app.web.forms import Form
from app.web.labels import label

LEAST_REASON = 10
LONGEST_REASON = 1000
LONGEST_TEAM = 120
NOBODY = ""


class RoleForm(Form):
    """A role, and where it is held."""

    role = SelectField(_l("Role"))
    organization = SelectField(
        _l("Organisation"), default=NOBODY, description=_l("For referrers and organisers.")
    )
    team = SelectField(_l("Team"), default=NOBODY, description=_l("For link workers and team leads."))
    reason = TextAreaField(
        _l("Why"),
        description=_l("For a role with wide powers only: whoever decides reads it."),
        render_kw={"rows": 3},
    )

    def offer(
        self,
        roles: Iterable[Role],
        organizations: Iterable[tuple[uuid.UUID, str]],
        teams: Iterable[tuple[uuid.UUID, str]],
    ) -> None:
        """Let these be chosen. A question with nothing to choose is not asked."""
        offered = list(roles)
        self.role.choices = [(role.value, label(role)) for role in offered]
        none = [(NOBODY, _("Choose one"))]
        self.organization.choices = none + [(str(one), name) for one, name in organizations]
        self.team.choices = none + [(str(one), name) for one, name in teams]
        if not BOUND_TO_ORGANIZATION & set(offered):
            del self.organization
        if not BOUND_TO_TEAM & set(offered):
            del self.team
        if not POWERFUL & set(offered):
            del self.reason

    def validate_organization(self, field: Field) -> None:
        if self.chosen in BOUND_TO_ORGANIZATION and not field.data:
            raise ValidationError(_("Choose the organisation they work for"))

    def validate_team(self, field: Field) -> None:
        if self.chosen in BOUND_TO_TEAM and not field.data:
            raise ValidationError(_("Choose the team they work in"))

    def validate_reason(self, field: Field) -> None:
        if self.chosen in POWERFUL:
            check_reason(self, field)

    @property
    def chosen(self) -> Role | None:
        """The role that was sent; None for none, or for junk."""
        return next((role for role in Role if role.value == self.role.data), None)

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            Role(self.role.data),
            queries.as_id(self.organization.data) if self.organization else None,
            queries.as_id(self.team.data) if self.team else None,
        )

    @property
    def why(self) -> str:
        return clean_lines(self.reason.data or "") if self.reason else ""


class InviteForm(RoleForm):
    email = EmailField(
        _l("Their e-mail address"),
        description=_l("At work, and theirs alone: not one that several people read."),
        render_kw={"autocomplete": "off"},
    )
    language = SelectField(_l("Language we write to them in"))

    def validate_email(self, field: Field) -> None:
        if not is_email((field.data or "").strip()):
            raise ValidationError(_("Type the whole e-mail address, such as bev@beckside.example"))


class FindForm(Form):
    words = StringField(
        _l("Find somebody"),
        description=_l("Part of a name, or a whole e-mail address."),
        render_kw={"autocomplete": "off", "type": "search"},
    )


def check_reason(form: Form, field: Field) -> None:
    reason, most = clean_lines(field.data or ""), number(LONGEST_REASON)
    if len(reason) < LEAST_REASON:
        raise ValidationError(_("Say why, so that somebody else understands it later"))
    if len(reason) > LONGEST_REASON:
        raise ValidationError(_("Make it shorter. There is room for %(most)s letters.", most=most))


class ReasonForm(Form):
    reason = TextAreaField(
        _l("Why"),
        description=_l("How did you make sure who asks? We keep your answer."),
        validators=[check_reason],
        render_kw={"rows": 3},
    )


class TeamForm(Form):
    name = StringField(_l("Name of the team"), render_kw={"autocomplete": "off"})

    def validate_name(self, field: Field) -> None:
        name = clean_line(field.data or "")
        if not name:
            raise ValidationError(_("Give the team a name"))
        if len(name) > LONGEST_TEAM:
            raise ValidationError(
                _("Make the name shorter. There is room for %(most)s letters.", most=number(LONGEST_TEAM))
            )
