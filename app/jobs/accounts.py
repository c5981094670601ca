"""Answers who forgot a password, and tidies up after accounts once a day."""

from __future__ import annotations

from collections.abc import Mapping

from app.operations import accounts, throttles, tidy_accounts

FORGOTTEN = accounts.FORGOTTEN
KIND = "accounts"


def answer(arguments: Mapping[str, object]) -> None:
    accounts.answer_forgotten(str(arguments["email"]))


def run(arguments: Mapping[str, object]) -> None:
    throttles.forget_past()
    tidy_accounts.forget_past()
    tidy_accounts.shut_unused()
