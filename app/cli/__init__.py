"""Commands: `flask accounts | capture | place | import | demo | search | jobs | insight | openreferral |
outbox | prepare | translations`."""

from __future__ import annotations

from flask import Flask

from app.cli import (
    accounts,
    audit,
    capture,
    demo,
    imports,
    insight,
    insight_export,
    insight_pii,
    jobs,
    keys,
    openreferral,
    outbox,
    place,
    prepare,
    search,
    translations,
)


def init_app(app: Flask) -> None:
    app.cli.add_command(accounts.group)
    app.cli.add_command(audit.group)
    app.cli.add_command(capture.group)
    app.cli.add_command(demo.group)
    app.cli.add_command(keys.group)
    app.cli.add_command(imports.group)
    insight.group.add_command(insight_export.command)
    insight.group.add_command(insight_pii.command)
    app.cli.add_command(insight.group)
    app.cli.add_command(jobs.group)
    app.cli.add_command(openreferral.group)
    app.cli.add_command(outbox.group)
    app.cli.add_command(place.group)
    app.cli.add_command(prepare.command)
    app.cli.add_command(search.group)
    app.cli.add_command(translations.group)
