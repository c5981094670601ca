"""The rules of `personal_data`, as data that Python and the browser read alike.

A pattern may use only what Python's `re` and a JavaScript `RegExp` with the flag `u` understand alike: no
`\\w \\d \\s \\b . $`, no look-behind, no flags. Its first group is the place found, and the match ends with
it; what stands before the group is the edge, or the words that give it away. A match without the group is
passed over: it is what only looks like one ("St James").
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

CHECK_DIGIT, GIVEN_NAME = "nhs-number", "given-name"
"""What is checked of a place besides: see `personal_data.passes`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern. `is_lower`: it reads the text with A to Z made small."""

    kind: str
    match: str
    is_lower: bool = False
    check: str = ""


DIGIT_SCRIPTS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0xFF10)
"""Where the zeros of Arabic, Persian and Urdu, Hindi, Bengali, Punjabi and wide digits stand."""
FOLDED = {
    **{chr(zero + at): str(at) for zero in DIGIT_SCRIPTS for at in range(10)},
    **dict.fromkeys("\t\u00a0\u2007\u2009\u202f", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"),
}

AREAS = (
    "a[bl]|b[abdhlnrst]?|c[abfhmortvw]|d[adeghlnty]|e[chnx]?|f[ky]|g[luy]?|h[adgprsux]|i[gmpv]|je|k[atwy]|"
    "l[adelnsu]?|m[ekl]?|n[egnprw]?|o[lx]|p[aehlor]|r[ghm]|s[aegklmnoprstwy]?|t[adfnqrsw]|ub|w[acdfnrsv]?|yo|ze"
)
"""Source: ONS Postcode Directory, postcode areas."""
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|"
    "december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|stycznia|lutego|marca|"
    "kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|يناير|"
    "فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
)
STREETS = (
    "street|road|lane|avenue|drive|close|crescent|terrace|grove|place|mount|court|"
    "gardens|view|walk|way|row|square|rise|mews|parade|green|hill|fold|garth|croft|"
    "yard|gate|rd|st|ave|cres|ln"
)


def any_of(words: str) -> str:
    """Words apart by spaces -> one group of alternatives, the longest first."""
    return f"(?:{'|'.join(sorted(words.split(), key=lambda word: (-len(word), word)))})"


def letters(category: str) -> str:
    """Latin letters past ASCII of one category, as the inside of a class."""
    return "".join(chr(at) for at in range(0xC0, 0x250) if unicodedata.category(chr(at)) == category)


BIG = f"[A-Z{letters('Lu')}]"
SMALL = f"[a-z{letters('Ll')}\u0300-\u036f]"
LETTER = "0-9A-Za-z\u00c0-\u1fff\u2c00-\ud7ff"
"""The inside of a class: what a word is made of, in any script of the plane that people type."""
EDGE = f"(?:^|[^{LETTER}])"
END = f"(?![{LETTER}])"

NO_NAMES = (
    "I The A An And But Or So If In On At It He She We They You My Your His Her Our Their This That "
    "These Those There Then When Where What Who Why How Not No Yes Please Thank Thanks All Any Some "
    "Every Everyone Everybody Nobody People Staff Doctors Nurses Doctor Nurse Reception Receptionist "
    "Social Services Service Council Hospital Surgery Centre Market Park Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday January February March April May June July August September "
    "October November December England Britain UK NHS GP GPs A&E Covid Christmas Easter Ramadan Eid God "
    "Allah Jesus English Polish Arabic Urdu Punjabi Mental Health Care Adult Children Customer Citizens "
    "Advice Age Universal Credit Tel Phone Telephone Mobile Mob Email Fax Ring Call Text Whose Whom "
    "Which While Very Really Too Also Just Maybe Perhaps Because Since For From To By With Without "
    "About After Before During Until Near Of Is Was Are Were Has Have Had Do Does Did Can Could Would "
    "Should Will Might Must Shall Let Make Made More Most Less Many Much Few Lots Good Great Bad Lovely "
    "Brilliant Amazing Excellent Fantastic Wonderful Being Nice Poor Well Better Best Only Even Still "
    "Always Never Often Sometimes Again Now Today Tomorrow Yesterday Here Other Another Same Both Each "
    "One Two Three Four Five"
)
PLACES = (
    "Market Park Centre Center Hospital Surgery Practice Clinic Street Road Lane School Library Church "
    "Mosque Council House Hall Hub Group Club Trust Ward Team Bus Station Avenue College University "
    "Pharmacy Gardens City County Town Village Borough North South East West Royal General Infirmary "
    "Combined Authority Festival Festivals Castle Bridge Lake Woods Wood Beck Moor Square"
)
NO_NAME = any_of(f"{NO_NAMES} {PLACES}")
NAME_WORD = f"(?!{NO_NAME}{END}){BIG}(?:{SMALL}|['-]{BIG}){{1,24}}"
NAME = f"{NAME_WORD}(?:[ ]{NAME_WORD}){{0,2}}{END}(?![ ]{any_of(PLACES)}{END})"

TITLES = any_of(
    "Dr Mr Mrs Ms Miss Mx Prof Professor Doctor Cllr Councillor Rev Reverend Imam Sir Dame PC Pan Pani"
)
ROLES = (
    "neighbour|neighbor|friend|mate|mum|mother|mam|dad|father|wife|husband|partner|son|"
    "daughter|sister|brother|aunt|auntie|uncle|cousin|nan|grandma|grandad|carer|doctor|"
    "dr|gp|nurse|midwife|consultant|dentist|therapist|counsellor|physio|pharmacist|"
    "receptionist|teacher|worker|link worker|support worker|social worker|youth worker|"
    "key worker|health visitor|landlord|manager|boss|housing officer|coordinator"
)
TOLD = (
    "spoke to|spoke with|spoken to|speak to|talk to|talked to|talking to|thanks to|"
    "thank you to|thank you|ask for|asked for|call|ring|rang|phone|phoned|contact|"
    "contacted|text|saw|see|met|meet|named|shout out to|care of|husband of|"
    "wife of|son of|daughter of"
)
CALLED = (
    "name is|name's|names|i'm called|i am called|man called|woman called|lady called|"
    "girl called|boy called|friend called|nurse called|doctor called|worker called|son called|"
    "daughter called|somebody called|someone called|person called|lad called|guy called|"
    "neighbour called|she is called|he is called|who is called|she was called|she's called|"
    "he's called|who's called|they call me|people call me|nazywam się|mam na imię"
)


def either(phrases: str) -> str:
    """The phrases with a small or a big first letter."""
    return "|".join(f"[{one[0].upper()}{one[0]}]{one[1:]}" for one in phrases.split("|"))


DATE_MIDDLE = (
    f"(?:[ ]?[./-][ ]?[01]?[0-9][ ]?[./-][ ]?|(?:st|nd|rd|th)?[ -](?:of )?(?:{MONTHS})[ ,.-]{{1,2}})"
)
OLD_YEAR = "(?:19[0-9]{2}|200[0-9])"
ANY_YEAR = "(?:19[0-9]{2}|20[0-9]{2}|[0-9]{2})"
BORN = "(?:date of birth|birth date|birthdate|birthday|d[.]?o[.]?b[.]?|born|urodzon[ya]|تاريخ الميلاد)"

RULES = (
    Rule(
        "email",
        "(?:^|[^a-z0-9._%+-])([a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:[.][a-z0-9-]{1,63}){1,4})",
        is_lower=True,
    ),
    Rule(
        "email",
        "(?:^|[^a-z0-9._%+-])([a-z0-9._%+-]{1,64}[ ]?(?:[(]at[)]|\\[at\\]|[ ]at[ ])[ ]?"
        "(?:gmail|hotmail|outlook|yahoo|icloud|live|btinternet)(?:[ ]dot[ ]|[.])(?:com|co[.]uk))",
        is_lower=True,
    ),
    Rule(
        "nhs-number",
        "(?:^|[^0-9])([1-9][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![0-9])",
        check=CHECK_DIGIT,
    ),
    Rule(
        "nhs-number",
        "nhs (?:no|number|num)[.:#]?[ ]?(?:is |was |= )?([0-9](?:[ -]?[0-9]){9})(?![0-9])",
        is_lower=True,
    ),
    Rule("phone", "(?:^|[^0-9+])([(]?0(?:[ .()-]{0,2}[0-9]){9,10}|[+](?:[ .()-]{0,2}[0-9]){10,14})(?![0-9])"),
    Rule("phone", "(?:^|[^0-9+])(7[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3})(?![0-9])"),
    Rule(
        "phone",
        "(?:tel|telephone|phone|mobile|mob|whatsapp)(?: no| number| is| on|[.:]){0,3}[ ]?"
        "([0-9](?:[ -]?[0-9]){5,10})(?![0-9])",
        is_lower=True,
    ),
    Rule(
        "postcode",
        f"(?:^|[^0-9a-z])((?:{AREAS})[0-9][0-9a-z]?[ ]{{0,2}}[0-9][abd-hjlnp-uw-z]{{2}})(?![0-9a-z])",
        is_lower=True,
    ),
    Rule(
        "birth-date",
        f"{BORN}(?: is| was| on|[ :=]){{0,3}}[ ]?([0-3]?[0-9]{DATE_MIDDLE}{ANY_YEAR})(?![0-9])",
        is_lower=True,
    ),
    Rule("birth-date", f"(?:^|[^0-9])([0-3]?[0-9]{DATE_MIDDLE}{OLD_YEAR})(?![0-9])", is_lower=True),
    Rule("birth-date", "(?:^|[^0-9])((?:19[0-9]{2}|200[0-9])-[01][0-9]-[0-3][0-9])(?![0-9])"),
    Rule(
        "address",
        f"{EDGE}((?:[Ff]lat [0-9]{{1,3}}[A-Za-z]?,? )?[0-9]{{1,4}}[A-Za-z]?,? "
        f"(?:{BIG}[A-Za-z']{{1,20}} ){{1,3}}(?:{either(STREETS)}){END})",
    ),
    Rule(
        "address",
        "(?:live at|lives at|living at|address is) "
        f"((?:flat [0-9]{{1,3}}[a-z]?,? )?[0-9]{{1,4}}[a-z]?,? (?:[a-z']{{2,20}} ){{1,3}}(?:{STREETS})){END}",
        is_lower=True,
    ),
    Rule("name", f"{EDGE}({TITLES}[.]? {NAME})"),
    Rule("name", f"{EDGE}(?:{either(TOLD)}|{either(CALLED)}) ({NAME})"),
    Rule(
        "name", f"{EDGE}(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|worker|health) (?:{ROLES}),? ({NAME})"
    ),
    Rule("name", f"{EDGE}(?:اسمي|اسمها|اسمه) ([ء-ي]{{2,15}}){END}"),
    Rule("name", f"(?:^|[.!?] )({NAME})(?= (?:from|at) (?:the|my|our))"),
    Rule(
        "name",
        f"{EDGE}(?:(?:St|Saint|Mount|King|Queen|Prince|Princess)[.]? {BIG}{SMALL}*|({NAME}))",
        check=GIVEN_NAME,
    ),
    Rule(
        "name",
        f"{EDGE}(?:(?:my|our|his|her|their|the) (?:{ROLES})|{TOLD}|{CALLED}|i'm|i am) ({SMALL}{{3,24}}){END}",
        is_lower=True,
        check=GIVEN_NAME,
    ),
    Rule(
        "name",
        "(?:thanks|thank you) to ((?!the |all |my |our |every|you|this|that|staff|those|both )"
        "[a-z\u00df-\u024f'-]{2,20}(?: (?!who |and |for |in |at |on |from )[a-z\u00df-\u024f'-]{2,20})?)"
        "(?= (?:on reception|at |from |in reception|who ))",
        is_lower=True,
    ),
)
