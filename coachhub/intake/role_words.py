"""Whether a text reads like the name of a job, where nothing else says which of two texts is the role."""

import re
from typing import Final

ROLES: Final = re.compile(
    r"(?i)\b(?:\w*engineer|\w*develop(?:er|ment)|\w*manager(?:in)?|(?:\w*design(?:er|erin)?)|\w*analyst\w*|assist\w*"
    r"|intern(?:ship)?|trainee|apprentice|specialist\w*|consult\w+|\w*director|\w*lead|\w*officer|\w*scientist"
    r"|teacher|tutor|nurse|\w*cook|chef|baker|driver|cleaner|waiter|waitress|clerk|cashier|barista|\w*sales\w*|marketing"
    r"|account(?:ant|ing|s)|programmer|architect\w*|technician|operator|coordinator|representative|associate|advis[eo]r"
    r"|head of|editor|writer|researcher|\w*admin(?:istrator|istration)?|recruiter|receptionist|security guard"
    r"|\w*ingenieur(?:in)?|\w*entwickler(?:in)?|\w*leiter(?:in)?|\w*berater(?:in)?|k[oö]ch(?:in)?|b[aä]cker(?:in)?"
    r"|\w*fahrer(?:in)?|\w*kauf(?:mann|frau)|\w*verk[aä]ufer(?:in)?|werkstudent(?:in)?|praktik\w+|sachbearbeiter(?:in)?"
    r"|ing[eé]nieure?|d[eé]veloppeu\w+|responsable|charg[eé]e?|cuisini[eè]re?|boulang[eè]re?|vendeu\w+|stag(?:e|iaire)"
    r"|ingenier[oa]|desarrollador\w*|cociner[oa]|t[eé]cnic[oa]|gerente|analista|asistente|vendedor\w*"
    r"|engenheir[oa]|desenvolvedor\w*|cozinheir[oa]|assistente|est[aá]gi\w+|sviluppat\w+|impiegat[oa]|cuoc[oa]|tirocin\w+"
    r"|ontwikkelaar|kok|medewerker|adviseur|utvecklare|kock|s[aä]ljare|kokki|kehitt[aä]j[aä]|myyj[aä]"
    r"|programista|kucharz|specjalist\w+|kierownik)\b"
    r"|工程师|经理|开发|厨师|会计|面包师|エンジニア|調理師|開発|مهندس|محاسب|طباخ"
)


def reads_like_role(text: str) -> bool:
    """Whether a text has a word that names of jobs have."""
    return ROLES.search(text[:200]) is not None
