"""The forms of questions about documents as such: which there are, what they bear, and their numbered parts.

Patterns for the whole of a question, in any case and without the mark at its end; `questions.kind` reads them.
"""

from __future__ import annotations

from assistant.forms.numbered import PART
from assistant.language.works import FILE, WORK

AT_ODDS = r"(?:contradictions?|inconsistenc(?:y|ies)|discrepanc(?:y|ies)|disagreements?|conflicts?|differences?)"
"""A pattern for what there may be between documents."""
POSITION = r"(?:approach(?:es)?|positions?|views?|polic(?:y|ies)|stances?)"
"""A pattern for what a document may have towards a matter."""

VALUE = (
    r"(?:(?:total |overall )?(?:numbers?|size|level|share|rate|cost|price|amount|count|figures?|estimates?) (?:of|for))"
)
"""A pattern for what has a value that may change from one document to the next."""

_ON = r"(?:on|about|regarding|concerning|related to|relating to|covering)"
_HAVE = (
    r"(?:do|can) (?:you|we|i) (?:have|hold|know|know of|search|read|ask|use)(?: here)?|have (?:you|we|i) (?:got|read|"
    r"uploaded|added|loaded)|did (?:i|we) (?:upload|add)|(?:is|are) (?:there|here|available|loaded|stored|uploaded)"
    r"(?: here| now)?|have been (?:uploaded|added|loaded)|(?:you|we) have"
)
_PLACE = r"(?: in (?:the|your|this|my|our) (?:store|collection|library|database|system|folder))?"
_MENTION = (
    r"(?:mentions?|discuss(?:es)?|covers?|talks? about|deals? with|(?:is|are) (?:about|on)|speaks? (?:of|about)|"
    r"refers? to|says? (?:something|anything) (?:on|about)|contains? (?:information|something|anything) (?:on|about)|"
    r"address(?:es)?)"
)

_ALL_DOCS = rf"(?:the |your |my |our )?(?:available |uploaded |loaded )?{FILE}"
CATALOGUE = (
    rf"(?:what|which)(?: other| kinds? of| sorts? of| types? of)? {FILE} (?:{_HAVE}){_PLACE}",
    rf"how many {FILE}(?: (?:{_HAVE}))?{_PLACE}(?: in (?:all|total)| altogether)?",
    rf"(?:list|show|name|display|enumerate|give)(?: me| us)?(?: a list of| all(?: of)?)? {_ALL_DOCS}"
    rf"(?: (?:that )?(?:you|we|i) (?:have|hold|know)| there are| available)?{_PLACE}",
    r"what (?:do you have|have you got|is (?:there|available))(?: here)?",
    r"what is in (?:the|your|this) (?:store|collection|library|database)",
    r"what (?:are|is) (?:the|your|my|all(?: the)?) (?:available |uploaded )?(?:documents|briefings|files)",
    rf"(?:do you have|have you got|are there)(?: any)? {FILE}{_PLACE}",
)
_THINGS = rf"(?:{FILE}|information|info|material|evidence)"
_WORKS = rf"(?:press releases?|{WORK})"
# What may mention something: "the plan", "any of the briefs", "DOT's plan".
_WORK = (
    rf"(?P<asks>(?:any(?: of the)?|the|this|that|these|those|my|your|our|[^\W\d_][\w.]*['’]s)"
    rf"(?: [\w.'’-]+){{0,5}}? {_WORKS})"
)
# A subject, and not a document: "is the plan mentioned?" asks for a fact.
_TOPIC = r"(?P<topic>(?!(?:it|he|she|they|this|that)\b).+?)"
ON_TOPIC = (
    rf"(?:what|which)(?: else)?(?: {_THINGS})? (?:{_HAVE}) {_ON} (?P<topic>.+)",
    rf"(?:which|how many)(?: of)?(?: the| your| these| my)? {FILE} {_MENTION} (?P<topic>.+)",
    r"(?:do (?:you|we) have|have you got|is there|are there|got)"
    rf"(?: anything| something|(?: any| some| more)* {_THINGS})(?: else)? {_ON} (?P<topic>.+)",
    rf"(?:find|show|search(?: for)?|look for|get|list|give)(?: me| us)?(?: all| any)?(?: the)?"
    rf" (?:{_THINGS}|everything|anything|something)(?: (?:that|which))?"
    rf" (?:{_ON}|{_MENTION}|mentioning|discussing) (?P<topic>.+)",
    rf"(?:anything|something) {_ON} (?P<topic>.+)",
    rf"(?:is|are) there (?:any |an? )?(?:mentions?|references?|discussion) (?:of|to|{_ON}) {_TOPIC}",
    rf"(?:do|does) {_WORK} (?:ever |also |anywhere )?(?:mention|refer to|speak (?:of|about)|touch on|say (?:anything|"
    rf"something) (?:about|on)) {_TOPIC}",
    rf"(?:is|are) {_TOPIC} (?:ever |also )?(?:mentioned|referred to|touched on)(?: anywhere| at all)?(?: in {_WORK})?",
)

