"""What was answered, as a referral holds it."""

from __future__ import annotations

from typing import Any

from app.blueprints.get_help.forms import ANOTHER, CARER, for_another, is_carer, who
from app.blueprints.get_help.forms_needs import AGREED, own_of, wording
from app.blueprints.get_help.forms_reaching import NEEDS, details_asked, ways
from app.domain.consent import ConsentHow
from app.domain.equality import ITEMS
from app.domain.journey import Answers
from app.domain.referral import PopulationGroup, ReferralSource
from app.domain.referral_document import ReferralDocument, clean

SOURCES = {CARER: ReferralSource.CARER_SELF, ANOTHER: ReferralSource.FOR_SOMEBODY}


def source_of(answers: Answers) -> ReferralSource:
    return SOURCES.get(who(answers), ReferralSource.SELF)


def document_of(answers: Answers, *, language: str, practice_id: str = "") -> ReferralDocument:
    """Only what belongs to the questions that are asked: what was answered on a way left since stays out."""
    name, home, doctor = (answers.get(step, {}) for step in ("name", "home", "doctor"))
    matters, risks = answers.get("matters", {}), answers.get("risks", {})
    details = details_of(answers)
    groups = [PopulationGroup.CARER.value] if is_carer(answers) else []
    return clean(
        {
            "given_name": name.get("given"),
            "family_name": name.get("family"),
            "preferred_name": name.get("preferred"),
            "born_on": answers.get("born", {}).get("born"),
            "nhs_number": doctor.get("nhs_number"),
            "practice": doctor.get("practice"),
            "practice_id": practice_id,
            "home": home.get("home"),
            "postcode": home.get("postcode"),
            "address": details.get("address"),
            "phone": details.get("phone"),
            "email": details.get("email"),
            "language": language,
            "reaching": reaching_of(answers),
            "concerns": matters.get("concerns"),
            "words": matters.get("words"),
            "cares_for": answers.get("caring", {}).get("cares_for") if is_carer(answers) else "",
            "groups": groups,
            "risks": {"answer": risks.get("risks"), "words": risks.get("words")},
            "on_behalf": on_behalf(answers),
            "consents": consents_of(answers, language=language),
            **equality_of(answers),
        }
    )


def details_of(answers: Answers) -> dict[str, Any]:
    """A number or an address of a way they did not choose is not taken."""
    asked = details_asked(answers)
    return {name: value for name, value in answers.get("details", {}).items() if asked.get(name)}


def reaching_of(answers: Answers) -> dict[str, Any]:
    """How to reach and talk with them."""
    details, talk = details_of(answers), answers.get("talk", {})
    yes_or_no = {"yes": True, "no": False}
    trusted = {part: details.get(f"trusted_{part}", "") for part in ("name", "relation", "phone")}
    return {
        **{name: talk.get(name) for name in (*NEEDS, "font_size", "words")},
        "channels": sorted(ways(answers)),
        "leave_message": yes_or_no.get(str(details.get("leave_message"))),
        "others_may_answer": yes_or_no.get(str(details.get("others_may_answer"))),
        "safe_times": details.get("safe_times"),
        "never": details.get("never"),
        "trusted": trusted,
        "interpreter": talk.get("interpreter") if talk.get("english") == "no" else "",
    }


def on_behalf(answers: Answers) -> dict[str, Any]:
    """Who asks, where it is not the person."""
    if not for_another(answers):
        return {}
    you = answers.get("you", {})
    agreed = answers.get("agrees", {}).get("agrees") == "yes"
    return {
        **{part: you.get(part) for part in ("name", "relation", "phone", "email")},
        "person_agreed": agreed,
    }


def consents_of(answers: Answers, *, language: str) -> dict[str, Any]:
    """Each purpose with the version of the words. Somebody who asks for another says what they were told."""
    said = answers.get("agree", {})
    how = ConsentHow.SPOKEN if for_another(answers) else ConsentHow.ONLINE
    return {
        purpose.value: {
            "given": said.get(name) == "yes",
            "how": how.value,
            "given_by": "person",
            "wording": wording(name, answers),
            "language": language,
        }
        for name, purpose in AGREED.items()
        if said.get(name)
    }


def equality_of(answers: Answers) -> dict[str, Any]:
    """Nobody answers these for another."""
    more = {} if for_another(answers) else answers.get("more", {})
    return {
        "equality": {item: more[item] for item in ITEMS if item in more},
        "equality_words": {item: more[own_of(item)] for item in ITEMS if own_of(item) in more},
    }
