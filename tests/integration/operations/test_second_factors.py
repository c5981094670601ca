"""A code works once: races on the same one have a single winner. Also what is never removed, and counts."""

import threading

import pytest
from sqlalchemy import func, select

from app.database import begin_writing, db
from app.domain import second_factor, throttle
from app.domain.errors import NotAllowedError, TooManyTriesError
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.models.people import AccessLink, Account, RecoveryCode, Throttle, UsedCode
from app.operations import accounts, second_factors, throttles, tidy_accounts
from app.queries import accounts as queries
from tests.signing_in import SECRET, code_now, somebody

RACES = 200
RUNNERS = 4


def race(app, tries):
    """How many of several at once were let through."""
    wins, gate = [], threading.Barrier(RUNNERS)

    def run():
        with app.app_context():
            gate.wait()
            begin_writing()
            if tries():
                db.session.commit()
                wins.append(1)
            else:
                db.session.rollback()
            db.session.remove()

    runners = [threading.Thread(target=run) for _ in range(RUNNERS)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    return len(wins)


def test_two_hundred_races_on_one_code_have_one_winner_each(app, clock):
    account_id = somebody().id
    db.session.commit()

    def tries():
        return second_factors.is_used_up_now(queries.account(account_id), code_now())

    winners = []
    for _ in range(RACES):
        clock.move(seconds=second_factor.STEP_SECONDS)
        winners.append(race(app, tries))
    assert winners == [1] * RACES
    assert db.session.scalar(select(func.count()).select_from(UsedCode)) == RACES


def test_races_on_one_code_on_paper_have_one_winner_each(app, clock):
    account = somebody()
    account_id = account.id
    won = []
    for _ in range(2):
        codes = second_factors.new_recovery_codes(queries.account(account_id), by=queries.viewer_of(account))
        db.session.commit()
        won += [
            race(app, lambda one=one: second_factors.burn(queries.account(account_id), one)) for one in codes
        ]
    assert won == [1] * 20
    left = db.session.scalars(select(RecoveryCode).where(RecoveryCode.used_at.is_(None))).all()
    assert left == []


def test_race_of_counts_loses_none(app, clock):
    """Every try counts, also when several come at once."""
    limit = throttle.Limit("tried", 7, 900)
    passed = []

    def run():
        with app.app_context():
            for _ in range(5):
                try:
                    throttles.count(((limit, "somebody"),))
                    passed.append(1)
                except TooManyTriesError:
                    pass
            db.session.remove()

    runners = [threading.Thread(target=run) for _ in range(RUNNERS)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert len(passed) == 7
    assert db.session.scalars(select(Throttle.times)).one() == 20


def test_counts_of_a_window_that_is_over_are_forgotten(app, clock):
    limit = throttle.Limit("tried", 1, 900)
    throttles.count(((limit, "somebody"),))
    with pytest.raises(TooManyTriesError) as wait:
        throttles.count(((limit, "somebody"),))
    assert 0 < wait.value.seconds <= 900
    clock.move(seconds=wait.value.seconds)
    throttles.count(((limit, "somebody"),))
    clock.move(minutes=20)
    throttles.forget_past()
    assert db.session.scalars(select(Throttle)).all() == []


def test_reset_takes_everything_that_opened_the_account(app, clock):
    account, admin = somebody(), queries.viewer_of(somebody(Role.ADMINISTRATOR))
    second_factors.new_recovery_codes(account, by=queries.viewer_of(account))
    second_factors.reset(account, "Rang her on her desk phone.", by=admin)
    assert queries.factors_of(account.id) == queries.Factors(None, (), 0)
    assert db.session.get(Account, account.id).password_hash == ""
    link = db.session.scalars(select(AccessLink)).one()
    assert link.purpose is LinkPurpose.NEW_PASSWORD
    assert (link.expires_at - link.made_at).days == 2
    with pytest.raises(NotAllowedError):
        second_factors.reset(queries.account(admin.account_id), "I lost my own.", by=admin)


def test_account_nobody_uses_is_shut_after_ninety_days(app, clock):
    from app import clock as wall

    used = somebody(last_seen_on=wall.now())
    unused = somebody(last_seen_on=wall.now())
    demo = somebody(last_seen_on=wall.now(), is_demo=True)
    never = somebody()
    clock.move(days=89)
    assert tidy_accounts.shut_unused() == 0
    queries.account(used.id).last_seen_on = wall.now()
    clock.move(days=2)
    assert tidy_accounts.shut_unused() == 1
    assert db.session.get(Account, unused.id).disabled_at
    for open_one in (used, demo, never):
        assert db.session.get(Account, open_one.id).disabled_at is None
    accounts.enable(queries.account(unused.id), by=queries.viewer_of(used))
    assert tidy_accounts.shut_unused() == 0


def test_secret_is_kept_sealed(app, clock):
    account = somebody()
    db.session.commit()
    raw = db.session.connection().exec_driver_sql("SELECT totp_secret, email, name FROM account").one()
    stored = b"".join(bytes(part) for part in raw)
    assert SECRET.encode() not in stored
    assert account.email.encode() not in stored and account.name.encode() not in stored