_NAMED = r"(?:named|mentioned|referred to|listed|cited)"
_NAMES = (
    r"(?:people|persons|individuals|officials|organi[sz]ations|agencies|institutions|companies|countries|nations|places|"
    r"cities|locations|dates)"
)
_IN_WORK = r"(?: (?:in|by|of) (?P<topic>.+))?"
# What stands beside the names anyhow.
_OF_THEM = (
    r"(?: (?:and|with) their (?:\w+ )?(?:titles|roles|positions|posts|offices|functions|affiliations|jobs|ranks))?"
)
MENTIONED = (
    rf"(?:what|which) (?P<asks>{_NAMES}) (?:are|were) (?:all )?(?:there|{_NAMED}){_IN_WORK}",
    rf"(?:what|which) (?P<asks>{_NAMES}) (?:do|does) (?P<topic>.+?) (?:name|mention|refer to|list|cite)",
    rf"(?:what|which) (?P<asks>countries|nations) (?:are|were) (?:involved|concerned|covered|discussed){_IN_WORK}",
    r"(?:what|which) (?P<asks>countries|nations) (?:do|does|did) (?P<topic>.+?) (?:concern|involve|cover|deal with)",
    rf"(?P<asks>who) (?:is|are|was|were) (?:all )?{_NAMED}{_IN_WORK}",
    rf"(?:list|name|enumerate|give me|show me|show) (?:all )?(?:of )?(?:the )?(?P<asks>{_NAMES})"
    rf"(?: (?:that|who|which) (?:are|were)| there are)?(?: {_NAMED})?{_OF_THEM}{_IN_WORK}",
    rf"(?:all )?(?:the )?(?P<asks>{_NAMES}) {_NAMED}{_IN_WORK}",
    rf"who (?:are|were) (?:all )?the (?:key |main |important )?(?P<asks>people|persons|officials){_IN_WORK}",
    rf"(?:(?:give|show|make|draw)(?: me| us)? )?(?:a |the )?(?P<asks>timeline|chronology){_IN_WORK}",
)

_THE_PART = rf"(?P<topic>{PART})"
_DOC = (
    rf"(?P<topic>(?:(?:the|this|that|these|those|my|your|our)|[^\W\d_][\w.]*['’]s) (?:[\w'’-]+ ){{0,5}}?{_WORKS}"
    r"(?: (?:on|about|of|for) .+)?)"
)
# What nobody but a document's author does, so that "it" with nothing said before can only be the document.
_IT = r"(?P<topic>it|this)"
_MADE = r"(?:written|authored|drafted|prepared|compiled|issued|published|released|produced|dated|sent)"
DESCRIPTION = {
    "author": (
        rf"who (?:wrote|authored|drafted|prepared|compiled|issued|published|produced|sent) {_DOC}",
        rf"who (?:gave|delivered|held) {_DOC}",
        rf"who put {_DOC} together",
        rf"who put together {_DOC}",
        rf"who (?:is|are|was|were) the authors? of {_DOC}",
        rf"(?:by whom|who) (?:was|were) {_DOC} {_MADE}(?: by)?",
        rf"what (?:is|are) the authors? of {_DOC}",
        rf"who (?:wrote|authored|drafted) {_IT}",
        r"who (?:is|are|was|were) the (?P<topic>)authors?",
    ),
    "day": (
        rf"when (?:is|was|were|are) {_DOC} {_MADE}",
        rf"what (?:is|was) the (?:publication |release )?date of {_DOC}",
        rf"(?:what|which) (?:date|day|year) (?:is|was) {_DOC} (?:from|{_MADE})(?: on)?",
        rf"how (?:old|recent) (?:is|are) {_DOC}",
        rf"when (?:is|was) {_IT} (?:written|authored|drafted|dated)",
    ),
    "title": (rf"what (?:is|are|was) the titles? of {_DOC}", rf"what (?:is|are) {_DOC} (?:called|titled|entitled)"),
    "length": (
        rf"how many pages (?:does|do|has|have|are in|is in|are there in) {_DOC}(?: have| has)?",
        rf"how long (?:is|are) {_DOC}",
        rf"how many pages (?:does|do|has|have|are in|is in|are there in) {_IT}(?: have| has)?",
    ),
}

