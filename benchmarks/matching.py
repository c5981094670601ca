"""How well people are found again who were heard wrongly or mistyped: `python benchmarks/matching.py`.

Makes 10,000 invented people, slips into one field of each of 1,000 of them, and looks for them by what is
left: no phone, no address. Says how often the person is among the eight that are offered, and how many others
are. Slips are drawn with a fixed seed. No database: what is compared is what app/queries/matching.py hashes.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.feeds.fields import names
from app.domain.matching import Facts, Match, MatchKey, match, values

PEOPLE, TRIED, OFFERED = 10_000, 1_000, 8
GIVEN = sorted(
    names(
        "Anna Marek Piotr Fatima Omar Chen Grace John Mary Susan David Aisha Olu Jean Tommy Parveen Halima "
        "Shanice Arthur Kasia Lena Dele Ola Ravi Nadia"
    )
)
HEARD = {
    "Thompson": "Thomson",
    "Akhtar": "Akthar",
    "Kowalska": "Kovalska",
    "Smith": "Smyth",
    "Hussain": "Husein",
    "Clarke": "Clark",
    "Stephens": "Stevens",
    "Leigh": "Lee",
    "Obrien": "O'Brian",
    "Singh": "Sing",
    "Wright": "Right",
    "Chaudhry": "Chowdhury",
    "Philips": "Phillips",
    "Macdonald": "McDonald",
    "Begum": "Begam",
    "Iqbal": "Ikbal",
    "Zielonka": "Żelonka",
}
ENDINGS = ("", "", "son", "ley", "worth", "field", "ton")
BARE = {"phone": "", "address": "", "postcode": ""}


def somebody(draw: random.Random) -> Facts:
    return Facts(
        given_name=draw.choice(GIVEN),
        family_name=draw.choice(sorted(HEARD)) + draw.choice(ENDINGS),
        born_on=f"{draw.randint(1930, 2005)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
        phone=f"07700 9{draw.randint(0, 99_999):05}",
        address=f"{draw.randint(1, 90)} Chapel Lane",
        postcode=f"LS{draw.randint(1, 29)} {draw.randint(1, 9)}AB",
    )


def slip(draw: random.Random, word: str) -> str:
    """A letter lost, doubled, swapped with the one before, or another."""
    at = draw.randrange(1, len(word))
    return draw.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + draw.choice("aeinrst") + word[at + 1 :],
        ]
    )


def slipped_date(draw: random.Random, iso: str) -> str:
    """Day and month the other way round, or one of the three wrong."""
    year, month, day = (int(part) for part in iso.split("-"))
    match draw.choice(("either-way", "day", "month", "year")):
        case "either-way" if day <= 12:
            month, day = day, month
        case "day":
            day = day % 28 + 1
        case "month":
            month = month % 12 + 1
        case _:
            year += draw.choice((-10, -1, 1, 10))
    return f"{year}-{month:02}-{day:02}"


def heard(facts: Facts) -> Facts:
    root = max((one for one in HEARD if facts.family_name.startswith(one)), key=len)
    return replace(facts, family_name=HEARD[root] + facts.family_name.removeprefix(root), **BARE)


def main() -> None:
    draw = random.Random(7)
    people = [somebody(draw) for _ in range(PEOPLE)]
    index: dict[tuple[MatchKey, str], set[int]] = defaultdict(set)
    for number, facts in enumerate(people):
        for kind, each in values(facts).items():
            for value in each:
                index[kind, value].add(number)

    def offered(facts: Facts) -> list[int]:
        agree: dict[int, set[MatchKey]] = defaultdict(set)
        for kind, each in values(facts).items():
            for value in each:
                for number in index[kind, value]:
                    agree[number].add(kind)
        found: dict[int, Match] = {number: match(kinds) for number, kinds in agree.items()}
        worth = sorted((n for n, how in found.items() if how.band), key=lambda n: (-found[n].score, n))
        return worth[:OFFERED]

    ways: dict[str, Callable[[Facts], Facts]] = {
        "family name heard wrongly": heard,
        "family name mistyped": lambda one: replace(one, family_name=slip(draw, one.family_name), **BARE),
        "given name mistyped": lambda one: replace(one, given_name=slip(draw, one.given_name), **BARE),
        "date of birth mistyped": lambda one: replace(one, born_on=slipped_date(draw, one.born_on), **BARE),
        "both names mistyped": lambda one: replace(
            one,
            family_name=slip(draw, one.family_name),
            given_name=slip(draw, one.given_name),
            **BARE,
        ),
    }
    for name, way in ways.items():
        hits = others = 0
        for number in draw.sample(range(PEOPLE), TRIED):
            found = offered(way(people[number]))
            hits += number in found
            others += len(found) - (number in found)
        print(f"{name}: found {hits / TRIED:.1%}, others offered {others / TRIED:.2f} a search")
    strangers = [len(offered(somebody(draw))) for _ in range(TRIED)]
    print(f"nobody we know: {sum(strangers) / TRIED:.2f} offered a search")


if __name__ == "__main__":
    main()
