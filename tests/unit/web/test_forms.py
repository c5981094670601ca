"""Each kind of field: its ids, what describes it, where an error leads, and what a keyboard is told."""

import datetime as dt

import html5lib
import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from app.web import forms

WAYS = [forms.choice("text", "By text"), forms.choice("post", "By post", "It takes three days")]


class Example(forms.Form):
    name = StringField("Your name", [InputRequired("Tell us your name")], render_kw={"autocomplete": "name"})
    note = TextAreaField("Anything else", description="Leave it empty if you like")
    email = EmailField("Email")
    phone = TelField("Phone")
    age = IntegerField("Age")
    cost = DecimalField("Cost")
    password = PasswordField("Password")
    way = RadioField("How?", [InputRequired("Choose one way")], choices=WAYS)
    days = SelectMultipleField(
        "Days", choices=[forms.choice("mon", "Monday"), forms.choice("tue", "Tuesday")]
    )
    area = SelectField("Area", choices=[forms.choice("", "Anywhere"), forms.choice("n", "North")])
    agree = BooleanField("I agree", description="You can change your mind")
    born = DateField("Born", [InputRequired("Give the date")], format="%d %m %Y")
    token = HiddenField(default="<x>")


@pytest.fixture
def request_context():
    app = Flask("app")
    app.secret_key = "test"
    Babel(app, default_locale="en_GB")
    forms.init_app(app)
    with app.test_request_context():
        yield app


@pytest.fixture
def form(request_context):
    return Example(formdata=None)


@pytest.fixture
def wrong(request_context):
    sent = Example(
        formdata=MultiDict([("name", ""), ("age", "forty"), *(("born", part) for part in ("31", "2", "x"))])
    )
    sent.validate()
    return sent


def tree(field, **look):
    return html5lib.parseFragment(str(forms.form_field(field, **look)), namespaceHTMLElements=False)


def control(field, tag="input", **look):
    return next(tree(field, **look).iter(tag))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name", {"type": "text", "dir": "auto", "autocomplete": "name"}),
        ("email", {"type": "email", "dir": "ltr", "spellcheck": "false"}),
        ("phone", {"type": "tel", "dir": "ltr"}),
        ("age", {"type": "text", "inputmode": "numeric", "dir": "ltr"}),
        ("cost", {"type": "text", "inputmode": "decimal", "dir": "ltr"}),
        ("password", {"type": "password", "dir": "ltr"}),
    ],
)
def test_an_input_tells_the_keyboard_what_to_expect(form, name, expected):
    attributes = control(form[name]).attrib
    assert expected.items() <= attributes.items()
    assert attributes["id"] == attributes["name"] == name


def test_a_label_belongs_to_its_input(form):
    assert control(form.name, "label").get("for") == "name"


def test_a_label_can_be_the_heading_of_the_page(form):
    assert control(form.name, "h1", is_heading=True).find("label").text == "Your name"
    assert control(form.way, "legend", is_heading=True).find("h1").text == "How?"


def test_nothing_describes_a_field_without_hint_or_error(form):
    markup = str(forms.form_field(form.name)) + str(forms.form_field(form.way))
    assert 'aria-describedby=""' not in markup
    assert "govuk-error" not in markup
    assert control(form.way, "fieldset").get("aria-describedby") is None


def test_a_hint_describes_its_field(form):
    assert control(form.note, "textarea").get("aria-describedby") == "note-hint"
    assert control(form.agree).get("aria-describedby") == "agree-hint"


def test_an_option_has_its_own_hint(form):
    options = list(tree(form.way).iter("input"))
    assert [option.get("aria-describedby") for option in options] == [None, "way-1-hint"]


def test_an_error_is_shown_marked_and_described(wrong):
    assert control(wrong.name).get("aria-describedby") == "name-error"
    assert "govuk-form-group--error" in tree(wrong.name)[0].get("class")
    assert "Tell us your name" in str(forms.form_field(wrong.name))


def test_what_was_typed_stays_even_when_it_is_wrong(wrong):
    assert control(wrong.age).get("value") == "forty"
    assert [part.get("value") for part in tree(wrong.born).iter("input")] == ["31", "2", "x"]


def test_a_password_is_never_sent_back(request_context):
    assert control(Example(formdata=MultiDict({"password": "hunter2"})).password).get("value") is None


