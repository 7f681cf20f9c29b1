"""Words by which people, offices and organisations are told, and the patterns that names are made of."""

from __future__ import annotations

# Letters that begin a name, in Latin, Greek and Cyrillic; Python's patterns have no class for them.
UPPER = "[" + "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper()) + "]"
# "Solberg", "O’Neill", "al-Rashid", "McKay", "Ødegård"; not "SSA" and no word cut off by a digit.
NAME_WORD = rf"(?:{UPPER}[^\W\d_]*(?:[-’'][^\W\d_]+)*[^\W\d_])(?<!['’]s)(?!\w)"
INITIAL = rf"(?:{UPPER}\.(?:-?{UPPER}\.)*)"
PARTICLE = r"(?:de la|de los|van der|van den|von der|de|del|della|da|dos|di|du|van|von|bin|ibn|al|el|la|le|ter|y)"
HONORIFIC = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Shri|Smt|Kumari|Sir|Dame|Lord|Lady|Messrs|Madam|Mme|Herr|Frau|Señor|Señora|"
    r"Sheikh)\b\.?|(?:Rev|Hon|Sen|Rep|Gov|Gen|Adm|Col|Capt|Lt|Sgt|Maj|Cmdr)\.)"
)

# An office that stands before a name ("President Rojas") or after it ("Ann Lee, director of the institute").
OFFICE = (
    r"(?:prime minister|vice president|vice chair(?:man|woman|person)?|secretary[- ]general|director[- ]general|"
    r"attorney general|surgeon general|auditor general|governor[- ]general|inspector general|"
    r"deputy head|chief executive(?: officer)?|chief [a-z]+(?: [a-z]+)? officer|chief of staff|head of state|"
    r"head of government|head of delegation|under-?secretary|president|minister|secretary|ambassador|chancellor|"
    r"premier|"
    r"governor|senator|congress(?:man|woman)|representative|commissioner|administrator|director|chair(?:man|woman|person)?|"
    r"mayor|general|admiral|colonel|captain|commander|lieutenant|major|sergeant|judge|justice|king|queen|prince|princess|"
    r"pope|professor|spokes(?:man|woman|person)|economist|analyst|researcher|scientist|engineer|coordinator|manager|"
    r"editor|dean|rector|provost|commissioner|inspector|envoy|consul|attache|officer|adviser|advisor|counsel|"
    r"co-?founder|founder|co-?chair|president-elect|treasurer|curator|superintendent|ceo|cfo|cto|coo|cio|"
    r"chief|leader|executive|partner|strategist|historian|physicist|chemist|biologist|lawyer|attorney|psychologist|"
    r"head|lecturer|fellow|architect|coach|astronaut|specialist|registrar|auditor|comptroller|speaker|whip|"
    r"principal|supervisor|owner|co-?author|author|journalist|reporter|correspondent|physician|surgeon|geologist|"
    r"sociologist|anthropologist|astronomer|ecologist|consultant|instructor|teacher|legislator|lawmaker|archbishop|"
    r"bishop|cardinal|sheriff|prosecutor|solicitor|barrister|detective|constable)"
)
# What may stand before an office and belongs to it.
OFFICE_MODIFIER = (
    r"(?:deputy|assistant|associate|joint|additional|special|principal|senior|junior|executive|managing|general|vice|"
    r"acting|interim|former|then|ex-|foreign|defen[cs]e|finance|interior|home|health|education|transport|energy|trade|"
    r"environment|agriculture|prime|chief|national|regional|global|federal|state|permanent|parliamentary|scientific|"
    r"technical|medical|legal|political|chief|lead|incoming|outgoing|honorary|emeritus|external affairs|"
    r"research|program(?:me)?|project|policy|communications?|press|marketing|sales|operations|founding|adjunct|visiting|"
    r"US|U\.S\.|UK|EU|UN)"
)

WHOLE_OFFICE = rf"(?:(?i:{OFFICE_MODIFIER})[- ])*(?i:{OFFICE})"
"""A pattern for an office with what belongs to it: "Deputy Minister"."""

