"""What a referral holds: known values only, in one shape."""

from app.domain.reaching import clean_reaching, empty_reaching
from app.domain.referral_document import called, clean, empty, full_name


def test_nothing_given_is_the_empty_shape():
    assert clean({}) == empty()


def test_cleaning_twice_changes_nothing():
    once = clean(
        {
            "given_name": "  Marek ",
            "born_on": "1944-05-02",
            "concerns": ["money", "lonely"],
            "consents": {"contact": {"given": True, "how": "spoken"}},
            "reaching": {"channels": ["text"], "font_size": 18},
        }
    )
    assert clean(once) == once
    assert once["given_name"] == "Marek"
    assert once["concerns"] == ["lonely", "money"]


def test_what_is_on_no_list_is_left_out():
    made = clean({"concerns": ["gold"], "groups": ["kings"], "home": "castle", "risks": {"answer": "maybe"}})
    assert (made["concerns"], made["groups"], made["home"], made["risks"]["answer"]) == ([], [], "", "")


def test_a_purpose_nobody_asked_about_is_not_there():
    assert clean({"consents": {"gossip": {"given": True}}})["consents"] == {}


def test_consent_refused_says_why_and_not_how():
    made = clean({"consents": {"story": {"given": False, "how": "spoken", "why_not": "Not yet"}}})
    assert made["consents"]["story"]["how"] == ""
    assert made["consents"]["story"]["why_not"] == "Not yet"


def test_only_a_plain_yes_is_consent():
    assert clean({"consents": {"contact": {"given": "yes"}}})["consents"]["contact"]["given"] is False


def test_no_date_is_no_birth_date():
    assert clean({"born_on": "31 February"})["born_on"] == ""


def test_nhs_number_keeps_its_digits():
    assert clean({"nhs_number": "999 000 0018"})["nhs_number"] == "9990000018"


def test_names_are_put_together():
    made = clean({"given_name": "Marek", "family_name": "Zielonka", "preferred_name": "Marek Z"})
    assert full_name(made) == "Marek Zielonka"
    assert called(made) == "Marek Z"


def test_ways_to_reach_somebody_are_known_ones():
    made = clean_reaching({"channels": ["text", "pigeon"], "font_size": 400, "leave_message": "perhaps"})
    assert made == {**empty_reaching(), "channels": ["text"]}


def test_somebody_trusted_is_kept():
    made = clean_reaching({"trusted": {"name": "Kuba", "relation": "grandson", "phone": "07700 900417"}})
    assert made["trusted"]["name"] == "Kuba"
