"""The words somebody agrees to, by version. A wording is never changed: a new one gets the next number.

Which purpose each one is for: domain/consent.py: WORDINGS.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.web.catalogues import lazy_both as _l

TEXTS: Mapping[str, Any] = {
    "contact/1": _l("A link worker may get in touch with me, in the ways I chose."),
    "contact-for/1": _l("They have said yes: a link worker may get in touch with them, in the ways I wrote."),
    "record/1": _l("The link worker’s team may write down what I tell them, and work with it together."),
    "record-for/1": _l("They have said yes: the link worker’s team may write down what they are told."),
    "tell-referrer/1": _l("You may tell whoever sent me whether you took me on, and in short how it ended."),
    "tell-referrer-for/1": _l("They have said yes: you may tell me in short how it ended."),
    "share-with-provider/1": _l(
        "You may tell the organisation named here the things ticked here, and no more."
    ),
    "team-discussion/1": _l("You may talk about me in the team’s case discussion, to find ideas."),
    "talk-with-family/1": _l("You may talk about me with the people named here."),
    "story/1": _l("You may tell my story to others, changed so that nobody knows it is me."),
    "feedback/1": _l("You may ask me later how it was."),
    "feedback-for/1": _l("They have said yes: you may ask them later how it was."),
}
