"""All listings of an organisation by spreadsheet: out, in, dry run, send."""

import csv
import io

import openpyxl
import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.spreadsheet_cells import guard
from app.domain.stewardship import ChangeKind, ChangeStatus
from app.domain.viewer import Grant, Viewer
from app.extensions import limiter
from app.models.directory import Service
from app.models.stewardship import ListingChange
from app.queries.organisation_listings import listings
from tests.factories import (
    AddressFactory,
    LocationFactory,
    OrganizationFactory,
    PhoneFactory,
    ScheduleExceptionFactory,
    ServiceFactory,
)
from tests.letting_in import hidden
from tests.people import signed_in

REFERENCE = "Reference (leave it as it is)"


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


@pytest.fixture
def organization(app, clock):
    made = OrganizationFactory(name="Beck Side")
    hall = LocationFactory(name="Chapel Hall")
    AddressFactory(location_id=hall.id)
    one = ServiceFactory(
        name="Kettle On", organization=made, at=hall, on={"byday": "TU,TH", "dtstart": None, "interval": 2}
    )
    one.schedules[0].interval = 1
    ScheduleExceptionFactory(schedule_id=one.schedules[0].id)
    PhoneFactory(service_id=one.id, description="Weekdays")
    ServiceFactory(
        name="=Bingo(1)", organization=made, on=[{"byday": "MO"}, {"byday": "FR"}], pence=250, minimum_age=18
    )
    db.session.commit()
    return made


@pytest.fixture
def provider(client, organization):
    signed_in(client, Role.PROVIDER, organization_id=organization.id)
    return client


def base(organization):
    return f"/listings/spreadsheet/{organization.id}"


def downloaded(client, organization):
    text = client.get(f"{base(organization)}/listings.csv").get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_csv(rows):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def upload(client, organization, data, name="listings.csv"):
    token = hidden(client.get("/listings/spreadsheet").text)["form_token"]
    return client.post(base(organization), data={"form_token": token, "file": (io.BytesIO(data), name)})


def row(rows, name):
    return next(one for one in rows if one["Name"] == name)


def drafts():
    return db.session.query(ListingChange).order_by(ListingChange.name).all()


def test_file_that_comes_back_unchanged_changes_nothing(provider, organization):
    data = provider.get(f"{base(organization)}/listings.csv").get_data()
    assert "Nothing in this file differs from your listings." in upload(provider, organization, data).text
    book = provider.get(f"{base(organization)}/listings.xlsx").get_data()
    assert "Nothing in this file differs" in upload(provider, organization, book, "listings.xlsx").text
    assert drafts() == []


def test_no_cell_is_a_formula(provider, organization):
    assert row(downloaded(provider, organization), guard("=Bingo(1)"))
    book = openpyxl.load_workbook(
        io.BytesIO(provider.get(f"{base(organization)}/listings.xlsx").get_data()), read_only=True
    )
    assert "f" not in {cell.data_type for line in book.active.rows for cell in line}
    assert all(not str(cell.value or "").startswith("=") for line in book.active.rows for cell in line)
    book.close()


def test_times_stand_in_columns_a_volunteer_reads(provider, organization):
    one = row(downloaded(provider, organization), "Kettle On")
    assert (one["How often"], one["Days"], one["Starts at"], one["Ends at"]) == (
        "Every week",
        "Tuesday, Thursday",
        "10am",
        "noon",
    )
    assert one["Dates off"] == "29 December 2026"
    assert one["When, as readers see it (we do not read this)"].startswith("Every Tuesday and Thursday")
    assert one["Phone"] == "0113 496 0000 (Weekdays)"


def test_dry_run_says_what_would_change_and_changes_nothing(provider, organization):
    rows = downloaded(provider, organization)
    one = row(rows, "Kettle On")
    one |= {
        "Usual price in pounds": "2.50",
        "Days": "Wed",
        "Starts at": "half 2",
        "Ends at": "4",
        "Dates off": "",
    }
    page = upload(provider, organization, as_csv(rows)).text
    assert "1 listing would change" in page
    assert "£2.50" in page
    assert "Every Wednesday, 2:30pm to 4pm" in page
    (change,) = drafts()
    assert change.fields == ["schedules", "pence"]
    service = db.session.query(Service).filter_by(name="Kettle On").one()
    assert (service.pence, service.schedules[0].byday) == (0, "TU,TH")


def test_send_puts_them_before_an_editor(provider, organization):
    rows = downloaded(provider, organization)
    row(rows, "Kettle On")["Room for more people"] = "full now"
    rows.append(
        {
            **dict.fromkeys(rows[0], ""),
            "Name": "Pram Walk",
            "What it is": "Activity",
            "In a sentence or two": "A slow walk.",
            "How to start": "Turn up.",
            "How people take part": "Online",
        }
    )
    page = upload(provider, organization, as_csv(rows)).text
    assert "2 listings would change" in page
    answer = provider.post("/listings/spreadsheet/send", data={"form_token": hidden(page)["form_token"]})
    assert "2 changes are with the directory" in answer.text
    assert [(one.name, one.kind, one.status) for one in drafts()] == [
        ("Kettle On", ChangeKind.EDIT, ChangeStatus.WAITING),
        ("Pram Walk", ChangeKind.NEW, ChangeStatus.WAITING),
    ]
    assert drafts()[1].document["organisation"]["id"] == str(organization.id)


