"""Where a browser says it comes from is data like any other: odd values open nothing and break nothing."""

import pytest

from app.web import tokens

ODD = ["http://[x", "http://]", "//", "null", "http://\u2100.example"]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_referrer_is_nobodys(demo_client, odd):
    page = demo_client.get(
        "/activities/conker-street-bowls?notice=saved-first&listing=conker-street-bowls",
        headers={"Referer": odd},
    )
    assert page.status_code == 200
    assert 'href="/activities"' in page.text
    assert 'id="saved"' not in page.text


@pytest.mark.parametrize("odd", ODD)
def test_a_form_from_an_odd_origin_is_refused(app, client, odd):
    with app.test_request_context():
        token = tokens.form_token()
    answer = client.post("/my-list/add", data={tokens.FIELD: token}, headers={"Origin": odd})
    assert answer.status_code == 403
