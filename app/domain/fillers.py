# ruff: noqa: SIM905
"""Words that say little about what somebody looks for, folded, in the languages we offer."""

from __future__ import annotations

FILLERS = frozenset(
    """
    a about activities activity all also am an and any anybody anyone anything are around as at
    available be because been being but by can cant could couldnt do does doesnt doing dont else end etc
    every find finding for from get gets getting give given go goes going good got great had has hasnt
    have havent having he help helped helping her here hers hes hi him his how i id if ill im in info
    information into is isnt it its ive just know less lets like likes local look looking lot lots make
    me might more much my myself near nearby need needed needing needs never no not now of off ok on one
    or other others our out over please really right round said see she shes should so some somebody
    someone something sometimes somewhere sort stuff such sure take than thank thanks that thats the
    their them then there theres these they theyre thing things this those to too try trying uk up us
    use used uses using very want wanted wants was way we well were weve what whats when where which
    while who whos whose why will with wont would you your yours yourself filling fill learned hello
    area areas w na z ze dla po o od przy oraz lub czy jest sa mam szukam chce potrzebuje في من علي الي
    عن مع او هل اريد ابحث احتاج عندي لدي انا لي شيء مساعده قرب قريب مني ما لا فقط بحاجه ليله
    vreau doresc caut nevoie ajutor avem sunt este pentru cu la de din pe si sau un unui unei mi imi ne
    va eu noi mine meu mea mei mele nu mai ceva cineva unde cum cand ce langa aproape aici poate pot gasi
    gasesc fi foarte doar ميں مجھے مجھ هم هميں اپ كو كا كي كے سے پر نے هے هيں هوں تھا تھي اور يا چاهيے
    چاهتا چاهتي چاهتے مدد ليے نزديك پاس يهاں كهاں كيا كون كويي كچھ ميرا ميرے ميري نهيں بھي تلاش ڈھونڈ رها رهي
    رهے هو هوتا هوتي كرنا كريں كر سكتا سكتي سكتے بهت اپنا اپني اپنے وه يه والا والي والے ساتھ ضرورت
    few hour hours after before everywhere nothing speaks speak filled
    """.split()
)
"""Never looked up."""

FAINT = frozenset(
    """
    group club class classes course service services support session sessions place places event events
    meeting meetings centre center people friendly old year time times day days week weekly monthly free
    wife husband son daughter mother father brother sister man woman men women grupa mama tata
    """.split()
)
"""Bring a listing forward, and are never what a search stands or falls with."""