def test_editor_publishes_at_once(client, organization):
    signed_in(client, Role.DIRECTORY_EDITOR)
    rows = downloaded(client, organization)
    row(rows, "Kettle On")["Usual price in pounds"] = "3"
    page = upload(client, organization, as_csv(rows)).text
    answer = client.post("/listings/spreadsheet/send", data={"form_token": hidden(page)["form_token"]})
    assert "1 listing is changed" in answer.text
    assert db.session.query(Service).filter_by(name="Kettle On").one().pence == 300


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Phone": "ring me"}, "Row 3, Phone: This is no phone number."),
        (
            {"Usual price in pounds": "lots"},
            "Row 3, Usual price in pounds: We cannot read “lots” as a price.",
        ),
        ({"Postcode": "nowhere"}, "Row 3, Postcode: This is no whole postcode."),
        ({"How often": "now and then"}, "Row 3, How often: Choose one of these: Once;"),
        ({"Days": "Someday"}, "Row 3, Days: We do not know “Someday”."),
        ({"How often": "Every other week"}, "Row 3, First date: Every other week needs a first date"),
        ({"Is it still going?": "perhaps"}, "Row 3, Is it still going?: Choose one of these:"),
        ({"Youngest age": "ten"}, "Row 3, Youngest age: Write it in figures, such as 18."),
        ({"Name": ""}, "Row 3, Name: Write the name people use for it."),
        ({REFERENCE: "somebody-elses"}, "Row 3, Reference (leave it as it is): This is not the reference"),
    ],
)
def test_fault_is_told_by_row_and_column(provider, organization, cells, words):
    rows = sorted(downloaded(provider, organization), key=lambda one: one["Name"] == "Kettle On")
    rows[1] |= cells
    page = upload(provider, organization, as_csv(rows)).text
    assert words in page
    assert drafts() == []


def test_row_with_somebody_elses_reference_is_refused(provider, organization):
    other = ServiceFactory(name="Not Yours")
    db.session.commit()
    rows = downloaded(provider, organization)
    rows[0] |= {REFERENCE: str(other.id), "Name": "Taken Over"}
    page = upload(provider, organization, as_csv(rows)).text
    assert "This is not the reference of a listing of yours" in page
    assert drafts() == []


def test_times_that_a_row_cannot_hold_stay_as_they_are(provider, organization):
    rows = downloaded(provider, organization)
    bingo = row(rows, guard("=Bingo(1)"))
    assert bingo["How often"] == "More than a row can say: change it on its page"
    bingo |= {"Days": "Sunday"}
    page = upload(provider, organization, as_csv(rows)).text
    assert "How often: More than a row can say" in page


def test_organisation_of_somebody_else_is_not_there(provider):
    other = OrganizationFactory()
    db.session.commit()
    assert provider.get(f"{base(other)}/listings.csv").status_code == 404
    assert upload(provider, other, b"x").status_code == 404


def test_secret_address_is_in_no_file_and_survives(provider, organization):
    home = LocationFactory(name="Sentinel House", undisclosed=True)
    AddressFactory(location_id=home.id, address_1="9 Sentinel Row", postal_code="LS9 9ZZ")
    made = ServiceFactory(name="Refuge", organization=organization, at=home)
    db.session.commit()
    theirs = Viewer(grants=(Grant(Role.PROVIDER, organization.id),))
    assert "Sentinel" not in str(listings(organization.id, viewer=theirs))
    for kind in ("csv", "xlsx"):
        data = provider.get(f"{base(organization)}/listings.{kind}").get_data()
        if kind == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(data))
            data = str([[cell.value for cell in line] for line in book.active.rows]).encode()
        assert b"Sentinel" not in data
        assert b"LS9 9ZZ" not in data
    rows = downloaded(provider, organization)
    row(rows, "Refuge")["Usual price in pounds"] = "1"
    assert "Sentinel" not in upload(provider, organization, as_csv(rows)).text
    (change,) = [one for one in drafts() if one.service_id == made.id]
    assert change.fields == ["pence"]
    assert change.document["places"][0]["name"] == "Sentinel House"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file that has rows in it."),
        (b"PK\x03\x04broken", "We cannot read this file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save it as .xlsx or as CSV."),
        (b"one,two\r\n1,2\r\n", "This file has no column"),
    ],
)
def test_file_that_cannot_be_read_says_so(provider, organization, data, words):
    answer = upload(provider, organization, data)
    assert answer.status_code == 422
    assert words in answer.text
