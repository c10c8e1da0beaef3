"""Wordings of people in many languages, each judged before the lexicon was asked; all are invented.

Keys are meanings as `choices.name_meaning` writes them.
"""

UNDERSTOOD = {
    "saved": (
        "Wish list|To apply|Not applied yet|Haven't applied|Want to apply|1. To apply|⭐ Saved|SAVED|to_apply"
        "|Still need to apply|Noch bewerben|Noch nicht beworben|Zu bewerben|Gemerkt|Merkliste|In Vorbereitung"
        "|À postuler|Pas encore postulé|À envoyer|Enregistrée|Por aplicar|Pendiente de enviar|Guardada"
        "|Sin aplicar|A candidatar|Salvo|Ainda não me candidatei|Não enviado|Da candidarsi|Da inviare|Salvati"
        "|Nog solliciteren|Nog niet gesolliciteerd|Bewaard|Att söka|Ej sökt|Sparad|Inte sökt än|Tallennettu"
        "|En ole hakenut|Aion hakea|Do wysłania|Zapisane|Jeszcze nie wysłano|想投|待投递|还没投|未投遞|收藏"
        "|未応募|応募予定|気になる|محفوظ|لم أقدم بعد|سأقدم|Gemt|Ikke søkt|Kaydedildi|Не отправлено|Chci se přihlásit"
    ),
    "applied": (
        "Applied|APPLIED!|applied ✅|2. Applied|Applied (5)|Applied on 12/3|Applied via LinkedIn|Applied on Indeed"
        "|aplied|Appplied|Application sent|application_submitted|ApplicationSent|CV sent|Sent CV|Under review"
        "|Submitted application|In review|Applied - waiting|Waiting to hear back|Viewed|Resume submitted"
        "|Applied 03/04/2026|Beworben|Beworben am 12.03.|Bewerbung abgeschickt|bewerbung verschickt"
        "|Eingangsbestätigung erhalten|Eingangsbestaetigung|In Bearbeitung|Warte auf Rückmeldung|Wird geprüft"
        "|Postulé|Candidature envoyée|J'ai postulé|Postulée|CV envoyé|En attente de réponse|Dossier envoyé"
        "|En cours d'étude|Aplicado|Postulado|Solicitud enviada|CV enviado|Postulación enviada|En revisión"
        "|Esperando respuesta|Candidatado|Inscrita|Candidatura enviada|Currículo enviado|Em análise"
        "|Aguardando retorno|Candidatei-me|Candidatura inviata|CV inviato|Inviata|In attesa di riscontro"
        "|Mi sono candidata|Gesolliciteerd|Sollicitatie verstuurd|CV gestuurd|In behandeling|Wacht op reactie"
        "|Sökt|Ansökt|Ansökan skickad|Har sökt|Skickad ansökan|Väntar på svar|Haettu|Hakemus lähetetty"
        "|Lähetetty|Odottaa vastausta|Aplikowałem|Wysłano CV|Wysłane|CV wysłane|Aplikacja wysłana"
        "|Oczekuje na odpowiedź|已投递|已投簡歷|投了|简历已投|已申請|已投履歷|等回复|投递成功|応募済|応募しました"
        "|書類選考中|書類提出済み|エントリー済み|تم التقديم|قدمت|تم إرسال السيرة الذاتية|قيد المراجعة|بانتظار الرد"
        "|Ansøgt|Ansøgning sendt|Søkt|Søknad sendt|Başvuruldu|Başvurdum|Отправлено|Откликнулся|Резюме отправлено"
        "|지원함|지원 완료|서류 제출|Odesláno|Životopis odeslán"
    ),
    "screening": (
        "Phone screen|phone_screen|Phone screening|PhoneScreen|Recruiter call|Recruiter screen scheduled"
        "|HR screen|Intro call|Screening call ☎️|Screened|Call with recruiter|HR round|Telefonat mit HR"
        "|Kennenlerngespräch|Telefonisches Vorgespräch|HR-Telefonat|Préqualification téléphonique|Appel RH"
        "|Échange RH|Entretien RH|Llamada con RRHH|Entrevista con RRHH|Filtro telefónico|Triagem"
        "|Conversa com RH|Entrevista com o RH|Colloquio HR|Telefonata HR|Colloquio conoscitivo"
        "|Kennismakingsgesprek|Telefonisch gesprek HR|Telefonintervju HR|HR-samtal|Puhelinhaastattelu HR"
        "|HR-haastattelu|Rozmowa z HR|Rozmowa wstępna|HR面|HR电话|電話篩選|カジュアル面談|人事面談"
        "|مقابلة الموارد البشرية|مكالمة تعارف|İK görüşmesi|Звонок HR|Собеседование с HR|HR 면접"
    ),
    "assessment": (
        "OA|Online assessment|OA done|Take-home|Take home assignment|Coding test|HackerRank|Tech test|Case study"
        "|Assessment center|Skills test|Online-Test|Probeaufgabe|Einstellungstest|Assessment-Center"
        "|Test technique|Étude de cas|Mise en situation|Prueba técnica|Prueba de código|Evaluación técnica"
        "|Teste técnico|Desafio técnico|Teste de lógica|Prova tecnica|Test attitudinale|Test tecnico"
        "|Praktijkopdracht|Assessment|Technische test|Arbetsprov|Kodtest|Rekryteringstest|Soveltuvuustesti"
        "|Koodaustehtävä|Ennakkotehtävä|Zadanie rekrutacyjne|Test online|Zadanie domowe|笔试|在线笔试|筆試"
        "|测评|適性検査|Webテスト|コーディングテスト|اختبار تقني|اختبار|Kodeopgave|Тестовое задание|코딩 테스트"
    ),
    "interview": (
        "Interview|INTERVIEWING|interviewed|Interview (2)|3 - Interview|Interview scheduled|Interview 12 May"
        "|1st interview|First round|Second interview|2nd round|Technical interview|tech_interview"
        "|Interview with Sarah|Interview w/ hiring manager|Interveiw|Video interview|Zoom interview|Interviews"
        "|Interview booked for 3pm|Invited for interview|Got an interview!|Had interview|Round 2|HM round"
        "|Vorstellungsgespräch|Vorstellungsgespraech|Einladung zum Gespräch|Zum Gespräch eingeladen"
        "|2. Gespräch|Zweitgespräch|Erstgespräch|Interview geplant|Telefoninterview|Fachgespräch"
        "|Entretien|Entretien prévu|1er entretien|Deuxième entretien|Entretien passé|Entretien le 12/03"
        "|Entretien visio|Entretien technique|Convoquée en entretien|Entrevista|2ª entrevista|Primera entrevista"
        "|Entrevista técnica|Entrevistada|Entrevista agendada|Citada a entrevista|Entrevista marcada"
        "|1ª entrevista|Segunda entrevista|Entrevista com gestor|Entrevistado|Colloquio|Primo colloquio"
        "|Colloquio fissato|2° colloquio|Colloquio di lavoro|Convocato a colloquio|Gesprek gepland|Eerste gesprek"
        "|2e gesprek|Uitgenodigd voor gesprek|Op gesprek|Intervju|Andra intervjun|Kallad till intervju"
        "|Bokad intervju|Haastattelu|Kutsuttu haastatteluun|Toinen haastattelu|1. haastattelu|Videohaastattelu"
        "|Rozmowa kwalifikacyjna|Druga rozmowa|Zaproszenie na rozmowę|Rozmowa techniczna|面试|一面|二面|面試中"
        "|约面试|收到面试|技术面|一次面接|二次面接|面接|面接予定|مقابلة|المقابلة الأولى|مقابلة فنية|مقابلة عمل"
        "|Jobsamtale|Til samtale|Intervju avtalt|Mülakat|Görüşme|Собеседование|Приглашение на собеседование"
        "|면접|1차 면접|Pohovor|Druhé kolo"
    ),
    "final": (
        "Final round|Final interview|Finals|Onsite|On-site|Panel interview|Superday|3rd round|Third interview"
        "|Final stage|CEO interview|Reference check|Endrunde|Letztes Gespräch|Drittes Gespräch|3. Gespräch"
        "|Entretien final|Dernier entretien|3ème entretien|Entrevista final|Última entrevista|Ronda final"
        "|Terceira entrevista|Última etapa|Colloquio finale|Terzo colloquio|Laatste ronde|Derde gesprek"
        "|Slutintervju|Tredje intervjun|Sista intervjun|Loppuhaastattelu|Viimeinen haastattelu|Ostatni etap"
        "|Finałowa rozmowa|终面|三面|終面|最終面接|三次面接|المقابلة النهائية|مقابلة نهائية|Son görüşme"
        "|Финальное собеседование|최종 면접"
    ),
    "offer": (
        "Offer|Offer!|OFFER RECEIVED 🎉|Offer received!!|Job offer|Verbal offer|Got an offer|Offered|Offer pending"
        "|Negotiating|Angebot|Angebot erhalten|Jobangebot|Vertragsangebot|Offre|Offre reçue|Proposition d'embauche"
        "|Promesse d'embauche|Oferta|Oferta recibida|Me hicieron oferta|Proposta|Proposta recebida|Recebi proposta"
        "|Offerta|Offerta ricevuta|Proposta di assunzione|Aanbod|Aanbod gekregen|Aanbieding|Erbjudande"
        "|Fått erbjudande|Jobberbjudande|Työtarjous|Tarjous|Tarjous saatu|Oferta pracy|Otrzymano ofertę"
        "|收到offer|录用|offer谈薪|錄取|内定|オファー|内定通知|عرض عمل|تم استلام العرض|Tilbud|Jobtilbud|İş teklifi|Оффер"
        "|합격|Nabídka"
    ),
    "accepted": (
        "Accepted|Accepted!|Offer accepted|Accepted offer|Accepted the offer|Hired|HIRED!!|Signed|Got the job"
        "|Offer signed|Zusage|Angenommen|Angebot angenommen|Vertrag unterschrieben|Eingestellt|Embauchée|Embauché"
        "|Offre acceptée|Contrat signé|Contratada|Oferta aceptada|Contrato firmado|Contratado|Proposta aceita"
        "|Assunta|Offerta accettata|Contratto firmato|Aangenomen|Aanbod geaccepteerd|Contract getekend|Anställd"
        "|Tackat ja|Accepterat|Palkattu|Hyväksytty tarjous|Sain paikan|Zatrudniony|Przyjęta oferta|已入职|接offer"
        "|已錄取並接受|内定承諾|入社決定|تم القبول|قبلت العرض|Ansat|İşe alındım|Принят|Принял оффер|입사 확정|Přijat"
    ),
    "declined": (
        "Declined offer|Offer declined|Rejected offer|Rejected the offer|Rejected their offer|Turned down the offer"
        "|Offer rejected by me|I declined their offer|Said no to the offer|Angebot abgelehnt|Ich habe abgelehnt: Angebot"
        "|Offre refusée|Offre déclinée|J'ai refusé l'offre|Oferta rechazada|Rechacé la oferta|Proposta recusada"
        "|Recusei a proposta|Offerta rifiutata|Ho rifiutato l'offerta|Aanbod afgewezen|Aanbod geweigerd"
        "|Tackat nej till erbjudande|Kieltäydyin tarjouksesta|Odrzuciłam ofertę|拒了offer|已拒offer|婉拒offer|内定辞退"
        "|رفضت العرض|Отказался от оффера"
    ),
    "rejected": (
        "Rejected|REJECTED|rejected.|rejected :(|❌ Rejected|Rejected 12/3|5 - Rejected|Rejected (3)|reeejected"
        "|Rejceted|rejcted|Got rejected|Was rejected|Rejection|Rejection email|Rejection letter|Rejected by email"
        "|Rejected by hiring manager|They rejected me|Turned me down|Not selected|Not a match|Unsuccessful|Denied"
        "|Not moving forward|Did not get it|Didn't get the job|No longer under consideration|Went with another candidate"
        "|not_selected|NotSelected|Declined by employer|Regret email|Abgesagt|Absage|Absage erhalten|Absage bekommen"
        "|Absage per Mail|Leider Absage|Abgelehnt|Nicht berücksichtigt|Nicht beruecksichtigt|Ablehnung"
        "|Wurde abgelehnt|Anderer Bewerber|Absagen|Standardabsage|Refusé|Refusée|Refus|REFUS|Refusés|Refus reçu"
        "|Non retenu|Non retenue|Pas retenue|Candidature refusée|Réponse négative|Rejeté|Candidature non retenue"
        "|Rechazado|Rechazada|RECHAZADOS|Me rechazaron|No seleccionada|Descartado|Descartada|Rechazo"
        "|Candidatura rechazada|No pasé|Proceso: descartado|Rejeitado|Rejeitada|Reprovado|Reprovada|Recusado"
        "|Não selecionado|Não passei|Não aprovada|Negativa|Rifiutato|Rifiutata|Respinta|Scartato|Scartata"
        "|Non selezionato|Candidatura respinta|Esito negativo|Non idonea|Afgewezen|Afwijzing|Niet geselecteerd"
        "|Niet aangenomen|Afgewezen per mail|Afwijzing ontvangen|Avslag|Fick avslag|Nekad|Fått nej|Avböjd av företaget"
        "|Ej utvald|Gick inte vidare|Hylätty|Hylsy|Ei valittu|Sain hylsyn|Kielteinen päätös|Odrzucony|Odrzucona"
        "|Odrzucono|Odmowa|Odmowna odpowiedź|Negatywna|已拒|被拒|被拒了|挂了|挂|已拒绝|未通过|沒錄取|未錄取|感谢信"
        "|不採用|お祈り|お祈りメール|不合格|落選|見送り|مرفوض|تم الرفض|رفض|لم يتم اختياري|Afslag|Fik afslag|Avslått"
        "|Reddedildi|Olumsuz|Отказ|Отказали|Отклонено|불합격|탈락|Zamítnuto|Odmítnuto"
    ),
    "rejected:screening": (
        "Rejected after phone screen|phone screen → rejected|Rejected after recruiter call|Absage nach HR-Gespräch"
        "|Refusée après entretien RH|HR面挂"
    ),
    "rejected:assessment": (
        "OA done, rejected|Rejected after OA|Failed the technical test|Failed OA|Absage nach Einstellungstest"
        "|Refusé après test technique|Rechazado tras prueba técnica|Reprovado no teste técnico|笔试挂|笔试未通过"
        "|適性検査 不合格"
    ),
    "rejected:interview": (
        "Rejected after interview|Rejected after 2nd round|Interview - rejected|Interviewed, rejected"
        "|Rejected post interview|rejected following interview|Rejected (after interview with Bob)"
        "|Absage nach Erstgespräch|Absage nach dem Vorstellungsgespräch|Nach Gespräch abgelehnt"
        "|Nach dem 2. Gespräch abgesagt|Refusé après entretien|Refus après 2e entretien|Non retenue suite entretien"
        "|Rechazado tras entrevista técnica|Rechazada después de la entrevista|Descartado tras entrevista"
        "|Reprovado na entrevista|Rejeitada após entrevista|Scartato dopo il colloquio|Rifiutata dopo colloquio"
        "|Afgewezen na gesprek|Afgewezen na eerste gesprek|Avslag efter intervju|Nej efter intervju"
        "|Hylätty haastattelun jälkeen|Odrzucony po rozmowie|Odmowa po rozmowie kwalifikacyjnej|面试后被拒|面试挂"
        "|一面挂|二面被拒|面試後被拒|面试未通过|一次面接で不合格|面接後不採用|面接落ち|تم الرفض بعد المقابلة"
        "|مرفوض بعد المقابلة|Afslag efter samtale|Отказ после собеседования|면접 후 불합격|Mülakat sonrası reddedildi"
    ),
    "rejected:final": (
        "rejected (after onsite!)|Rejected after final round|Rejected in final round|Final interview, rejected"
        "|Absage nach Endrunde|Refusée après entretien final|终面挂|最終面接で不採用"
    ),
    "rejected:offer": "Offer rescinded|Offer revoked|Rescinded offer|Offer pulled|Angebot zurückgezogen",
    "withdrawn": (
        "Withdrawn|Withdrew|I withdrew|Withdrawn by me|Withdrew my application|Withdrew before interview"
        "|Declined interview|Declined the interview|Declined to interview|Turned down interview|Accepted another offer"
        "|Accepted other offer|Took another job|No longer interested|I pulled out|Dropped out|I declined|I passed"
        "|Withdrwan|Zurückgezogen|Bewerbung zurückgezogen|Selbst abgesagt|Von mir abgesagt|Zurueckgezogen"
        "|Ich habe abgesagt|Gespräch abgesagt von mir|Retirée|Candidature retirée|Je me suis désistée|J'ai décliné"
        "|Désistement|Retirado|Me retiré|Retiré mi candidatura|Desistí|Renuncié al proceso|Desisti|Desistência"
        "|Retirei a candidatura|Ritirata|Mi sono ritirato|Candidatura ritirata|Ho rinunciato|Ingetrokken"
        "|Zelf teruggetrokken|Ik heb me teruggetrokken|Tillbakadragen|Dragit tillbaka ansökan|Tackat nej till intervju"
        "|Vedetty pois|Peruin hakemuksen|Peruutin hakemuksen|Wycofana|Wycofałem się|Zrezygnowałam|Rezygnacja|放弃"
        "|主动放弃|撤回|已撤回申请|放棄|辞退|選考辞退|面接辞退|انسحبت|سحبت الطلب|Trukket tilbage|Trakk søknaden"
        "|Geri çektim|Отозвал|지원 취소|Stáhl jsem"
    ),
    "withdrawn:interview": "Withdrew after interview|Zurückgezogen nach Vorstellungsgespräch|Retirée après entretien",
    "no_response": (
        "No response|No reply|no response yet|Ghosted|ghosted 👻|Ghosted!!|👻|Never heard back|Haven't heard back"
        "|Applied - no response|applied, no answer|Radio silence|NoResponse|no_response|Noresponse"
        "|Keine Antwort|Keine Rückmeldung|Keine Rueckmeldung|Nie wieder gehört|Keine Reaktion|Nichts gehört"
        "|Beworben, keine Antwort|Sans réponse|Pas de réponse|Aucune réponse|Aucun retour|Sans retour|Sin respuesta"
        "|No contestaron|Ninguna respuesta|Nunca respondieron|Sem resposta|Sem retorno|Nunca responderam"
        "|Nessuna risposta|Mai risposto|Nessun riscontro|Senza riscontro|Geen reactie|Geen antwoord|Niets meer gehoord"
        "|Nooit iets gehoord|Inget svar|Aldrig hört något|Ingen återkoppling|Ei vastausta|Ei vastattu|Ei kuulunut mitään"
        "|Brak odpowiedzi|Cisza|Nie odpowiedzieli|没有回复|无回复|没回音|已读不回|無回覆|連絡なし|返信なし|音沙汰なし"
        "|لا يوجد رد|لم يتم الرد|بدون رد|Intet svar|Ingen svar|Cevap yok|Dönüş olmadı|Без ответа|Нет ответа|무응답"
        "|연락 없음|Bez odpovědi"
    ),
    "no_response:screening": "Ghosted after phone screen|Phone screen, no response|Keine Rückmeldung nach Telefonat",
    "no_response:interview": (
        "Ghosted after interview|Interview - no response|Keine Rückmeldung nach Vorstellungsgespräch"
        "|Sans réponse après entretien|Sin respuesta tras la entrevista|Geen reactie na gesprek|面试后无回复"
    ),
    "no_response:final": "ghosted after final|Ghosted after final round|Ghosted after the onsite",
    "open": (
        "Pending|On hold|In progress|Ongoing|Archived|ARCHIVED|Closed|Position filled|Position cancelled|Role cancelled"
        "|Position on hold|Req closed|Job closed|Expired|Hiring freeze|Laufend|Offen|Ausstehend|Stelle besetzt"
        "|Pausiert|Archiviert|En cours|En pause|Clôturée|Archivée|Poste pourvu|En curso|En pausa|Cerrada|Archivada"
        "|Vacante cubierta|Em andamento|Pendente|Encerrada|Arquivada|Vaga encerrada|In corso|In sospeso|Chiusa"
        "|Archiviata|Posizione chiusa|Lopend|In de wacht|Gesloten|Gearchiveerd|Pågående|Vilande|Stängd|Arkiverad"
        "|Kesken|Odottaa|Suljettu|Arkistoitu|W toku|W trakcie|Zamknięta|Zarchiwizowane|进行中|待定|已关闭|已归档"
        "|進行中|選考中|保留|募集終了|قيد الانتظار|جاري|مغلق|مؤرشف|Afventer|Pågår|Devam ediyor|В процессе|진행 중|Probíhá"
    ),
}
