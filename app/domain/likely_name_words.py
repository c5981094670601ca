"""The words beside which a name is likely, and words that are none though no English word list has them."""

from __future__ import annotations

import re

from app.domain.personal_data_rules import NO_NAMES, PLACES


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.lower().split())


def phrases(listed: str) -> tuple[str, ...]:
    return tuple(listed.split("|"))


NOT_NAMES = words(
    f"{NO_NAMES} {PLACES} abbey aberdeen abit adhd afghan afghani africa african ain't aint aka "
    "aldi alot alzheimers am amazon america american amharic antibiotic antibiotics app approx apps "
    "arena argos asap asd asda asia asian asthma aswell auntie aunty australia autism autistic bame "
    "bangladesh bangladeshi barista barnardos barnsley bath batley bbc beavers bedford belfast "
    "bengali beverley bible bingley bingo birmingham blackburn blackpool bloke bolton bonfire bookable "
    "boots bradford brew brexit bridlington brighton bristol british brownies bsl buddhist "
    "buddhists burnley bury cambridge camhs cant cantonese cardiff caregiver carers caribbean "
    "castleford cathedral catholic ccg chapel chemo cheshire chester chi chinese chippy chiropody "
    "christian christians clinics cllr co-op codeine copd cornwall corona cos couldnt coventry coz cpn "
    "cpns cqc crb crisis cubs cumbria cuppa cuz cyclable czech dad daddy dads darlington dbs dementia "
    "derby devon dewsbury diabetes dialysis didnt diwali doesnt doncaster dont dorset dr dublin dudley "
    "dundee dunno durham dutch dwp edinburgh eg emails eritrea eritrean esa essex etc ethiopia "
    "ethiopian europe european exeter facebook farsi flu foodbank foodbanks french gateshead gaza "
    "german ghanaian ginnel glasgow gonna google gotta gran grandad grandads granny greek greggs "
    "groundwork guides gujarati gumtree gurdwara gypsy hadnt halal halifax halloween hanukkah "
    "harrogate hasnt havent hca hcas healthwatch hinckley hindi hindu hindus hosp hospice hr "
    "hrs hubby huddersfield hull hungarian iapt ibs ibuprofen icb id ie igbo ikea ilkley ill im india "
    "indian inhaler inlaw inlaws innit instagram insulin ipswich iran iranian iraq iraqi ireland irish "
    "islam isnt italian itv ive jamaica jamaican james's jewish jews jimmy's jsa "
    "jubilee kashmiri keighley kent kid kids knaresborough koran kosher kurdish lad lads lancashire "
    "lancaster lass lasses latvian lcp leicester lets lgbt lgbtq lgbtqia lgi lidl lincoln lincolnshire "
    "lithuanian liverpool lol london loo loughborough luton macmillan makaton mam manchester "
    "mandarin mate mates mdt medic medics mencap middlesbrough min mind mindfulness mins minster "
    "mirpuri miss missus morphine morrisons mp mps mr mrs ms mum mummy mums muslim muslims mx nan nana "
    "nans netflix newcastle nigeria nigerian norfolk normanton northampton norwich nos nottingham "
    "nowruz nspcc nuffield oadby obs ofcom ofsted ok okay oldham omg online ot ots outreach oxfam "
    "oxford pakistan pakistani pal pals paracetamol paramedic paramedics parkinsons parkrun pashto pc "
    "pcn pennine peterborough physio physios physiotherapy pilates pip playgroup pls plymouth plz pm "
    "podiatry poland pontefract portsmouth portuguese poundland preston pride primark priory prof ptsd "
    "quran radiotherapy rainbows reading reiki relate rev ripon rochdale roma romania romanian "
    "rotherham rspca russian rutland sainsbury sainsburys salford samaritan samaritans scarborough "
    "scope scotland scottish scouts selby send sepsis sheffield shelter shipley shouldnt sikh sikhs "
    "skatepark skipton sky slovak snicket solihull somali southampton spanish spar spire srn st stadium "
    "staffs statin stockport stoke sudan sudanese suffolk sunderland superdrug surrey sussex swahili "
    "swansea synagogue syria syrian ta tadcaster tai taichi takeaway takeaways talkspace tea telford "
    "telly temple tesco thankyou thanx thats theres theyre theyve tho thx tigrinya tiktok "
    "traveller travellers turkish turning tv twitter uber ukraine ukrainian unicef vaisakhi vesak "
    "vincents vs wakefield wales walkable walsall wanna wards wasnt website websites wellbeing welsh "
    "werent weve whats whatsapp whitby wi wi-fi wifi wigan wigston wilko wolverhampton wont wouldnt "
    "ymca yoga york yoruba youre youtube youve ywca zest zoom zumba"
)
"""Abbreviations, everyday words, peoples, languages, towns, well-known bodies: none is a name alone."""
SAINTS = words("fort king lake mount our port prince princess queen saint st st. the")
"""What stands before the name of a place or a thing."""
PLACES_AFTER = words(
    f"{PLACES} academy arena arms association baptist baths cafe charity chemist children's cinema close "
    "community court crescent croft drive estate fc flats fold foundation gallery grove health hospice "
    "hotel inn leisure line medical methodist mews museum neighbourhood network parade place primary "
    "project pub railway rhinos rovers row shops social society sports stadium supermarket terrace "
    "theatre tower towers trail united view walk"
)
"""What makes a name before it that of a place or a body."""
GATHERINGS = words("club group house team")
"""After somebody's own 's these are theirs."""
TITLES = words(
    "aunt auntie aunty bibi cllr councillor cousin dame dr father grandad granny imam matron miss mr "
    "mrs ms mx nana nanna nurse pan pani pastor pc prof professor rev reverend sir sister uncle"
)
"""A word after which even a small letter begins a name."""
CUES = phrases(
    "thanks to|thank you to|thankyou to|thank you|thanks|thx|thank|cheers to|cheers|shout out to|"
    "shoutout to|credit to|hats off to|grateful to|well done|love to|praise for|complain about|"
    "complaint about|spoke to|spoke with|speak to|speak with|spoken to|talked to|talked with|talk to|"
    "talking to|chatted to|chat with|ask for|asked for|ask|asked|told|tell|saw|met|meet|ring|rang|"
    "phoned|called|named|contact|visited|with|by|it was|it's|its|was|see|lost|trust|know|knows|helped|"
    "pass this to|pass on to|married to|married|without|like|if|when|because|and|or|from|to|for|but|"
    "that|about|says|said|our|my|is"
)
"""After these a capital, where no list knows the word, is likely the beginning of a name."""
ABOUT_PEOPLE = words(
    "ask asked helped lost married met named phoned rang saw tell thank thanks thx told trust visited without"
)
"""After these an unknown word with a capital is likely a name; after "with" and "to" as often a place."""
GREETINGS = words("bless cheers dear hello hi ta thank thanks thanx thx")
"""After these a known name, be it ever so short."""
STRONG = phrases(
    "thanks to|thank you to|thankyou to|big thanks to|cheers to|shout out to|shoutout to|credit to|"
    "hats off to|grateful to|well done|spoke to|spoke with|speak to|spoken to|talked to|talked with|"
    "ask for|asked for|complain about|is called|was called|am called|are called|me|i'm called|"
    "man called|woman called|lady called|girl called|boy called|lad called|guy called|friend called|"
    "nurse called|doctor called|worker called|someone called|somebody called|person called|"
    "volunteer called|neighbour called|named|name is|name's|names|she's called|partner's called|"
    "mum's called|dad's called|son's called|daughter's called|friend's called|wife's called|"
    "husband's called|gp's called|he's called|who's called"
)
"""After these even in small letters."""
KIN = words(
    "adviser advisor aunt auntie aunty baby barber bloke boss boy boyfriend brother builder carer "
    "caretaker chap chef child chiropodist cleaner coach colleague consultant cook coordinator "
    "councillor counsellor cousin dad daughter dentist doctor driver electrician ex father flatmate "
    "friend girl girlfriend gp gran grandad granddaughter grandfather grandma grandmother grandson "
    "granny guy hairdresser housemate husband imam instructor interpreter janitor keyworker kid lad "
    "lady landlady landlord lass leader librarian lodger mam man manager mate mentor midwife milkman "
    "mother mum nan nana neighbor neighbour nephew niece nurse officer optician organiser paramedic "
    "partner pastor pcso pharmacist physio plumber podiatrist policeman policewoman porter postman "
    "priest psychiatrist psychologist rabbi receptionist shopkeeper sister solicitor son surgeon "
    "teacher tenant therapist trainer translator tutor uncle vicar visitor volunteer warden wife woman "
    "worker"
)
"""Whom people speak of: a name often follows ("my carer sandra") or goes before ("Sutcliffe the dentist")."""
DOES = words(
    "& always and at brings brought called came can cared cares comes cooked cooks could did died does "
    "drives drove explained fixed from gave gets gives goes got had has helped helps in is keeps kept "
    "knew knows leaves left listened listens lived lives locks looked looks made makes needs never on "
    "opened opens organised organises passed phoned phones promised put puts ran rang retired rings run "
    "runs said saved says should shouted showed sorted sorts speaks spoke takes taught teaches tells "
    "the told took translated treated treats visited visits wants was went who will worked works would"
)
"""What a person does: after an unknown word with a capital it was likely a person."""
JOINS = words("abdul abu al ben bin bint da de der di el ibn mac mc o ul ur van von")
"""Small words within a name."""
AFTER_TITLES = words(
    "act and appointment associate associates at call consultant first for in in-charge led life "
    "manager on or practitioner practitioners prescriber specialist specialists staff station surgery "
    "team"
)
"""What follows "Nurse" and is no name."""
SHORT_FORMS = words(
    "abz alf andi ange angus ania asia babs basia baz beata bert bev bez chaz chrissy col daz deb "
    "debbie debs doreen dot dougie ewa faz fi flo florrie gav gaz geoff gert gosia hamish harj haz "
    "hettie iggy ivor jas jaz jen jo joanne jola jonesy jonno jurek kasia kaz kev liz lizzie lou lulu "
    "lyn lynn magda mags manny maureen maz mo moh nads naz nige ola phil raj raz reg sanj shaf shaz "
    "shell smithy ste steph stew stu sue tas taz tez trace trev val viv wilf win winnie wojtek woz "
    "wozza zbigniew zbyszek zed zosia"
)
"""Short and homely forms that lists of given names pass over."""

GIVEN_SHAPES = re.compile(
    "[a-z]{2,}(?:preet|jit|jeet|inder|winder|want|meet|ullah|uddin|deep|oluwa|chukwu|sław|slaw|"
    "sława|slawa)|"
    "(?:abdul|abdi|olu[wfs]|chukwu|nkosi|gebre|tewold)[a-z]{2,}"
)
"""Given names that are put together: Punjabi, Arabic, Yoruba, Igbo, Slavic, Zulu, Tigrinya."""
FAMILY_SHAPES = re.compile(
    "[\u00df-\u024fa-z]{2,}(?:ski|ska|sky|wicz|czyk|czak|owska|owski|escu|eanu|enko|chuk|oglu|yan|"
    "idis|poulos|ova|eva|"
    "ovic|evic|sson|bhai|walla)|(?:mac|mc|fitz|o')[a-z]{3,}|[a-z]{2,}(?:thwaite|bottom|royd|clough|"
    "shaw|worth)"
)
"""Family names that are put together: Slavic, Turkish, Armenian, Greek, Nordic, Gaelic, Northern."""
