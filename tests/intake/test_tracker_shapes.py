"""A table of small invented trackers: each rule is a sentence, with what reading must give.

`expect` names: verdict, stages and outcomes (zero counts left out), dated, first, importable, problems
(rows), asks (kinds of questions that must be there).
"""

from typing import Any

import pytest

from coachhub.intake import describe_tracker
from tests.intake.invented_files import read_text

A, S = "applications", "saved"
SHAPES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "the job applications of a LinkedIn export are all applied and open",
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
        '"3/24/23, 4:11 PM",me@example.org,555,Acme,Baker,http://www.linkedin.com/jobs/view/123456,cv.pdf,"Visa?:No | Pay?:1"\n'
        '"11/2/24, 8:15 AM",me@example.org,555,Birch,Cook,http://www.linkedin.com/jobs/view/123457,cv.pdf,\n',
        {"verdict": A, "stages": {"applied": 2}, "outcomes": {"open": 2}, "dated": 2, "first": "2023-03-24"},
    ),
    (
        "the saved jobs of a LinkedIn export are bookmarks, and their day is no applied date",
        'Saved Date,Job Url,Job Title,Company Name\n"3/24/23, 4:11 PM",http://www.linkedin.com/jobs/view/1,Baker,Acme\n',
        {"verdict": S, "stages": {"saved": 1}, "outcomes": {}, "dated": 0},
    ),
    (
        "a Simplify export keeps SAVED apart, N/A empty and archived open",
        "Job Title,Company Name,Location,Job URL,Applied Date,Status,Status Date,Archived,Date Archived,Notes,job_type\n"
        "PM,Acme,NY,https://example.org/1,2026-03-13,APPLIED,2026-03-13,Yes,2026-04-01,,Full-time\n"
        "PM,Birch,NY,https://example.org/2,N/A,SAVED,2026-03-13,No,N/A,,Full-time\n"
        "PM,Cedar,NY,https://example.org/3,2026-03-13,INTERVIEWING,2026-03-20,No,N/A,,Full-time\n"
        "PM,Dorn,NY,https://example.org/4,2026-03-13,REJECTED,2026-03-25,No,N/A,,Full-time\n",
        {
            "stages": {"saved": 1, "applied": 2, "interview": 1},
            "outcomes": {"open": 2, "rejected": 1},
            "asks": {"archived", "unknown_stages"},
        },
    ),
    (
        "a Huntr board: a wish list is saved, lists are stages",
        "Title,Company,List,Date Added,Job Post Url\nBaker,Acme,Wishlist,2026-01-02,\nCook,Birch,Applied,2026-01-02,\n"
        "Chef,Cedar,Phone Screen,2026-01-02,\n",
        {"stages": {"saved": 1, "applied": 1, "screening": 1}, "dated": 0, "asks": {"added_dates"}},
    ),
    (
        "a Teal-like sheet: Applying is saved, Accepted is an offer that was accepted",
        "Company,Job Position,Status,Date Applied,Date Saved\nAcme,Baker,Applying,,05/01/2026\n"
        "Birch,Cook,Accepted,05/20/2026,05/01/2026\nCedar,Cook,Bookmarked,,05/01/2026\n",
        {"stages": {"saved": 2, "offer": 1}, "outcomes": {"accepted": 1}, "first": "2026-05-20"},
    ),
    (
        "a JobSync export: applied is a column of Yes and No, and a further status wins over No",
        "index,createdAt,applied,appliedDate,Company,JobTitle,jobType,Status\n1,2026-01-01,Yes,2026-01-02,Acme,Baker,Full Time,Applied\n"
        "2,2026-01-01,No,N/A,Birch,Cook,Full Time,Draft\n3,2026-01-01,No,N/A,Cedar,Cook,Full Time,Interview\n",
        {"stages": {"applied": 1, "saved": 1, "interview": 1}},
    ),
    (
        "a Notion table with emoji and a deadline that is not an applied date",
        "Company Name,Position,Status,Priority,Application Date,Deadline,Next Action Date,Job URL\n"
        'Acme,Baker,🎯 Researching,High,,2026-07-01,,\nBirch,Cook,📞 Phone Screen,Low,"March 3, 2026",2026-07-01,2026-06-20,\n'
        'Cedar,Cook,❌ Rejected,Low,"March 4, 2026",,,\n',
        {"stages": {"saved": 1, "screening": 1, "applied": 1}, "first": "2026-03-03", "dated": 2},
    ),
    (
        "a German sheet with semicolons, points in dates and a day of the answer",
        "Firma;Stelle;Beworben am;Status;Absage am\nAcme GmbH;Bäcker;03.04.2026;Absage nach Vorstellungsgespräch;20.04.2026\n"
        "Birke AG;Koch;05.04.2026;Eingang bestätigt;\nZeder KG;Koch;;gemerkt;\n",
        {
            "stages": {"interview": 1, "applied": 1, "saved": 1},
            "outcomes": {"rejected": 1, "open": 1},
            "first": "2026-04-03",
        },
    ),
    (
        "a French sheet",
        "Entreprise;Poste;Date de candidature;Statut\nDupont;Boulanger;03/04/2026;Envoyée\nMartin;Cuisinier;13/04/2026;Refusée\n"
        "Petit;Cuisinier;14/04/2026;Entretien\n",
        {
            "stages": {"applied": 2, "interview": 1},
            "outcomes": {"open": 2, "rejected": 1},
            "first": "2026-04-03",
        },
    ),
    (
        "a Spanish sheet",
        "Empresa,Puesto,Fecha de aplicación,Estado\nSol,Panadero,03/04/2026,Enviado\nLuna,Cocinero,14/04/2026,Sin respuesta\n",
        {"stages": {"applied": 2}, "outcomes": {"open": 1, "no_response": 1}, "first": "2026-04-03"},
    ),
    (
        "a Portuguese sheet",
        "Empresa,Vaga,Data da candidatura,Situação\nSol,Padeiro,03/04/2026,Enviada\nLua,Cozinheiro,14/04/2026,Entrevista\n",
        {"stages": {"applied": 1, "interview": 1}, "first": "2026-04-03"},
    ),
    (
        "an Italian sheet",
        "Azienda;Posizione;Data candidatura;Stato\nSole;Fornaio;03/04/2026;Inviata\nLuna;Cuoco;14/04/2026;Colloquio\n",
        {"stages": {"applied": 1, "interview": 1}, "first": "2026-04-03"},
    ),
    (
        "a Dutch sheet",
        "Bedrijf;Functie;Sollicitatiedatum;Status\nZon;Bakker;03-04-2026;Gesolliciteerd\nMaan;Kok;14-04-2026;Afgewezen\n",
        {"stages": {"applied": 2}, "outcomes": {"open": 1, "rejected": 1}, "first": "2026-04-03"},
    ),
    (
        "a Chinese sheet",
        "公司,岗位,投递时间,当前状态\n星,面包师,2026-04-03,已投递\n月,厨师,2026-04-04,二面\n日,厨师,2026-04-05,简历挂\n",
        {"stages": {"applied": 2, "interview": 1}, "outcomes": {"open": 2, "rejected": 1}},
    ),
    (
        "a column per stage: yes reaches it, n/a and blank do not, a rejection keeps the furthest stage",
        "Company,Role,Applied Date,Phone Screen,Onsite,Result\nAcme,Baker,2026-01-05,yes,yes,Rejected\n"
        "Birch,Cook,2026-01-06,n/a,,Rejected\nCedar,Cook,2026-01-07,yes,,\n",
        {
            "stages": {"final": 1, "applied": 1, "screening": 1},
            "outcomes": {"rejected": 2, "open": 1},
            "asks": set(),
        },
    ),
    (
        "a column per stage with dates",
        "Company,Role,Date Applied,Date Phone Screen,Date Technical Interview,Date Offer\n"
        "Acme,Baker,2026-01-05,2026-01-10,2026-01-15,2026-01-20\nBirch,Cook,2026-01-06,,,\n",
        {"stages": {"offer": 1, "applied": 1}, "outcomes": {"open": 2}},
    ),
    (
        "an unticked box is not a rejection",
        "Company,Role,Applied,Interview,Offer\nAcme,Baker,TRUE,TRUE,FALSE\nBirch,Cook,TRUE,FALSE,FALSE\nCedar,Cook,FALSE,FALSE,FALSE\n",
        {"stages": {"interview": 1, "applied": 1, "saved": 1}, "outcomes": {"open": 2}},
    ),
    (
        "a no beside blanks, in a sheet without statuses, is a statement: it ended before that stage",
        "Company,Role,HR Call,Hiring Manager Interview,Panel Interview\nAcme,Baker,Y,N,\nBirch,Cook,Y,Y,Y\nCedar,Cook,,,\n",
        {"stages": {"screening": 1, "final": 1, "applied": 1}, "outcomes": {"rejected": 1, "open": 2}},
    ),
    (
        "a blank result is open and never no response",
        "Company,Role,Date,Result\nAcme,Baker,2026-01-05,\nBirch,Cook,2026-01-06,Ghosted\n",
        {"outcomes": {"open": 1, "no_response": 1}},
    ),
    (
        "archived says nothing about how it ended",
        "Company,Role,Date Applied,Status\nAcme,Baker,2026-01-05,Archived\nBirch,Cook,2026-01-06,Applied\n",
        {"stages": {"applied": 2}, "outcomes": {"open": 2}, "asks": {"archived"}},
    ),
    (
        "a status column about the advert is not about the application",
        "Company,Role,Date Applied,Status\nAcme,Baker,2026-01-05,Open\nBirch,Cook,2026-01-06,Closed\n",
        {"stages": {"applied": 2}, "outcomes": {"open": 2}, "asks": {"posting_status"}},
    ),
    (
        "a column called Open/Closed is about the advert",
        "Company,Role,Date Applied,Outcome,Open/Closed\nAcme,Baker,2026-01-05,Rejected,Closed\nBirch,Cook,2026-01-06,,Open\n",
        {"outcomes": {"rejected": 1, "open": 1}},
    ),
    (
        "open without a day of application is a bookmark, with one it is an open application",
        "Company,Role,Date Applied,Status\nAcme,Baker,,open\nBirch,Cook,2026-01-06,open\nCedar,Cook,2026-01-06,rejected\n",
        {
            "stages": {"saved": 1, "applied": 2},
            "outcomes": {"open": 1, "rejected": 1},
            "asks": {"unclear_status"},
        },
    ),
    (
        "an unknown status word asks and stays open at the furthest stage known",
        "Company,Role,Date Applied,Status,Phone Screen\nAcme,Baker,2026-01-05,Zorgle,yes\nBirch,Cook,2026-01-06,Applied,\n",
        {"stages": {"screening": 1, "applied": 1}, "outcomes": {"open": 2}, "asks": {"status"}},
    ),
    (
        "two status columns add up: how far it got, and how it ended",
        "Company,Role,Date,Progress,Decision\nAcme,Baker,2026-01-05,interview,Not Selected\nBirch,Cook,2026-01-06,application,Pending\n"
        "Cedar,Cook,2026-01-06,not submitted,Pending\n",
        {"stages": {"interview": 1, "applied": 1, "saved": 1}, "outcomes": {"rejected": 1, "open": 1}},
    ),
    (
        "a row with a company name and nothing else is a wish",
        "Company,Role,Date Applied,Result\nAcme,Baker,2026-01-05,\nBirch,,,\n",
        {"stages": {"applied": 1, "saved": 1}},
    ),
    (
        "a bookmark in a sheet that writes Applied is a row without status and date",
        "Company,Role,Status,Date Applied\nAcme,Baker,Applied,2026-01-05\nBirch,Cook,,\n",
        {"stages": {"applied": 1, "saved": 1}},
    ),
    (
        "waiting to apply and rejected at once stays saved and is a problem",
        "Company,Role,Stage,Rejected\nAcme,Baker,Waiting to apply,True\nBirch,Cook,Waiting to apply,False\n",
        {"verdict": S, "stages": {"saved": 2}, "problems": 1},
    ),
    (
        "an interview date that a program filled into every row reaches no stage",
        "Company,Role,Date Applied,Status,Interview Date\n"
        + "".join(f"Acme {n},Baker,2026-01-0{n},Applied,2026-02-01\n" for n in range(1, 8)),
        {"stages": {"applied": 7}, "asks": {"default_filled"}},
    ),
    (
        "a title and comments above the header are skipped",
        "My job search 2026,,,\n# Company, Role and so on\n,,,\nCompany,Role,Date Applied,Status\nAcme,Baker,2026-01-05,Applied\n",
        {"stages": {"applied": 1}, "importable": 1},
    ),
    (
        "a header with slips of the pen is recognised",
        "Compnay Name,Postion Title,Date Aplied,Staus\nAcme,Baker,2026-01-05,Rejected\n",
        {"outcomes": {"rejected": 1}, "dated": 1},
    ),
    (
        "the apostrophe guard is taken off, and formula-like text stays text",
        "Company,Role,Date Applied,Status\n'=SUM(A1),'+Baker,2026-01-05,Applied\n",
        {"importable": 1},
    ),
    (
        "dittos name the company above",
        "Company,Role,Status\nAcme,Baker,Watching\n↳,Cook,Watching\n",
        {"verdict": S, "stages": {"saved": 2}, "asks": {"postings"}},
    ),
    (
        "columns of yes and no about hearing back: denied is a rejection, in progress is open",
        "company,position,dateApplied,heardBack,inProgress,denied\nAcme,Baker,2026-01-05,yes,no,yes\nBirch,Cook,2026-01-06,yes,yes,no\n",
        {"outcomes": {"rejected": 1, "open": 1}},
    ),
    (
        "response and final status that disagree keep the final one",
        "company_name,role_applied_to,platform_applied_on,date_applied,response_status,final_status\n"
        "Acme,Baker,LinkedIn,2026-01-05,Shortlisted,Rejected\nBirch,Cook,LinkedIn,2026-01-06,Pending,In Progress\n",
        {"stages": {"interview": 1, "applied": 1}, "outcomes": {"rejected": 1, "open": 1}},
    ),
    (
        "a history cell is read, never run",
        "Name,Date,Stage,Stage History\n"
        "Acme,2026-01-05,Rejected,\"[{'stage': 'Applied', 'date': '2026-01-05'}, {'stage': 'Onsite', 'date': '2026-01-20'}]\"\n",
        {"stages": {"final": 1}, "outcomes": {"rejected": 1}},
    ),
    (
        "a pipe-separated table is read",
        "Company|Role|Date Applied|Status\nAcme|Baker|2026-01-05|Applied\n",
        {"importable": 1},
    ),
    (
        "a hint of the separator in the first line is obeyed",
        "sep=;\nCompany;Role;Date Applied;Status\nAcme;Baker;2026-01-05;Applied\n",
        {"importable": 1},
    ),
    (
        "a file with only role, link and status is read; a missing company is a problem, not a loss",
        "Job Title,Link,Status\nBaker,https://example.org/1,Applied\n",
        {"importable": 1, "problems": 1},
    ),
]


@pytest.mark.parametrize(("sentence", "text", "expect"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_shape(sentence: str, text: str, expect: dict[str, Any]) -> None:
    about = describe_tracker(read_text(text))
    found = {
        "verdict": about["verdict"],
        "stages": {stage: n for stage, n in about["stages"].items() if n},
        "outcomes": {outcome: n for outcome, n in about["outcomes"].items() if n},
        "dated": about["dated"],
        "first": about["first_applied_on"],
        "importable": about["rows"]["importable"],
        "problems": about["rows"]["problems"],
    }
    asked = {question["kind"] for question in about["questions"]}
    wrong = {
        key: (value, found[key]) for key, value in expect.items() if key != "asks" and found[key] != value
    }
    assert not wrong, f"{sentence}: wanted, found {wrong}; {about['mapping']}"
    if "asks" in expect:
        assert asked >= expect["asks"] if expect["asks"] else not asked, about["questions"]
    if "verdict" not in expect:
        assert about["verdict"] == A
