from app.database import db
from app.domain.listing import ReportReason
from app.jobs import reports as job
from app.operations import reports
from tests.factories import ServiceFactory


def test_words_of_a_report_go_after_a_year_and_the_choice_stays(app, clock) -> None:
    listing = ServiceFactory().id
    old = reports.report(listing, reason=ReportReason.TIME, words="It is at 3 now", language="en")
    clock.move(days=200)
    newer = reports.report(listing, reason=ReportReason.OTHER, words="The ramp is broken", language="en")
    clock.move(days=170)
    job.run({})
    db.session.expire_all()
    assert (old.words, old.reason) == ("", ReportReason.TIME)
    assert newer.words == "The ramp is broken"
