"""HTTP glue that every blueprint shares."""

from __future__ import annotations

from flask import Flask

from app.web import (
    assets,
    catalogues,
    compression,
    demo,
    easy_versions,
    errors,
    filters,
    forms,
    headers,
    i18n,
    keep_it_words,
    kept_pages,
    labels,
    listing_cards,
    listing_fields,
    listing_words,
    logging,
    marking,
    message_words,
    navigation,
    page_address,
    parts,
    place,
    printing,
    proposed_words,
    reading,
    reading_address,
    recordings,
    saving,
    sessions,
    shared_computer,
    staff_menu,
    terms,
    tokens,
    ward_picture,
    ways_to_read,
    worker,
)


def init_app(app: Flask) -> None:
    compression.init_app(app)  # after_request runs last things first: this must see the finished page
    marking.init_app(app)
    logging.init_app(app)
    headers.init_app(app)
    place.init_app(app)
    i18n.init_app(app)
    catalogues.init_app(app)
    kept_pages.init_app(app)
    assets.init_app(app)
    worker.init_app(app)
    demo.init_app(app)
    filters.init_app(app)
    forms.init_app(app)
    navigation.init_app(app)
    page_address.init_app(app)
    printing.init_app(app)
    parts.init_app(app)
    reading.init_app(app)
    easy_versions.init_app(app)
    reading_address.init_app(app)
    ways_to_read.init_app(app)
    recordings.init_app(app)
    saving.init_app(app)
    sessions.init_app(app)
    proposed_words.init_app(app)
    shared_computer.init_app(app)
    staff_menu.init_app(app)
    labels.init_app(app)
    keep_it_words.init_app(app)
    terms.init_app(app)
    listing_words.init_app(app)
    listing_cards.init_app(app)
    listing_fields.init_app(app)
    message_words.init_app(app)
    ward_picture.init_app(app)
    errors.init_app(app)
    app.jinja_env.globals["form_token"] = tokens.form_token
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
