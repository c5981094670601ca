"""One page for a referral that is typed in from a call or a letter."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField

from app.blueprints.refer.forms import OFF, Asked, FirstForm, RisksForm, WhoForm, WhyForm, WhyNotForm
from app.blueprints.refer.more import MoreForm, fit_lists, several
from app.domain.journey import Answers
from app.domain.reaching import SafeChannel
from app.domain.referral import ReferralMethod, ReferralSource
from app.domain.referral_faults import Wrong
from app.web.forms import choice
from app.web.labels import WORDS
from app.web.place import place
from app.web.referring_words import ASKED_BY, fault_words

SOURCES = (ReferralSource.HELPLINE, ReferralSource.LETTER)
METHODS = tuple(one for one in ReferralMethod if one is not ReferralMethod.SELF)


class TypedForm(Asked):
    step = "who"
    places = {"trusted": "trusted_name", "channels": "channels"}  # noqa: RUF012 - as the class it extends
    key = HiddenField()
    source = RadioField(
        _l("How did it come?"),
        choices=[choice(one.value, WORDS[ReferralSource][one]) for one in SOURCES],
        validate_choice=False,
    )
    method = SelectField(
        _l("Sent by"),
        choices=[choice(one.value, WORDS[ReferralMethod][one]) for one in METHODS],
        default=ReferralMethod.PHONE.value,
        validate_choice=False,
    )
    asked_by = RadioField(
        _l("Who asks?"), choices=[choice(*one) for one in ASKED_BY.items()], validate_choice=False
    )
    referrer_name = StringField(_l("Name of whoever asks for them"), render_kw=OFF)
    referrer_service = StringField(_l("Where they work, or who they are to the person"), render_kw=OFF)
    referrer_contact = StringField(
        _l("How to answer them"), description=_l("An e-mail address or a phone number."), render_kw=OFF
    )
    given_name = WhoForm.given_name
    family_name = WhoForm.family_name
    born_on = WhoForm.born_on
    postcode = WhoForm.postcode
    preferred_name = MoreForm.preferred_name
    nhs_number = MoreForm.nhs_number
    practice_id = MoreForm.practice_id
    practice = MoreForm.practice
    channels = several(_l("Ways that are safe and easy for them"), SafeChannel)
    phone = MoreForm.phone
    email = MoreForm.email
    address = MoreForm.address
    trusted_name = MoreForm.trusted_name
    trusted_relation = MoreForm.trusted_relation
    trusted_phone = MoreForm.trusted_phone
    leave_message = MoreForm.leave_message
    others_may_answer = MoreForm.others_may_answer
    safe_times = MoreForm.safe_times
    never = MoreForm.never
    language = MoreForm.language
    interpreter = MoreForm.interpreter
    support = MoreForm.support
    methods = MoreForm.methods
    formats = MoreForm.formats
    professionals = MoreForm.professionals
    talking = MoreForm.talking
    concerns = WhyForm.concerns
    reason = WhyForm.reason
    tried = MoreForm.tried
    groups = MoreForm.groups
    agreed = WhyForm.agreed
    why_not = WhyNotForm.why_not
    hear_back = WhyForm.hear_back
    risks = FirstForm.risks
    risk_words = RisksForm.risk_words
    safeguarding = MoreForm.safeguarding
    is_urgent = FirstForm.is_urgent

    def fit(self, answers: Answers) -> None:
        fit_lists(self["practice_id"], self["language"])
        self["why_not"].label.text = _("If they have not agreed, why is that?")
        self["risk_words"].label.text = _("If there is a risk: what it is, and what keeps everybody safe")

    def taken(self) -> dict[str, Any]:
        kept = super().taken()
        codes = {one.code for one in place().languages}
        kept.pop("key")
        kept["language"] = kept["language"] if kept["language"] in codes else "en"
        return kept

    def can_be_kept(self) -> bool:
        """Half of it is enough; what is no day and what is too long cannot be kept as it is."""
        self.validate()
        self.check_lengths()
        return not self.has_faults

    def check(self, answers: Answers) -> None:
        super().check(answers)
        if self.source.data not in set(SOURCES):
            self.mark("source", _("Say how it came."))
        if self.asked_by.data not in ASKED_BY:
            self.mark("asked_by", _("Say who asks."))
        if self.asked_by.data == "other":
            for name in ("referrer_name", "referrer_contact"):
                if not (self[name].data or "").strip():
                    self.mark(name, fault_words(name, Wrong.MISSING))
        if not self["is_urgent"].data:
            self.mark("is_urgent", fault_words("is_urgent", Wrong.MISSING))
