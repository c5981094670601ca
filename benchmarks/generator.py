# ruff: noqa: SIM905
"""Made-up listings by the thousand for measuring: straight into the index, without a person reading them."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import insert

from app import clock
from app.database import db
from app.domain.places import Place
from app.domain.schedule import ByDay, Calendar, Freq, Rule, calendar_of
from app.domain.schedule_json import rule_to_json
from app.domain.vocabulary import Vocabulary
from app.models.directory import Service
from app.operations import index, index_bitmaps, index_rows, index_words
from app.operations.projection import Projection, When, Words, coming_times

SYLLABLES = """
ba be bri cal dun el fen gar hol in jes kel lo mar nor ol pen quil ros sel tam un vel wy yar zin
""".split()
COMMON = "support group friendly local weekly welcome people help free community tea chat health".split()
TOPICS = (
    "walking singing gardening cooking dementia memory breathing diabetes football swimming yoga chess "
    "knitting computers english benefits debt housing carers babies toddlers grief sleep anxiety dancing "
    "painting cycling reading history pottery allotment lunch breakfast homework boxing darts sewing "
    "photography poetry bingo"
).split()
CHECKED = ("2026-11", "2026-10", "2026-08", "2026-05", "2025-12", "2024-03", "never")
BROAD = "support"
BROAD_SHARE = 0.5
BATCH = 5000
HELD_DAYS = 56

Say = Callable[[str], None]


def fill(count: int, place: Place, vocabulary: Vocabulary, say: Say) -> None:
    """Put `count` listings in an empty database and index them, in one transaction of the caller's."""
    rng = random.Random(20261124)
    maker = Maker(rng, place, vocabulary)
    version = index.open_version()
    for start in range(1, count + 1, BATCH):
        made = [maker.listing(number) for number in range(start, min(start + BATCH, count + 1))]
        db.session.execute(insert(Service.__table__), [service_row(one) for one in made])
        index_rows.insert_projections(made, 1)
        say(f"   {min(start + BATCH - 1, count):,} of {count:,}")
    index_bitmaps.count_again()
    index_words.count_again()
    index.close_version(version, held=(clock.today(), index.last_held(clock.today())))


def service_row(made: Projection) -> dict[str, Any]:
    now = clock.now()
    return {
        "id": made.service_id,
        "number": made.number,
        "slug": made.slug,
        "name": made.name,
        "created_at": now,
        "modified_at": now,
    }


