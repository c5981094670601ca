"""Other people's labels for subjects and people, in terms of our own vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.feeds.fields import names
from app.domain.listing import Kind
from app.domain.places import fold
from app.domain.vocabulary import Vocabulary

AUDIENCE_WORDS = ("audience", "eligib", "circumstance", "suitab", "persona", "age group", "target", "who")
"""A taxonomy whose name holds one of these says who a listing is for."""

AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "adult": (),
    "adults": (),
    "all": (),
    "everyone": (),
    "general public": (),
    "older people": ("who:over-60s",),
    "older adults": ("who:over-60s",),
    "older person": ("who:over-60s",),
    "over 50s": ("who:over-60s",),
    "over 65s": ("who:over-60s",),
    "carer": ("need:caring",),
    "carers": ("need:caring",),
    "unpaid carers": ("need:caring",),
    "parents and carers": ("who:families",),
    "parent": ("who:families",),
    "parents": ("who:families",),
    "child": ("who:families",),
    "children": ("who:families",),
    "children and families": ("who:families",),
    "teen": ("who:young-people",),
    "teenagers": ("who:young-people",),
    "young adults": ("who:young-people",),
    "children and young people": ("who:young-people", "who:families"),
    "young people": ("who:young-people",),
    "parents to be": ("need:baby",),
    "disabled people": ("who:disabled-people",),
    "people with disabilities": ("who:disabled-people",),
    "physical disability": ("who:disabled-people",),
    "people with learning disabilities": ("need:learning-disability",),
    "learning disabilities": ("need:learning-disability",),
    "people with dementia": ("need:memory",),
    "dementia": ("need:memory",),
    "veterans": ("who:veterans",),
    "armed forces": ("who:veterans",),
    "ex forces": ("who:veterans",),
    "homeless people": ("need:housing",),
    "homeless": ("need:housing",),
    "lgbtq": ("who:lgbt",),
    "lgbt": ("who:lgbt",),
    "transgender": ("who:lgbt",),
    "refugees and asylum seekers": ("who:refugees",),
    "bame": ("who:black-asian",),
    "ethnic minorities": ("who:black-asian",),
    "black and minority ethnic": ("who:black-asian",),
    "people with sensory impairments": ("need:sight-hearing",),
    "visual impairment": ("need:sight-hearing",),
    "hearing impairment": ("need:sight-hearing",),
    "mental health": ("need:low-mood",),
    "autism": ("need:autism",),
    "students": ("who:students",),
    "unemployed": ("need:work",),
}
"""Labels councils use for people, folded. Women and men are decided together: see `audience_terms`."""

SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "mental health": ("need:low-mood",),
    "mental wellbeing": ("need:low-mood",),
    "bereavement": ("need:grief",),
    "bereavement support": ("need:grief",),
    "debt": ("need:money",),
    "debt advice": ("need:money", "support:advice"),
    "money advice": ("need:money", "support:advice"),
    "benefits advice": ("need:money", "support:advice"),
    "financial support": ("need:money",),
    "financial help": ("need:money",),
    "housing advice": ("need:housing", "support:advice"),
    "homelessness": ("need:housing",),
    "food banks": ("need:food",),
    "employment": ("need:work",),
    "jobs and training": ("need:work",),
    "domestic abuse": ("need:abuse",),
    "domestic violence": ("need:abuse",),
    "drugs and alcohol": ("need:alcohol-drugs",),
    "substance misuse": ("need:alcohol-drugs",),
    "stop smoking": ("need:smoking",),
    "social isolation": ("need:lonely",),
    "befriending": ("support:befriending", "need:lonely"),
    "support groups": ("support:peer-support", "support:group"),
    "self help groups": ("support:peer-support", "support:group"),
    "counselling": ("need:low-mood", "support:one-to-one"),
    "sports": ("do:sport",),
    "sport and fitness": ("do:sport", "do:exercise"),
    "physical activity": ("do:exercise",),
    "health and fitness": ("do:exercise",),
    "arts": ("do:arts-crafts",),
    "crafts": ("do:arts-crafts",),
    "music": ("do:singing-music",),
    "adult learning": ("do:learning",),
    "adult education": ("do:learning",),
    "lunch clubs": ("do:cooking-eating", "do:company"),
    "social clubs": ("do:company",),
    "community transport": ("need:getting-about",),
    "transport": ("need:getting-about",),
    "volunteering": ("do:volunteering",),
    "libraries": ("do:books-history",),
    "pregnancy": ("need:baby",),
    "advice": ("support:advice",),
    "information and advice": ("support:advice",),
    "advice and information": ("support:advice",),
    "digital skills": ("need:get-online", "do:computers-phones"),
    "digital inclusion": ("need:get-online",),
}
"""Names of subjects in councils' taxonomies, folded, where the meaning is plain."""

