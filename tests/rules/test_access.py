"""Every view says who may use it."""

from app.web.access import declared, public


def undeclared(views):
    return sorted(endpoint for endpoint, view in views.items() if declared(view) is None)


def test_a_view_that_does_not_say_is_seen():
    assert undeclared({"a.open": public(lambda: ""), "a.forgotten": lambda: ""}) == ["a.forgotten"]


def test_every_view_says_who_may_use_it(bare_app):
    assert undeclared(bare_app.view_functions) == []
