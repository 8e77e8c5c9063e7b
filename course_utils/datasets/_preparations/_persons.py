"""Take persons out of the bird-strike remarks: names, addresses, phone numbers, registrations.

Most names are known by what stands before them: a role and an equals sign, a title, an initial
after a role, a common given name. The rest were found by reading the remarks, and are kept as
digests, so that this file does not print the names that it removes.
"""

import hashlib
import re

NAME, ADDRESS, PHONE, REGISTRATION = "[NAME]", "[ADDRESS]", "[PHONE]", "[REG]"

# Given names that are no other word in these remarks; those that are (HIT MARK, DON'T, PURPLE
# MARTIN) count only after a role.
_GIVEN_NAMES = """
    ALAN ALBERT ALEX ANDREW ANDY ANTHONY ARTHUR BARBARA BENJAMIN BOB BOBBY BRENDA BRIAN BRUCE BRYAN
    CARL CARLA CAROL CHARLES CHARLIE CHRIS CHUCK CRAIG CURT DALE DAN DANIEL DANNY DARRELL DAVE
    DAVID DEBORAH DENNIS DIANE DONALD DONNA DOUG DOUGLAS DYLAN EDDIE EDWARD ERIC EUGENE FRED GARY
    GEORGE GERALD GERRY GLENN GREG GREGORY HANS HAROLD HARRY HENRY HERB HOWARD JACK JAMES JANE
    JANET JASON JEFF JEFFREY JENNIFER JERRY JESSE JIM JIMMY JOE JOHN JOSEPH JUDY JULIE KAREN KATHY
    KEITH KENNETH KEVIN LARRY LAURA LENNY LEON LEROY LINDA LISA MARGARET MARY MATT MATTHEW MELISSA
    MICHAEL MICHELLE MIKE NANCY NEIL PAMELA PATRICIA PAUL PETER PHILIP PHILLIP RALPH RANDY RAYMOND
    REBECCA RICHARD RICK ROBERT ROGER RONALD ROY RUSSELL RUTH SANDRA SARAH SCOTT SEAN SHARON SHAWN
    STANLEY STEPHEN STEVE STEVEN SUSAN TERRY THOMAS TIMOTHY TODD TOM TONY TRACY WALTER WAYNE WENDY
    WILLIAM
"""
_GIVEN_NAMES_AFTER_A_ROLE = "BEN BILL CONRAD DON KEN MARK MARTIN RAY RON SAM STAN STUART TED TIM"
_SURNAMES = """
    ADAMS ANDERSON CAMPBELL CLARK DAVIS EVANS GARCIA HARRIS JACKSON JOHNSON JONES LEWIS MARTINEZ
    MCCOY MITCHELL MOORE NELSON ROBINSON RODRIGUEZ SCOTT SMITH TAYLOR THOMPSON WILLIAMS WILSON
"""
_GIVEN, _GIVEN_AFTER_A_ROLE, _SURNAME = (
    rf"\b(?:{'|'.join(names.split())})\b"
    for names in (_GIVEN_NAMES, _GIVEN_NAMES_AFTER_A_ROLE, _SURNAMES)
)
_ROLE = (
    r"\b(?:PILOT|PIC|CAPT|CAPTAIN|CO-?/?PILOT|F/O|INSTRUCTOR|INSTR|STUDENT|OWNER|CONTACT|MECHANIC"
    r"|CONTROLLER|INSPECTOR|OFFICER)\b\.?"
)
_SPEAKS = r"(?= (?:FOUND|SAID|SAW|SAYS|STATED|STATES|SUSPECTS|THINKS)\b)"
_NO_NAME = (
    r"(?!(?:AND|AT|CHECKED|DID|FROM|HAD|HAS|HIT|IN|INLET|IS|NO|NOT|OF|OFF|ON|RE|REPTD|SAID|SAW"
    r"|SCREEN|STATES|STRUCK|TIME|TWY|UNKN?|UNKNOWN|WAS|WHO|WITH)\b)"
)
_WORD = rf"{_NO_NAME}[A-Z][A-Z'-]+"
_INITIAL = r"(?:[ ]+[A-Z]\b\.?)?"
# ST. THOMAS, LAKE CHARLES and 5 THOMAS RD are places; so is MIKE TWY.
_NO_PLACE = "".join(
    rf"(?<!{before})"
    for before in (
        r"\bST ",
        r"\bST\. ",
        r"\bST\.",
        r"\bSAN ",
        r"\bSANTA ",
        r"\bLAKE ",
        r"\bFORT ",
        r"\bFT\. ",
        r"\bTHE ",
        r"\d ",
    )
)
_STATE = (
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_ZIP = r",? ?\d{5}(?:-\d{4})?"
_BOX = r"(?:\bP\. ?O\. ?|\bRT ?\d+ |\bRDI? )*BOX \d+"

# A match keeps its first group. An address is known by the name before it, its box or its zip.
_RULES = tuple(
    (re.compile(pattern), rf"\g<1>{token}")
    for pattern, token in (
        (
            rf"({_ROLE} ?[=:] ?)(?:[DM]R\.? )?(?:[A-Z]\.? )*{_WORD}{_INITIAL}(?: {_WORD}){{0,2}}",
            NAME,
        ),
        (rf"({_ROLE} |\bBY )(?![ALR]\b)[A-Z]\.? {_WORD}(?= ?(?:[-.,)]|$|AT\b))", NAME),
        (rf"({_ROLE}[ ,-]+){_GIVEN_AFTER_A_ROLE}{_INITIAL} {_WORD}", NAME),
        (rf"(\b)(?:MR|MRS|MS)\b\.? (?:{_GIVEN} )?{_WORD}", NAME),
        (rf"(^|[.=,] )DR\. {_WORD}", NAME),
        (rf"({_ROLE} |\bBY ){_SURNAME}", NAME),
        (rf"(){_NO_PLACE}{_SURNAME}{_SPEAKS}", NAME),
        (rf"(){_NO_PLACE}(?:{_GIVEN}|{_GIVEN_AFTER_A_ROLE})(?= (?:AT MAINT|SAID)\b)", NAME),
        (rf"(){_NO_PLACE}{_GIVEN}{_INITIAL} {_WORD}(?! (?:AREA|ARPT|AIRPORT|BRIDGE)\b)", NAME),
        (r"()\(?\b\d{3}\)?[- ]{1,2}\d{3}-\d{4}(?:/\d{3}-\d{4})?\b", PHONE),
        (
            rf"(\[NAME\][,.]? ?(?:PILOT)?)(?:\d+|{_BOX})\b[A-Z0-9/., ]+?{_STATE}\.?(?:{_ZIP})?"
            rf"(?:, [A-Z]+, {_STATE}\.)?",
            ADDRESS,
        ),
        (rf"()(?:{_BOX}|\b\d+ [A-Z0-9 .]+),? [A-Z ]+,? ?{_STATE}{_ZIP}", ADDRESS),
        (rf"(\[NAME\], )[A-Z ]+, {_STATE}(?=[. ]|$)", ADDRESS),
        (r"(\bREG(?:\.|ISTRATION)? ?[=#:]? ?)(?:LN )?(?=[A-Z]*\d)[A-Z0-9]{3,}\b", REGISTRATION),
        (r"(\bREG = |\bA/C OP = )(?!POLICE)(?:LN )?[A-Z0-9]{3,7}\b", REGISTRATION),
        (r"(\bN# (?:= |AS |REPTD AS |GIVEN AS |POSSIBLY )?)\d[A-Z0-9]{2,6}\b", REGISTRATION),
        (r"(\b(?:TAIL|SHIP|NOSE|A/C) ?# ?)\d\w{2,5}(?: \d{4}Z)?\b", REGISTRATION),
        (r"(\b)N ?(?:\d{3,5}[A-Z]{0,2}|\d{1,2}[A-Z]{2})\b", REGISTRATION),
    )
)  # fmt: skip

# Names that only reading could tell from a word or a place: digests of one to four words.
_DIGESTS = """
    06031bf63a 08c200b140 0e762369cd 112ed88247 1b10f3259b 27e2a33c3c 27e37993f2 2ad2fbc12f
    307bd89cdf 3403cb7fb9 3584b2f02f 40fbc07058 4bdd2d0f99 7c4c574f86 7ea197a23c 7ea7f0c2c6
    859f3c9b68 8a707de492 bb7a1f22cb c273c614bb c31cc42d4d c8482aa4aa dcf493e70f
"""
BY_READING = frozenset(_DIGESTS.split())


def scrub_remark(remark: str) -> str:
    """Return a remark without what points to a person.

    Parameters
    ----------
    remark : str
        The remark, in capitals, with single spaces.

    Returns
    -------
    str
        The remark with ``[NAME]``, ``[ADDRESS]``, ``[PHONE]`` or ``[REG]`` (the registration of
        an aircraft) in their places.

    Examples
    --------
    >>> scrub_remark("PILOT = JOHN Q HERON, 12 REED LANE, MARSH, OH 12345. NO INJURIES.")
    'PILOT = [NAME], [ADDRESS]. NO INJURIES.'
    >>> scrub_remark("CAPT REPTD STRIKE. FLT 213.")
    'CAPT REPTD STRIKE. FLT 213.'
    """
    remark = _scrub_what_was_read(remark)
    for pattern, kept in _RULES:
        remark = pattern.sub(kept, remark)
    return remark


def digest_words(words: list[str]) -> str:
    """Return the digest under which some words are known as a name.

    Examples
    --------
    >>> digest_words(["J", "HERON"])
    '60ad880311'
    """
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:10]


def _scrub_what_was_read(remark: str) -> str:
    """Replace the names that were found by reading, the longest first."""
    for length in (4, 3, 2, 1):
        words = list(re.finditer(r"\b[A-Z]+\b", remark))
        for first in range(len(words) - length, -1, -1):
            run = words[first : first + length]
            if digest_words([word[0] for word in run]) in BY_READING:
                remark = f"{remark[: run[0].start()]}{NAME}{remark[run[-1].end() :]}"
    return remark