_PROVIDE = (
    r"(?:say|state|cover|contain|provide|require|call for|deal with|mean|recommend|propose|ask for|aim at|aim for|"
    r"describe|address|set out)"
)
NUMBERED_PART = (
    # Of an agenda: "day 2".
    r"what (?:happens|happened|will happen|takes place|will take place|is|was) "
    rf"(?:(?:planned|scheduled|on the (?:agenda|programme|program|schedule)) )?(?:on|for|during|in) {_THE_PART}",
    rf"what (?:is|was|are) the (?:agenda|programme|program|schedule|plans?|sessions?) (?:for|of|on|during) {_THE_PART}",
    rf"what (?:does|do|did) {_THE_PART} {_PROVIDE}",
    rf"what (?:does|do|did) .+? {_PROVIDE} (?:in|under) {_THE_PART}",
    r"what (?:is|are|was|were) (?:(?:said|stated|written|decided|agreed|discussed|set out|covered|described|contained|"
    rf"required|recommended) )?(?:(?:in|by|under) )?{_THE_PART}(?: about)?",
    rf"(?:show|quote|give|read|explain|describe|summari[sz]e|sum up)(?: me| us)? {_THE_PART}",
    _THE_PART,  # the last, since it may take the words that ask for its own
)

_SHOWN = r"(?:said|written|shown|stated|described|discussed|covered)"
_THE_PAGE = r"(?:the )?(?:page|slide|p\.|pg\.?) ?(?P<asks>[1-9]\d{0,3})(?:,? (?:of|in|from) (?P<topic>.+?))?"
PAGE = (
    rf"what (?:does|do|did) {_THE_PAGE} {_PROVIDE}",
    rf"what (?:is|are) {_THE_PAGE} about",
    rf"what (?:is|are|was|were)(?: there)?(?: {_SHOWN})? on {_THE_PAGE}",
    rf"(?:show|quote|give|read|explain|describe|summari[sz]e|sum up)(?: me| us)?(?: what is on)? {_THE_PAGE}",
    r"what (?:does|do|did) (?P<topic>.+?) (?:say|state|show|contain|cover|describe) on"
    r" (?:page|slide) (?P<asks>[1-9]\d{0,3})",
    _THE_PAGE,
)

_PARTS = (
    r"(?:\w+ )?(?:goals|objectives|pillars|priorities|strategies|themes|initiatives|recommendations|measures|actions|"
    r"chapters|sections|annexes|articles|principles|targets|options|scenarios|phases|KPIs)"
)
NUMBERED_PARTS = (
    rf"(?:what|which) (?P<asks>{_PARTS}) (?:are|were) (?:there|given|listed|set out|considered|presented|proposed)"
    r"(?: (?:in|under|for|by) (?P<topic>.+))?",
    rf"(?:what|which) (?:are|were) (?:all )?(?:the|its|their) (?P<asks>{_PARTS})"
    r"(?: (?:of|in|under|for) (?P<topic>.+))?",
    r"(?:(?:what|which) (?:are|were)|list|name|show)(?: all)? (?P<topic>[^,]+?)(?:['’]s|(?<=s)['’])"
    rf" (?P<asks>{_PARTS})",
    rf"(?:list|name|enumerate|give me|show me|show) (?:all )?(?:the |its |their )?(?P<asks>{_PARTS})"
    r"(?: (?:of|in|under|for) (?P<topic>.+))?",
    rf"(?:compare|contrast) (?:the |their )?(?P<asks>{_PARTS}) (?:of|in) (?P<topic>.+ (?:and|with|to|versus|vs\.?) .+)",
    rf"how many (?P<asks>{_PARTS}) (?:are there|does it have|are listed)(?: (?:in|under|for) (?P<topic>.+))?",
    rf"how many (?P<asks>{_PARTS}) (?:does|do) (?P<topic>.+?) (?:have|list|set|name|contain|include)",
)