# Organisations are told by such a word: the last one of a name, or the first one before "of", "for" or "on".
ORGANISATION = (
    r"(?:Administration|Agency|Alliance|Assembly|Association|Authority|Bank|Board|Bureau|Cabinet|Center|Centre|"
    r"Chamber|Church|Club|Coalition|College|Commission|Committee|Community|Company|Confederation|Congress|Consortium|"
    r"Corporation|Corps|Council|Court|Department|Directorate|Embassy|Federation|Force|Forces|Foundation|"
    r"Fund|Group|Guard|Hospital|Institute|Institution|Laboratory|Laboratories|Library|Ministry|Museum|Navy|"
    r"Observatory|Office|Organi[sz]ation|Parliament|Party|Police|School|Secretariat|Senate|Service|"
    r"Society|Geological Survey|Treasury|Tribunal|Trust|Union|University|Times|Journal|Post|Press|News|"
    r"Airlines|Airways|Motors|Industries|Holdings|Studios|Inc|Corp|Ltd|LLC|"
    r"PLC|GmbH)"
)
# These head a name before "of …": "Ministry of External Affairs".
ORGANISATION_OF = (
    r"(?:Administration|Agency|Alliance|Assembly|Association|Authority|Bank|Board|Bureau|Center|Centre|Chamber|"
    r"Church|College|Commission|Committee|Confederation|Council|Court|Department|Directorate|Embassy|Federation|"
    r"House|Institute|Institution|Laboratory|League|Library|Ministry|Museum|Office|Organi[sz]ation|Parliament|"
    r"Secretariat|Society|Union|University|School|Academy|Faculty|Inspectorate)"
)
COMPANY = r"(?:Inc|Corp|Ltd|LLC|LLP|PLC|plc|GmbH|AG|SA|NV|Co|Pty|Pvt)"
# Short names that everyone knows and few documents spell out.
KNOWN_SHORT = frozenset(
    "UN EU NATO NASA ESA ISRO JAXA CNES DLR WHO IMF OECD WTO ASEAN FBI CIA NSA UNESCO UNICEF UNHCR UNDP WFP FAO "
    "ILO IAEA OPEC OSCE NOAA FAA FCC FDA EPA FEMA USAID GAO OPM OMB NIST USPTO NIH CDC DARPA BBC CNN IBM BMW AT&T "
    "MIT UCLA NHS FIFA UEFA NBA NFL NHL MLB IOC ICC ITU ICAO IMO IPCC ICRC AIIB ADB AfDB ECB SEC IRS CERN IEEE "
    "ACM W3C IETF".split()
)

# Capitalised words that are no part of a person's name.
NO_NAME = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday the a an and or of for in on at to from by with this that these "
    "those his her their our its he she they we you i it who which what when where how why not all any some such "
    "other also however but as if then than there here new act order orders bill law treaty agreement report plan "
    "program programme project policy goal objective strategy strategic performance fiscal year quarter section "
    "chapter table figure page part annex appendix street avenue road building house room hall day week month "
    "north south east west northern southern eastern western central united states kingdom republic state states "
    "city county district province region government committee former deputy assistant senior general joint chief "
    "national international federal public private human resources european american british french german "
    "chinese japanese indian russian african asian foreign affairs external security defense defence space "
    "science technology business economic economy finance financial health education energy trade transport "
    "transportation commerce labor labour interior justice agriculture environment development research "
    "innovation cyber data information digital management operations services systems elect emeritus designate "
    "council bank group company university institute college school office ministry department agency bureau "
    "division branch unit center centre museum library hospital church board court parliament congress senate "
    "union party press news times post journal review magazine awards award prize conference summit forum meeting "
    "session dialogue workshop event air force army navy police guard corps team club league association society "
    "foundation fund trust organization organisation authority commission administration directorate secretariat "
    "embassy mission delegation contact email phone tel fax name title position role date subject re cc from yes "
    "no dear best regards sincerely thanks thank please note see also photo image caption credit copyright read "
    "more share tweet follow facebook twitter sector "
    "system reform member ranking youtube instagram google apple microsoft amazon".split()
)