def test_a_group_has_a_legend_and_no_required_on_a_div(form):
    for field in (form.way, form.days, form.born):
        fieldset = control(field, "fieldset")
        assert fieldset.find("legend").text == field.label.text
        assert not [item for item in fieldset.iter("div") if item.get("required") is not None]


def test_chosen_options_are_marked(request_context):
    form = Example(formdata=MultiDict([("way", "post"), ("days", "tue"), ("area", "n"), ("agree", "yes")]))
    assert [item.get("id") for item in tree(form.way).iter("input") if "checked" in item.attrib] == ["way-1"]
    assert [item.get("value") for item in tree(form.days).iter("input") if "checked" in item.attrib] == [
        "tue"
    ]
    assert [item.get("value") for item in tree(form.area).iter("option") if "selected" in item.attrib] == [
        "n"
    ]
    assert "checked" in control(form.agree).attrib


def test_a_date_is_three_boxes_of_one_name(form):
    boxes = list(tree(form.born).iter("input"))
    assert [box.get("id") for box in boxes] == ["born-day", "born-month", "born-year"]
    assert {box.get("name") for box in boxes} == {"born"}


def test_a_date_from_three_boxes_is_read(request_context):
    form = Example(formdata=MultiDict([("born", "9"), ("born", "2"), ("born", "1950")]))
    assert form.born.data.isoformat() == "1950-02-09"


def test_a_date_whose_boxes_were_emptied_is_no_date_any_more(request_context):
    emptied = MultiDict([("born", ""), ("born", " "), ("born", "")])
    assert Example(formdata=emptied, data={"born": dt.date(1950, 2, 9)}).born.data is None


def test_a_hidden_field_is_escaped(form):
    assert str(forms.form_field(form.token)) == '<input type="hidden" name="token" value="&lt;x&gt;">'


def test_a_summary_leads_to_the_first_input_of_each_fault(wrong):
    links = html5lib.parseFragment(str(forms.error_summary(wrong)), namespaceHTMLElements=False).iter("a")
    assert [
        (link.text, link.get("href"))
        for link in links
        if link.get("href") in ("#name", "#way-0", "#born-day")
    ] == [
        ("Tell us your name", "#name"),
        ("Choose one way", "#way-0"),
        *[(str(message), "#born-day") for message in wrong.born.errors],
    ]


def test_every_link_of_a_summary_lands_on_an_input(wrong):
    links = html5lib.parseFragment(str(forms.error_summary(wrong)), namespaceHTMLElements=False).iter("a")
    ids = {
        item.get("id")
        for field in wrong
        for item in tree(field).iter()
        if item.tag in ("input", "select", "textarea")
    }
    assert all(link.get("href")[1:] in ids for link in links)


def test_a_form_without_faults_has_no_summary(form):
    assert forms.error_summary(form) == ""


class Birthday(forms.Form):
    born = forms.DayField("Born", format="%d %m %Y", description="Such as 4 2 1944")
    met = forms.DayField("Met", format="%d %m %Y")


@pytest.mark.parametrize(
    "typed",
    [
        ["۴", "۵", "۱۹۷۰"],
        ["٤", "٥", "١٩٧٠"],
        ["4", "May", "1970"],
        ["4", "5", "1970"],
        ["4 may 1970", "", ""],
        ["", "۴ ۵ ۱۹۷۰", ""],
    ],
)
@pytest.mark.usefixtures("request_context")
def test_a_day_is_read_in_digits_of_any_script_and_with_its_month_by_name(typed):
    form = Birthday(MultiDict([("born", part) for part in typed]))
    assert form.validate()
    assert form.born.data == dt.date(1970, 5, 4)


@pytest.mark.usefixtures("request_context")
def test_what_is_no_day_is_answered_with_the_example_of_the_hint():
    wrong = [(name, part) for name in ("born", "met") for part in ("31", "2", "1970")]
    form = Birthday(MultiDict(wrong))
    assert not form.validate()
    assert form.born.errors == ["Write a real date, such as 4 2 1944"]
    assert form.met.errors == ["Write a real date, such as 24 11 2026"]
    assert forms.typed_parts(form.born) == ["31", "2", "1970"]
