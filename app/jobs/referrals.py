"""Each day: chase questions nobody answered, and forget files of referrals nobody brought in."""

from __future__ import annotations

from collections.abc import Mapping

from app.operations import referral_imports, referral_questions

KIND = "referrals"


def run(arguments: Mapping[str, object]) -> None:
    referral_questions.chase()
    referral_imports.forget_old()
