from app.database import db
from app.domain.listing import ReportReason
from app.jobs import reports as job
from app.operations import reports
from app.operations.index import ground
from tests.factories import ServiceFactory


def test_words_of_a_report_go_after_a_year_and_the_choice_stays(app, clock) -> None:
    listing = ServiceFactory().id
    here = ground(app.config["PLACE_DATA"], app.config["ROOT"])
    old = reports.report(
        listing, reason=ReportReason.TIME, words="It is at 3 now", language="en", ground=here
    )
    clock.move(days=200)
    newer = reports.report(
        listing, reason=ReportReason.OTHER, words="The ramp is broken", language="en", ground=here
    )
    clock.move(days=170)
    job.run({})
    db.session.expire_all()
    assert (old.words, old.reason) == ("", ReportReason.TIME)
    assert newer.words == "The ramp is broken"
