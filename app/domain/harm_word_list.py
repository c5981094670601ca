"""The entries of `harm_words`: each with its kind, its language and why it is there.

English comes first; other languages have what their speakers most often say, and no more than we are sure of.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.engagement import HarmKind


@dataclass(frozen=True, slots=True)
class Harm:
    kind: HarmKind
    language: str
    words: str
    """Small letters, whole words. "|" stands between ways to say it, "~" for any letters before or after.

    A browser reads it too: no `\\w`, and no letter with a sign inside a class.
    """
    why: str


S, A, C, V = HarmKind.SELF_HARM, HarmKind.ABUSE, HarmKind.CHILD, HarmKind.VIOLENCE

SELF = "(?:my|him|her|them|your|our)sel(?:f|ves)"
KIN = (
    "(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|ex|dad|mum|mam|father|mother|"
    "step-?dad|step-?mum|"
    "uncle|brother|son|daughter|carer|family|landlord|parents)"
)
CHILD = (
    "(?:(?:little|baby|step) ?)?(?:kids?|child|children|son|daughter|boys?|girls?|baby|babies|toddlers?|"
    "grandson|granddaughter|grandchild|grandchildren|nephew|niece)"
)
NOT = "(?:do|does|did)(?: not|n'?t)"

ENGLISH = (
    Harm(S, "en", "suicid~", "the plain word"),
    Harm(S, "en", f"(?:kill|kills|killing|killed|hang|hanging|hanged|hung|topped) {SELF}", "the plain words"),
    Harm(S, "en", f"self[ -]?harm~|self[ -]?injur~|(?:harm|harms|harming|cutting) {SELF}", "the plain words"),
    Harm(S, "en", f"(?:want|wants|wanted|going|tried|trying|try) to (?:hurt|cut|harm) {SELF}", "says so"),
    Harm(S, "en", "(?:slit|slits|slitting|cut|cutting) (?:my|his|her|their) wrists?", "a way to do it"),
    Harm(
        S,
        "en",
        "(?:end|ends|ending|ended|take|takes|taking|took|taken) (?:my|his|her|their|"
        "your) (?:own )?(?:life|lives)",
        "said with care for the plain word",
    ),
    Harm(S, "en", "end(?:ing)? it all", "said with care for the plain word"),
    Harm(
        S,
        "en",
        f"(?:{NOT}|never|no longer)(?: really| even)? (?:wants?|wanted|wanna)(?: to)? "
        "(?:live|be here|be alive|be around|wake up|exist|go on)",
        "how people most often begin to say it",
    ),
    Harm(
        S,
        "en",
        "(?:want|wants|wanted) to (?:die|be dead)|wanna die|(?:wish|wished|wishes) (?:i|he|she|they) "
        "(?:was|were) dead|better off (?:dead|without me)|rather be dead|ready to die",
        "a wish to be dead",
    ),
    Harm(
        S,
        "en",
        "(?:no|any) (?:reason|point) (?:to|in) (?:live|living|life|being alive|being here|"
        "going on|carrying on)|"
        "nothing (?:left )?to live for|(?:not|n'?t) worth living",
        "no hope left",
    ),
    Harm(
        S,
        "en",
        "can(?:not|'?t) (?:go on|take it|take this|cope|carry on)(?: like this)? any ?more|"
        "can(?:not|'?t) (?:go on|carry on) like this",
        "near the end of their strength",
    ),
    Harm(
        S, "en", "overdos~|took all (?:my|his|her|their|the) (?:pills|tablets|medication)", "a way to do it"
    ),
    Harm(
        S,
        "en",
        "jump(?:s|ed|ing)? (?:off|from|in front of) (?:a|the) (?:bridge|train|roof|building|"
        "car park|motorway)",
        "a way to do it",
    ),
    Harm(
        A,
        "en",
        f"{KIN} (?:[a-z]+ )?(?:hits?|beats?|punch(?:es|ed)|slap(?:s|ped)|kick(?:s|ed)|chok(?:es|ed)|"
        "strangl(?:es|ed)|hurts?|threaten(?:s|ed)|burn(?:s|ed)|attack(?:s|ed)) "
        "(?:me|us|my mum)",
        "somebody near does it",
    ),
    Harm(
        A,
        "en",
        "(?:beat|beats|beating|knock|knocks|knocked|push|pushes|pushed) me (?:up|about|around|over|down)|"
        "beaten up by",
        "the same",
    ),
    Harm(A, "en", "rape(?:d|s)?|raping|rapists?|molest~|groped", "the plain words"),
    Harm(A, "en", "sexual(?:ly)? (?:abus~|assault~|harass~|exploit~)", "the plain words"),
    Harm(
        A,
        "en",
        "domestic (?:abuse|violence)|coercive control|forced (?:marriage|to marry)|honou?r[ -]based|fgm|"
        "female genital|modern slavery|traffick(?:ed|ing)",
        "kinds of abuse by their names",
    ),
    Harm(
        A,
        "en",
        "(?:abuses|abused|abusing) (?:me|her|him|them|us|by)|(?:been|being|was|is|am|were) abused|abusive "
        "(?:husband|wife|partner|relationship|marriage|ex|boyfriend|girlfriend|father|mother|"
        "home|family|son|carer)",
        "the plain words",
    ),
    Harm(
        A,
        "en",
        "(?:scared|frightened|afraid|terrified) (?:of (?:him|her|going home|my (?:husband|wife|"
        "partner|boyfriend|"
        "girlfriend|dad|mum|son|daughter|ex|brother|father|mother|family|carer))|to go home)|"
        "(?:not|n'?t|un) ?(?:feel )?safe at home",
        "fear of somebody near, or of home",
    ),
    Harm(
        A,
        "en",
        f"{KIN} (?:won'?t|will not|{NOT}) let me (?:out|leave|go|work|have (?:any |my )?money|"
        f"see (?:my|any))|"
        "lock(?:s|ed) me in|tak(?:es|ing) (?:all )?my (?:money|pension|benefits)|controls (?:me|"
        "my money|everything)",
        "control by somebody near",
    ),
    Harm(
        C,
        "en",
        "(?:hit|hits|hitting|beat|beats|beating|hurt|hurts|hurting|smack~|slap~|punch~|kick~|shak(?:es|ing)|"
        f"starv~|touch(?:es|ed|ing)|abus(?:es|ed|ing)) (?:the|my|his|her|their|our|that|a) {CHILD}",
        "a child is the one who is hurt",
    ),
    Harm(
        C,
        "en",
        f"{CHILD}(?: (?:is|are|was|were|being|been|get|gets|getting|left|at))+ "
        "(?:neglected|abused|beaten|hit|home alone|alone all|starving|not safe|unsafe|groomed)",
        "a child is not safe",
    ),
    Harm(
        C,
        "en",
        "child (?:abuse|neglect|sexual|exploitation|protection)|groom(?:ed|ing)|county lines|"
        "paedo~|pedo(?:phile)?s?",
        "the plain words",
    ),
    Harm(C, "en", "touch(?:es|ed) me (?:down there|in bed|at night|when)", "how a child may say it"),
    Harm(
        V,
        "en",
        "(?:going to|gonna|gunna|wants? to|wanted to|threaten(?:s|ed|ing) to|tried to|trying to|said he'?d|"
        "said she'?d) (?:kill|stab|shoot|hurt|murder|burn|batter) (?:him|her|me|you|them|us|"
        "somebody|someone|my)",
        "a threat, or a try",
    ),
    Harm(
        V,
        "en",
        "i(?:'?ll| will) (?:kill|stab|shoot|murder|batter) (?:him|her|them|somebody|someone)",
        "a threat",
    ),
    Harm(V, "en", "death threats?|threaten(?:s|ed|ing) (?:me|us|him|her|them|my)", "the plain words"),
    Harm(
        V,
        "en",
        "(?:has|had|have|got|pulled|pulls|carries|carry|carrying|with) (?:a |an )?(?:knife|"
        "knives|gun|guns|machete)|"
        "at knife ?point|stabb(?:ed|ing|ings)",
        "a weapon",
    ),
    Harm(V, "en", "murdered|shot dead|attack(?:s|ed) (?:me|us|my|him|her|outside|by)", "it has happened"),
    Harm(V, "en", "racist(?:ly)? (?:attack~|abus~)|hate crimes?|spat (?:at|on) (?:me|us|my)", "hatred"),
)

POLISH = (
    Harm(S, "pl", "samobójstw~|samobójc~|samookalecz~|tnę się|tnie się", "the plain words"),
    Harm(
        S, "pl", "zabić się|się zabić|zabiję się|zabije się|powiesi~ się|skończyć ze sobą", "the plain words"
    ),
    Harm(
        S, "pl", "nie chcę (?:już |dłużej )?żyć|nie chce mi się (?:już )?żyć|chcę umrzeć", "a wish to be dead"
    ),
    Harm(S, "pl", "odebra~ sobie życie|targn~ się na (?:swoje )?życie", "said with care"),
    Harm(
        A,
        "pl",
        "(?:bije|bił|pobił|pobiła|uderzył|uderza|dusi|szarpie|kopie) mnie|mnie (?:bije|bił|uderzył)",
        "says who",
    ),
    Harm(
        A, "pl", "przemoc~ (?:domow~|w domu|w rodzinie)|zgwałc~|gwałt|gwałtu|gwałcie|molestow~", "plain words"
    ),
    Harm(
        A,
        "pl",
        "znęca~ się|grozi mi|boję się (?:męża|partnera|ojca|syna|go|wracać|wrócić)",
        "fear of somebody near",
    ),
    Harm(
        C,
        "pl",
        "(?:bije|krzywdzi|zaniedbuje|głodzi) (?:swoje |moje |nasze )?(?:dziec~|syna|córk~)",
        "a child is hurt",
    ),
    Harm(
        V,
        "pl",
        "zabiję (?:go|ją|cię|ich)|grozi~ (?:mi |nam )?(?:nożem|śmiercią)|dźgn~",
        "a threat or a weapon",
    ),
)

ARABIC = (
    Harm(S, "ar", "~انتحار~|~انتحر~|قتل نفسي|اقتل نفسي|انهي حياتي|انهاء حياتي", "the plain words"),
    Harm(
        S, "ar", "(?:اريد|بدي|ابي|عايز|عايزه|عاوز|ودي) (?:ان )?(?:اموت|موت)|اتمني الموت", "a wish to be dead"
    ),
    Harm(
        S,
        "ar",
        "(?:لا اريد|ما بدي|مش عايز|مش عايزه|لا ارغب) (?:ان |في )?(?:اعيش|عيش|العيش|الحياه)",
        "the same",
    ),
    Harm(S, "ar", "(?:اؤذي|ايذاء|اجرح|اذيت) (?:نفسي|النفس)", "the plain words"),
    Harm(A, "ar", "~يضربني|تضربني|ضربني|يعنفني|يهددني|~اغتصب~|~اغتصاب~|~تحرش~", "the plain words"),
    Harm(
        A, "ar", "~عنف (?:ال)?(?:منزلي|اسري)|زواج قسري|(?:اخاف|خايفه|خائفه) من (?:زوجي|ابي|اهلي)", "the same"
    ),
    Harm(
        C,
        "ar",
        "~يضرب (?:الاطفال|الاولاد|اولادي|اطفالي|اطفاله|ابني|ابنتي|بنتي|طفلي|طفله)|اهمال الاطفال|"
        "الاعتداء علي الاطفال",
        "a child is hurt",
    ),
    Harm(
        V, "ar", "ساقتله|ساقتلها|ساقتلك|سيقتلني|يريد قتلي|~بالقتل|بالسكين|بسكين|طعنني", "a threat or a weapon"
    ),
)

OTHERS = (
    Harm(S, "ur", "خودکشی|خود کشی|مرنا چاہتا|مرنا چاہتی|جینا نہیں چاہتا|جینا نہیں چاہتی", "the plain words"),
    Harm(A, "ur", "مجھے مارتا ہے|مجھے مارتی ہے|مجھے مارتے ہیں", "somebody hits me"),
    Harm(S, "fa", "خودکشی|خودم را بکشم", "the plain words"),
    Harm(S, "ckb", "خۆکوشتن|خۆم بکوژم", "the plain words"),
    Harm(S, "pa", "~ਖੁਦਕੁਸ਼ੀ~|~ਖ਼ੁਦਕੁਸ਼ੀ~", "the plain word"),
    Harm(S, "bn", "~আত্মহত্যা~", "the plain word"),
    Harm(S, "hi", "~आत्महत्या~|~खुदकुशी~", "the plain words"),
    Harm(S, "zh", "~(?:自杀|自殺|不想活|轻生)~", "the plain words; Chinese has no spaces"),
    Harm(A, "zh", "~(?:家暴|强奸|強姦)~", "the plain words"),
    Harm(S, "ro", "sinucid~|să mă omor|mă omor|nu (?:mai )?vreau să trăiesc|vreau să mor", "the plain words"),
    Harm(A, "ro", "mă (?:bate|lovește)|m-a (?:bătut|lovit|violat)|viol(?:ul|at|ată)", "somebody hits me"),
    Harm(S, "uk", "самогубств~|не хочу жити|хочу померти", "the plain words"),
    Harm(A, "uk", "б'є мене|мене б'є|зґвалт~", "somebody hits me"),
    Harm(S, "ru", "самоубийств~|не хочу жить|хочу умереть|покончить с собой", "the plain words"),
    Harm(A, "ru", "бьёт меня|меня бьёт|избил меня|изнасил~", "somebody hits me"),
    Harm(S, "sk", "samovražd~|nechcem žiť|nechci žít", "the plain words, in Slovak and Czech"),
    Harm(A, "sk", "bije ma|bije mě|zbil ma|zbil mě|znásiln~", "somebody hits me"),
    Harm(S, "es", "quiero morir|no quiero vivir|matarme|quitarme la vida", "the plain words"),
    Harm(A, "es", "me (?:pega|golpea)|me pegó|me violó|violación", "somebody hits me"),
    Harm(
        S, "fr", "me suicider|me tuer|envie de mourir|(?:veux|veut) (?:plus vivre|mourir)", "the plain words"
    ),
    Harm(A, "fr", "me (?:frappe|bat|viole)|m'a (?:frappée?|battue?|violée?)", "somebody hits me"),
    Harm(S, "pt", "suicíd~|quero morrer|não quero (?:mais )?viver|me matar", "the plain words"),
    Harm(A, "pt", "me bate|me bateu|bate em mim|estupr~", "somebody hits me"),
    Harm(S, "tr", "intihar~|ölmek istiyorum|yaşamak istemiyorum", "the plain words"),
    Harm(S, "hu", "öngyilkos~", "the plain word"),
    Harm(S, "lt", "savižudyb~|nusižud~", "the plain words"),
    Harm(S, "lv", "pašnāvīb~", "the plain word"),
    Harm(S, "de", "selbstmord~|suizid~|umbringen", "the plain words"),
    Harm(S, "ta", "~தற்கொலை~", "the plain word"),
)

HARMS = ENGLISH + POLISH + ARABIC + OTHERS

HARMLESS = (
    "kill(?:ing|s|ed)? (?:some |a bit of |the )?time",
    "to die for",
    "(?:kill|killing|die|dying|murder) for an? [a-z]+",
    "(?:life|lives) in (?:my|your|our|his|her|their) (?:own )?hands",
    "(?:take|taking|took) (?:my|his|her|their|your) (?:own )?li(?:fe|ves) back",
    f"kill(?:ing|ed)? {SELF} (?:laughing|working|with work)",
    "(?:want|wanted) to die (?:of|from) (?:embarrassment|shame|laughing)",
    "suicide (?:prevention|awareness)",
    "(?:dog|dogs|pet|pets|cat|horse|personal)'?s? groom~",
    "(?:with )?(?:a )?knife and fork",
)
"""What is often said and means nothing of the kind."""
