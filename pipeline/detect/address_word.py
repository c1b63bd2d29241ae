"""The words of American addresses: states, street types, directions, units; it reads no text.

Street types and units are those of USPS Publication 28 (appendices C1 and C2) with the forms that
clerks and police officers write.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STATES = {
    "alabama": "al", "alaska": "ak", "arizona": "az", "arkansas": "ar", "california": "ca", "colorado": "co",
    "connecticut": "ct", "delaware": "de", "florida": "fl", "georgia": "ga", "hawaii": "hi", "idaho": "id",
    "illinois": "il", "indiana": "in", "iowa": "ia", "kansas": "ks", "kentucky": "ky", "louisiana": "la",
    "maine": "me", "maryland": "md", "massachusetts": "ma", "michigan": "mi", "minnesota": "mn",
    "mississippi": "ms", "missouri": "mo", "montana": "mt", "nebraska": "ne", "nevada": "nv",
    "new hampshire": "nh", "new jersey": "nj", "new mexico": "nm", "new york": "ny", "north carolina": "nc",
    "north dakota": "nd", "ohio": "oh", "oklahoma": "ok", "oregon": "or", "pennsylvania": "pa",
    "rhode island": "ri", "south carolina": "sc", "south dakota": "sd", "tennessee": "tn", "texas": "tx",
    "utah": "ut", "vermont": "vt", "virginia": "va", "washington": "wa", "west virginia": "wv",
    "wisconsin": "wi", "wyoming": "wy", "district of columbia": "dc", "puerto rico": "pr", "guam": "gu",
    "virgin islands": "vi", "american samoa": "as",
}  # fmt: skip
"""States and territories and their postal letters."""

MILITARY = _words("aa ae ap")
"""Postal letters of the armed forces."""

ABBREVIATED = _words(
    """ala alas ariz ark cal calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb
    nebr nev okla ore oreg pa penn penna tenn tex vt va wash wis wisc wyo"""
)
"""States as lawyers abbreviate them (Bluebook table 10), without full stops."""

DIRECTIONS = _words("n s e w ne nw se sw north south east west northeast northwest southeast southwest no so")

TYPES = _words(
    """street st str avenue ave av aven avenida road rd drive dr drv boulevard blvd boul bl lane ln court ct crt
    circle cir circ place pl terrace ter terr way wy parkway pkwy pky parkwy highway hwy hgwy hiway square sq loop
    trail trl tr alley aly allee annex anx arcade arc bayou bch beach bend bnd bluff blf bluffs branch br bridge
    brg brook brk brooks burg bypass byp camp cp canyon cyn cape cpe causeway cswy center ctr centre circles club
    clb common commons concourse corner cor corners cors course crse courts cts cove cv coves creek crk crescent
    cres crest crossing xing crossroad curve dale dl dam divide dv estate est estates ests expressway expy
    extension ext falls fls ferry fry field fld fields flat flats ford forest forge fork forks fort freeway fwy
    frwy garden gardens gdns gateway gtwy glen gln green grn grove grv harbor hbr haven hvn heights hts hill hl
    hills hls hollow holw inlet island islands isle junction jct key keys knoll knolls lake lk lakes landing lndg
    light loaf lock lodge mall manor mnr meadow meadows mdws mews mill mills mission motorway mount mountain mtn
    neck orchard oval overpass park parks pass passage path pike pine pines plain plains plaza plz point pt points
    pts port prairie promenade prom quay radial ranch rapids rest ridge rdg ridges river rvr row rue run shoal
    shore shores skyway spring springs spur spurs station sta stravenue stream stream summit smt thruway
    throughway trace trce track trafficway trailer tunnel turnpike tpke tpk turn underpass union unions valley vly
    viaduct view vw views village vlg ville vista walk walks wall ways well wells wynd paseo camino calle via
    placita vereda row close mews chase glade market"""
)
"""What ends the name of a street."""

STRONG = _words(
    """street st str avenue ave av road rd drive dr boulevard blvd lane ln court ct circle cir place pl terrace ter
    way parkway pkwy highway hwy hgwy square sq loop trail trl alley aly crescent cres expressway expy freeway fwy
    turnpike tpke pike plaza plz causeway cswy crossing xing cove cv path trace trce point row run walk landing
    lndg ridge rdg bypass byp thruway concourse mall promenade"""
)
"""Street types that by themselves make a number and a name an address."""

HIGHWAYS = _words("highway hwy hgwy route rte rt road rd fm rm cr sr us ush interstate i co county carr carretera")
"""First words of a numbered road (`State Highway 16`, `County Road GV`, `FM 998`)."""

UNITS = _words(
    """mail flat apartment apt apts suite ste stc suit unit units room rm rms floor fl flr flrs floors building bldg
    bldgs building department dept tower twr wing lot lt trailer trlr space spc sp slip pier hangar hngr penthouse
    ph lobby lbby front frnt rear lower lowr upper uppr side basement bsmt office ofc level lvl dorm dormitory
    condo condominium mailstop ms mc msc mailcode stop pmb lockbox bin drawer courtroom ward cell no number bay
    barracks box pob spaces studio villa cottage cabin hall"""
)
"""What a number inside a building is called."""

NUMBERS = _words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty"""
)
"""House numbers that are written out (`One Market Plaza`)."""