WHOLE_ONLY = names(
    "group course app friends low down cold class training work food park pool fit pain advice website "
    "legal rights "
    "library tools cards reading email language free black asian quiet grant individual flat heart "
    "stress men women "
    "girls ladies lads dads sisters fund visits"
)
"""Words too general to count when they are only a part of a label."""


@dataclass(frozen=True)
class Dictionary:
    """Folded labels and the terms of our vocabulary they stand for."""

    audience: Mapping[str, frozenset[str]]
    subject: Mapping[str, frozenset[str]]
    keys: frozenset[str]
    kinds: Mapping[str, Kind]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Dictionary:
        audience: dict[str, set[str]] = {}
        subject: dict[str, set[str]] = {}
        for group, table in (("who", audience), ("do", subject), ("need", subject), ("support", subject)):
            for term in vocabulary.group(group):
                names = [*term.label.values(), *term.typed, term.key, term.key.partition(":")[2]]
                for name in names:
                    table.setdefault(plain(name), set()).add(term.key)
        for table, ours in ((audience, AUDIENCES), (subject, SUBJECTS)):
            for name, keys in ours.items():
                table[plain(name)] = {key for key in keys if key in vocabulary.terms}
        kinds = {
            plain(term.label.get("en", "")): Kind(term.key.partition(":")[2])
            for term in vocabulary.group("kind")
        }
        kinds |= {kind.value: kind for kind in Kind}
        return cls(
            {name: frozenset(keys) for name, keys in audience.items()},
            {name: frozenset(keys) for name, keys in subject.items()},
            frozenset(
                key for key in vocabulary.terms if key.partition(":")[0] in {"do", "need", "support", "who"}
            ),
            kinds,
        )

    def audience_terms(self, labels: Iterable[str]) -> set[str]:
        """Who a listing is for. Women only, when women are named and neither men nor everyone is."""
        folded = {plain(label) for label in labels}
        found: set[str] = set()
        women = folded & {"women", "woman", "female", "female only", "women only", "girl"}
        men = folded & {"men", "man", "male", "male only", "men only", "boy"}
        everybody = folded & {"everyone", "all", "general public", "all age", "famil", "family"}
        if women and not men and not everybody:
            found.add("who:women-only")
        if men and not women and not everybody:
            found.add("who:men-only")
        for label in folded - women - men:
            found |= self.audience.get(label, frozenset()) or self.subject.get(label, frozenset())
        return found & self.keys

    def subject_terms(self, label: str) -> set[str]:
        """What a subject of somebody's taxonomy stands for: the whole name, else its parts one by one."""
        whole = plain(label)
        if whole in self.subject:
            return set(self.subject[whole] & self.keys)
        found: set[str] = set()
        for part in re.split(r"\s+and\s+|\s*[/,&;:|>]\s*|\s+-\s+", label.casefold()):
            name = plain(part)
            if name and name not in WHOLE_ONLY and part.strip() not in WHOLE_ONLY:
                found |= self.subject.get(name, frozenset())
        return found & self.keys

    def kind(self, label: str) -> Kind | None:
        return self.kinds.get(plain(label))


@lru_cache(maxsize=16_384)
def plain(label: str) -> str:
    """A label as it is compared: folded, and each word without the s of a plural."""
    words = [
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in fold(label).split()
    ]
    return " ".join(words)
