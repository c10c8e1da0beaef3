"""Words and sentences that must not be read as a stage or an ending of an application; all are invented.

Each was judged before the lexicon was asked: names, wishes, fears, questions, negations, other matters.
"""

ABOUT_SOMETHING_ELSE = (
    "need to reject their offer?|interview my friend who works there|reject list|offer code SAVE10"
    "|applied for a visa|Applied Materials|Offer Nissim|Reject Bikes|Interview Magazine|Final Fantasy team"
    "|Panel Systems|Screening Eagle|Test Kitchen|Hired.com account|Accepted Papers Inc|special offer inside"
    "|offers lunch and gym|they offer good benefits|job offers newsletter|reference letter from Ann|rejection hotline"
    "|interview prep|interview prep book|interview questions list|interview tips from Mia|mock interview"
    "|practice interview with coach|informational interview|exit interview|interview outfit bought|test drive the product"
    "|rejected by the spam filter twice|rejected file format|my loan was rejected|card declined at checkout"
    "|accepted connection request|accepted their cookies|accepted LinkedIn invite from Jo|withdrew money|ghost kitchen"
    "|applied sciences faculty|applied physics|applied maths degree|apply cream|sent flowers|sent connection request"
    "|screen size 27|screen time|phone number missing|panel discussion|final exam week|final version of CV"
    "|offer letter template|interview room B|interviewer was kind|interviewers names|rejecting bad jobs"
    "|Rejects & Sons|call mum|recruiter is on vacation|no open roles|signed NDA|signed up for alerts|landed page broken"
)
NOT_SO = (
    "no interview yet|not interviewed|haven't been rejected yet|not rejected|not rejected yet|never rejected"
    "|no rejection so far|no offer yet|not yet offered|without interview|didn't interview|did not get an interview"
    "|not an offer|not withdrawn|wasn't rejected|isn't rejected|hasn't been rejected|no longer rejected"
    "|interview not scheduled|interview not yet|Interview (not yet)|offer - not yet|not ghosted|no interview"
    "|noch keine Absage|keine Absage|nicht abgelehnt|kein Angebot|noch kein Gespräch|kein Vorstellungsgespräch"
    "|pas de refus|pas refusé|pas encore d'entretien|aucun entretien|pas d'offre|sans entretien"
    "|no rechazado|no me han rechazado|sin entrevista|ninguna entrevista|todavía sin oferta|no hubo entrevista"
    "|não rejeitado|sem entrevista|nenhuma entrevista|sem proposta|ainda sem oferta"
    "|non rifiutata|nessun colloquio|senza colloquio|nessuna offerta|non ancora respinta"
    "|niet afgewezen|geen gesprek|nog geen gesprek|geen aanbod|nog niet afgewezen"
    "|inte nekad|ingen intervju|ej intervju|inget erbjudande|inget avslag|ei haastattelua|ei tarjousta|ei hylätty"
    "|nie odrzucono|bez rozmowy|brak rozmowy|brak oferty|没有面试|没被拒|还没面试|未面试|不是offer|沒有面試|没有被拒绝"
    "|面接なし|まだ面接していない|不採用ではない|لا مقابلة|لم يتم رفضي|بدون مقابلة|ikke afslag|ingen samtale"
    "|mülakat yok|не отказали|без собеседования|нет оффера|면접 없음"
)
ONLY_THOUGHT_OF = (
    "waiting to be rejected lol|waiting for rejection|expecting rejection|probably rejected|maybe rejected"
    "|might get rejected|may reject|likely rejected|assume rejected|rejected?|Rejected ??|offer?|interview?|ghosted?"
    "|hoping for an interview|hope for offer|if rejected, reapply|if they offer, negotiate|should I withdraw"
    "|thinking about withdrawing|will withdraw|want to withdraw|could be an offer|almost rejected|nearly got an offer"
    "|have to reject|about to interview them|ready to accept|would accept an offer|supposed to interview"
    "|vielleicht Absage|wahrscheinlich abgelehnt|hoffe auf Einladung|falls Absage, nachfragen|Absage?|wohl abgelehnt"
    "|peut-être refusé|probablement refusée|j'espère un entretien|refusé ?|si refus, relancer"
    "|quizás rechazado|probablemente rechazada|espero entrevista|¿rechazado?|talvez rejeitado|provavelmente recusado"
    "|forse rifiutato|probabilmente scartata|misschien afgewezen|waarschijnlijk afgewezen|kanske avslag|ehkä hylätty"
    "|może odrzucone|可能被拒|应该挂了|希望拿到offer|想要面试|たぶん不採用|不採用かも|ربما مرفوض|наверное отказ|아마 탈락"
)
NEARLY_THE_SAME = (
    "aplazado|aplazada|other|reflected|injected|elected|selected|excepted|interviewer|overview|applicant|offset"
    "|coffer|affirmed|reused|screaming|hosted|posted|refined|appraised|rejecter|assigned|assignee|internal|international"
    "|intervention|entretenu|refugié|abgefragt|abgeholt|abgelegt|abgestellt|angeboten wird|recargado|rebajado|reajustado"
    "|rifinito|rispettata|opgewezen|aangewezen|aangekomen|offert|interview-kaffee|mi|no|ok|x|Appel|Apple|Wire"
)
DOUBTFUL = (
    "Interview cancelled|interview canceled by them|Offer withdrawn|they withdrew|company withdrew|Offer expired"
    "|Offer → rejected|Gespräch abgesagt|entretien annulé|entrevista cancelada|colloquio annullato|gesprek geannuleerd"
    "|面试取消|interview postponed"
)