class Maker:
    """Draws listings: names, words of common and rare frequency, places all over the box, terms, times."""

    def __init__(self, rng: random.Random, place: Place, vocabulary: Vocabulary) -> None:
        self.rng = rng
        self.calendar: Calendar = calendar_of(place)
        self.wards = [(ward.code, ward.point) for ward in place.wards]
        self.names = [ward.name for ward in place.wards]
        self.terms = {group: [term.key for term in vocabulary.group(group)] for group in vocabulary.groups}
        self.labels = {key: " ".join(term.label.values()).lower() for key, term in vocabulary.terms.items()}
        self.rare = ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(8000)]
        self.times: dict[tuple[int, int, int], tuple[Rule, tuple[When, ...], list[Any]]] = {}

    def sentence(self, length: int) -> str:
        words = [
            self.rng.choice(
                COMMON if self.rng.random() < 0.3 else TOPICS if self.rng.random() < 0.15 else self.rare
            )
            for _ in range(length)
        ]
        return " ".join(words)

    def when(self) -> tuple[Rule, tuple[When, ...], list[Any]]:
        key = (
            self.rng.randrange(7),
            self.rng.choice((9, 10, 11, 13, 14, 15, 18, 19)),
            self.rng.choice((1, 1, 1, 2)),
        )
        if key not in self.times:
            day, hour, interval = key
            rule = Rule(
                Freq.WEEKLY,
                interval,
                (ByDay(day),),
                dtstart=dt.date(2026, 1, 5) + dt.timedelta(days=day),
                opens_at=f"{hour:02}:00",
                closes_at=f"{hour + 2:02}:00",
            )
            held, coming = coming_times([rule], self.calendar, clock.now(), clock.today())
            self.times[key] = (rule, held, coming)
        return self.times[key]

    def listing(self, number: int) -> Projection:
        rng = self.rng
        topic = rng.choice(TOPICS)
        name = f"{rng.choice(self.rare)} {topic} {rng.choice(self.rare)}".title()
        summary = f"{topic} {self.sentence(14)}"
        body = self.sentence(90)
        if rng.random() < BROAD_SHARE:
            body += f" {BROAD}"
        else:
            body, summary = body.replace(BROAD, "tea"), summary.replace(BROAD, "tea")
        terms = {
            *rng.sample(self.terms["do"], rng.randint(1, 3)),
            *rng.sample(self.terms["need"], rng.randint(1, 3)),
            *rng.sample(self.terms["support"], rng.randint(0, 2)),
            *rng.sample(self.terms["who"], rng.randint(0, 2)),
            *rng.sample(self.terms["access"], rng.randint(0, 4)),
            rng.choice(self.terms["kind"]),
            f"lang:{rng.choice(('en', 'en', 'en', 'pl', 'ur', 'ar', 'pa', 'ro'))}",
            "listed:yes",
            f"letter:{name[0].lower()}",
            f"whole:{rng.choice((0, 1, 2, 2))}",
            f"checked:{rng.choice(CHECKED)}",
        }
        pence = rng.choice((0, 0, 0, 200, 350, 900, None))
        terms |= {
            key
            for key, most in (("cost:free", 0), ("cost:to-3", 300), ("cost:to-10", 1000))
            if pence is not None and pence <= most
        }
        labels = " ".join(self.labels[key] for key in sorted(terms) if key in self.labels)
        at = rng.randrange(len(self.wards))
        ward, middle = self.wards[at]
        placed = rng.random() < 0.9 and middle is not None
        spots: list[dict[str, Any]] = []
        points: frozenset[tuple[int, int]] = frozenset()
        if placed and middle is not None:
            latitude = round(middle.lat * 1e5 + rng.gauss(0, 1200))
            longitude = round(middle.lon * 1e5 + rng.gauss(0, 2000))
            points = frozenset({(latitude, longitude)})
            terms |= {f"ward:{ward}", "reach:place", "how:in-person"}
            spots = [
                {
                    "venue": f"{rng.choice(self.rare).title()} Hall",
                    "locality": self.names[at],
                    "ward": ward,
                    "point": [latitude / 1e5, longitude / 1e5],
                    "access": {key[7:]: "yes" for key in terms if key.startswith("access:")},
                }
            ]
        else:
            terms |= {"reach:anywhere", rng.choice(("how:online", "how:phone"))}
        rule, held, coming = self.when()
        identity = uuid.UUID(int=rng.getrandbits(128), version=4)
        card = {
            "id": str(identity),
            "slug": f"made-{number}",
            "name": name,
            "summary": summary.capitalize() + ".",
            "kind": "group",
            "how": [key[4:] for key in terms if key.startswith("how:")],
            "status": "active",
            "capacity": "places",
            "checked_by": "organiser",
            "checked_on": "2026-10-05",
            "language": "en",
            "terms": sorted(
                key for key in terms if key.partition(":")[0] in ("do", "need", "support", "who")
            ),
            "organization": f"{rng.choice(self.rare).title()} Trust",
            "cost": "Free" if pence == 0 else "",
            "pence": pence,
            "languages": ["en"],
            "rules": [rule_to_json(rule)],
            "times": coming,
            "spots": spots,
        }
        return Projection(
            number=number,
            service_id=identity,
            slug=f"made-{number}",
            name=name,
            is_listed=True,
            card=card,
            detail={"story": body, "referral": "none"},
            terms=frozenset(terms),
            points=points,
            words=Words(name.lower(), labels, summary, body),
            times=held,
        )


def searches(place: Place, seed: int = 7) -> Iterator[dict[str, list[str]]]:
    """120 searches: a quarter each by words, near a place, by choices, and browsing; 1 in 8 is broad."""
    rng = random.Random(seed)
    names = sorted({locality.name for locality in place.localities})
    needs = "lonely money food breath low-mood caring memory baby get-online housing".split()
    for at in range(120):
        if at % 8 == 0:
            yield {"q": [BROAD]} if at % 16 else {"q": [BROAD], "near": [rng.choice(names)], "within": ["3"]}
        elif at % 4 == 1:
            yield {"q": [" ".join(rng.sample(TOPICS, rng.choice((1, 1, 2))))]}
        elif at % 4 == 2:
            yield {
                "near": [rng.choice(names)],
                "within": [rng.choice(("1", "3", "5"))],
                "need": [rng.choice(needs)],
            }
        elif at % 4 == 3:
            yield {
                "need": [rng.choice(needs)],
                "cost": ["free"],
                "day": [rng.choice(("tu", "we", "weekend"))],
            }
        else:
            yield {"do": [rng.choice(("walking", "games", "dance"))], "page": [str(rng.randint(1, 5))]}
