"""Events, tablets, conversations and plans in every relation to somebody, for the walk.

`own`: the facilitator of the walk has a part in the event. `other-team`: in somebody else's event. The other
relations make no sense here.
"""

from __future__ import annotations

from app.database import db
from app.domain.roles import Role
from app.models.engagement import Event
from tests import factories_engagement as factories
from tests.objects import NOBODY, World, makes


def event(world: World, which: str) -> Event:
    if ("event row", which) not in world.made:
        made = world.made["event row", which] = factories.EventFactory(is_online=True)
        if which == "own":
            account = world.accounts[Role.FACILITATOR].id
            factories.EventMemberFactory(event=made, account_id=account)
        db.session.flush()
    found: Event = world.made["event row", which]  # type: ignore[assignment]  # a drawer of all kinds
    return found


def on_event(make: object, **values: object) -> object:
    """Makes a row of the event in each relation."""

    def made(world: World, which: str) -> object:
        if which not in {"own", "other-team"}:
            return NOBODY if which == "deleted" else None
        return make(event_id=event(world, which).id, **values).id  # type: ignore[operator]  # a factory

    return made


@makes("event_id")
def event_id(world: World, which: str) -> object:
    if which not in {"own", "other-team"}:
        return NOBODY if which == "deleted" else None
    return event(world, which).id


@makes("event")
def event_slug(world: World, which: str) -> object:
    return {"own": lambda: event(world, "own").slug, "deleted": lambda: "no-such-event"}.get(
        which, lambda: None
    )()


makes("device_id")(on_event(factories.CaptureDeviceFactory))  # type: ignore[arg-type]  # a maker
makes("conversation_id")(on_event(factories.ConversationFactory))  # type: ignore[arg-type]  # a maker
makes("block_id")(on_event(factories.CardBlockFactory))  # type: ignore[arg-type]  # a maker


@makes("alert_id")
def alert_id(world: World, which: str) -> object:
    if which != "own":
        return NOBODY if which == "deleted" else None
    held = event(world, which)
    said = factories.ConversationFactory(event_id=held.id)
    return factories.HarmAlertFactory(event_id=held.id, conversation_id=said.id).id


@makes("activity_id")
def activity_id(world: World, which: str) -> object:
    return {"own": lambda: factories.ActivityFactory().id, "deleted": lambda: NOBODY}.get(
        which, lambda: None
    )()


@makes("set_id")
def set_id(world: World, which: str) -> object:
    return {
        "own": lambda: event(world, "own").asks.question_set_id,
        "deleted": lambda: NOBODY,
    }.get(which, lambda: None)()


@makes("version_id")
def version_id(world: World, which: str) -> object:
    return {"own": lambda: event(world, "own").version_id, "deleted": lambda: NOBODY}.get(
        which, lambda: None
    )()


@makes("story_id")
def story_id(world: World, which: str) -> object:
    return {"own": lambda: factories.StoryFactory().id, "deleted": lambda: NOBODY}.get(which, lambda: None)()


@makes("member_id")
def member_id(world: World, which: str) -> object:
    return {"own": lambda: factories.PanelMemberFactory().id, "deleted": lambda: NOBODY}.get(
        which, lambda: None
    )()


@makes("draw_id")
def draw_id(world: World, which: str) -> object:
    return {"own": lambda: factories.PanelDrawFactory().id, "deleted": lambda: NOBODY}.get(
        which, lambda: None
    )()


@makes("series_id")
def series_id(world: World, which: str) -> object:
    return {"own": lambda: factories.SeriesFactory().id, "deleted": lambda: NOBODY}.get(which, lambda: None)()