ORDINALS = _words(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
)

ROADS = _words("county co country state township forest private ranch service indian reservation park farm-to-market")
"""What stands before `Road` where a number follows (`County Road 12`)."""

COURTS = _words(
    """superior supreme district circuit municipal county family federal appellate bankruptcy state juvenile probate
    justice traffic criminal civil high trial tax claims states international open"""
)
"""What stands before `Court` where it is no street."""

TITLES = _words(
    """officer officers detective sergeant sgt deputy deputies agent agents lieutenant lt captain capt corporal cpl
    chief trooper inspector investigator president director secretary dr doctor professor sheriff police mayor
    senator governor warden nurse supervisor manager"""
)
"""A rank or office before a name; no street is called so."""

MAILED = _words(
    """certified first us email e-mail facsimile fax overnight hand federal ecf cm/ecf ups fedex mail electronic
    registered regular personal priority express messenger"""
)
"""What follows `Via` where it is no street."""

COUNTED = _words(
    """no nos section sec sections exhibit exhibits exh ex doc docs document page pages p pp para paragraph count
    counts article title chapter rule rules vol volume suite ste apt apartment room rm unit box floor bldg
    building route rt rte highway hwy interstate lot item line lines step grade age aged part schedule table
    figure note fn ch cl art docket dkt ecf case cause amendment interrogatory request form version number channel
    bates see id"""
)
"""What stands before a number that is no house number."""

BARE = _words("broadway boardwalk bowery embarcadero strand esplanade")
"""Streets that have no type."""

MONTHS = _words(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec"""
)

STOPS = _words(
    """a an and are as at be been being but by did do for from had has have he her him his if in into is it its me mr
    mrs ms my no not on onto or our out she so than that the their them then there they this to upon was we were
    what when where which while who whom whose will with would you your re via per via attn attention esq llp llc
    pc page pages pp exhibit exh doc docs document dkt docket ecf case cases section sec sections paragraph para
    rule rules title chapter article vs v plaintiff plaintiffs defendant defendants petitioner respondent
    appellant appellee attorney attorneys counsel esquire telephone tel phone fax email facsimile cell order
    motion judge magistrate honorable hon court's dated date filed number age born dob ssn sincerely very truly cc
    inc corp et al versus usc cfr cir supp stat resides residing reside lives living located address addresses
    residence served mailed sent personally certificate service bar sbn id tuesday monday wednesday thursday
    friday saturday sunday pm am minutes hours days years months feet miles people persons officers percent
    dollars times united online lexis wl unpub scc"""
)
"""Words that stand in no address, or before one."""
