"""A search in the middle of things: a real row of every kind that a form can name, made by the services."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.models import SuggestedCause
from coachhub.playbook.drafts import Draft
from coachhub.playbook.improvements import load_improvements
from coachhub.queries.applications import list_applications
from coachhub.queries.focuses import find_active_focus
from coachhub.queries.import_conflicts import list_conflicts
from coachhub.scope import Role
from coachhub.services import clients
from coachhub.services.focuses import agree_focus
from coachhub.services.identity.invitations import invite_client, invite_staff
from coachhub.services.milestones import add_milestone
from coachhub.services.notes import write_note
from coachhub.services.playbook import add_improvement, retire_improvement
from coachhub.services.saved_filters import save_filter
from coachhub.services.snoozes import put_away
from coachhub.services.transaction import writing
from coachhub.services.workshops import plan_workshop
from tests.services.searches import bring
from tests.support.people import People, TestPerson, add_person, make_people, sign_in_as
from tests.web.import_forms import confirm, upload
from tests.web.search_pages import TODAY, add, ago, move, reject

DRAFT = Draft("Call first", "It helps.", ("Call.",), "Called.", 1.0)
LOST = "Company,Date Applied,Status,Result Date\nLast word,2026-03-02,Rejected,2026-03-20\n"
"""A sheet that kept only the last word: nobody knows how far the application came."""
SHEET = "Company,Role,Applied,Status\nAcme,Cook,2026-03-01,Applied\nBirch,Cook,2026-03-02,Interview\n"


@dataclass(frozen=True)
class Grounds:
    """Everybody, an owner elsewhere, and the rows of Carol's search by what an address calls them."""

    people: People
    oscar: TestPerson
    ids: dict[str, str]


def lay_out(app: Flask, people: People | None = None) -> Grounds:
    """Carol's search with all its rows; Erin, whom Bob accompanies, has an open invitation."""
    with app.app_context():
        people = people or make_people()
        oscar = add_person(people.mallory.scope.practice_id, "Oscar", Role.OWNER)
    bob, carol = people.bob.scope, people.carol.scope
    client_id = carol.client_id
    assert client_id is not None
    ids: dict[str, UUID | str] = {"client": client_id, "user": people.cleo.scope.user_id}
    ids["dan"] = str(people.dan.scope.client_id)
    for name in ("application", "logged", "told", "moved", "gone"):
        ids[name] = add(app, carol, f"Company {name}")
    for name in ("event", "second_event"):
        sent = add(app, carol, f"Invites, {name}")
        ids[name] = move(app, carol, sent, Stage.INTERVIEW, 3, scheduled_for=ago(-3))
    for name in ("undone", "second_undone"):
        ids[name] = move(app, carol, add(app, carol, f"Moves, {name}"), Stage.SCREENING, 3)
    ids["rejected"] = add(app, carol, "Says no")
    reject(app, carol, UUID(str(ids["rejected"])), Stage.INTERVIEW)
    with app.app_context():
        bring(carol, LOST, today=TODAY)
        [ids["lost"]] = [row.id for row in list_applications(carol) if row.company == "Last word"]
        slug = load_improvements()[0].slug
        ids["focus"] = agree_focus(bob, client_id, slug, today=TODAY, reason="We spoke about it.")
        focus = find_active_focus(bob, client_id)
        assert focus is not None
        ids["step"], ids["second_step"], ids["third_step"] = (step.id for step in focus.steps[:3])
        ids["note"] = write_note(bob, client_id, "He is tired.", "private")
        ids["milestone"] = add_milestone(carol, client_id, "strength", "I explain well.")
        ids["second_milestone"] = add_milestone(carol, client_id, "strength", "I listen.")
        ids["snooze"] = put_away(bob, client_id, "quiet")
        ids["filter"] = save_filter(bob, "today", "Mine", "q=x")
        for name in ("workshop", "second_workshop"):
            ids[name] = plan_workshop(
                bob, cause=Cause.FIT, title="An hour together", invitation="Come.", guests=[client_id]
            )
        ids["own"], ids["retired"] = (add_improvement(people.alice.scope, DRAFT) for _ in range(2))
        retire_improvement(people.alice.scope, str(ids["retired"]))
        ids["erin"] = clients.add_client(bob, name="Erin", email="erin@example.org")
        invite_client(bob, UUID(str(ids["erin"])))
        ids["frank"] = clients.add_client(bob, name="Frank", email="frank@example.org")
        invite_staff(people.alice.scope, "gina@example.org", "Gina")
        for name, whose in (("second_focus", "erin"), ("third_focus", "frank")):
            ids[name] = agree_focus(bob, UUID(str(ids[whose])), slug, today=TODAY)
        ids |= lay_out_questions(app, people)
    browser = sign_in_as(app, people.bob)
    for name in ("draft", "second_draft", "third_draft"):
        ids[name] = upload(browser, SHEET.replace("Acme", name), client=str(client_id)).rpartition("/")[2]
    ids["batch"] = upload(browser, SHEET, client=str(client_id)).rpartition("/")[2]
    confirm(browser, f"/imports/{ids['batch']}")
    return Grounds(people, oscar, {name: str(key) for name, key in ids.items()})


def lay_out_questions(app: Flask, people: People) -> dict[str, UUID | str]:
    """A file that disagrees with what Carol wrote about two applications, and whose words may say why."""
    carol = people.carol.scope
    assert carol.client_id is not None
    stopped = [add(app, carol, name) for name in ("Stopped", "Stopped too")]
    for key in stopped:
        move(app, carol, key, Outcome.WITHDRAWN, 5)
    rows = [f"{name},Product owner,{ago(20)},Rejected,{ago(8)}\n" for name in ("Stopped", "Stopped too")]
    head = "Company,Role,Date Applied,Outcome,Outcome Date\n"
    with app.app_context():
        batch = bring(people.bob.scope, head + "".join(rows), client_id=carol.client_id, today=TODAY).batch_id
        conflict = list_conflicts(people.bob.scope, carol.client_id)[0].id
        rejected = next(row.id for row in list_applications(carol) if row.outcome is Outcome.REJECTED)
        with writing(carol, carol.client_id) as session:
            words = SuggestedCause(
                practice_id=carol.practice_id,
                client_id=carol.client_id,
                application_id=rejected,
                batch_id=batch,
                cause=Cause.FIT,
                source=Source.CLIENT,
                words="Not for me.",
                made_at=clock.now(),
            )
            session.add(words)
            session.flush()
            return {"asked": batch, "conflict": conflict, "suggestion": words.id}
