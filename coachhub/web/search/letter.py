"""The message that asks what tipped it: thanks, disappointment owned, one question, thanks."""

from dataclasses import dataclass
from urllib.parse import quote

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Stage
from coachhub.queries.applications import ApplicationDetail


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, ready to copy or to mail."""

    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The address that opens it in a mail program; who receives it is in the client's mailbox."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.body)}"


def write_letter(row: ApplicationDetail, name: str) -> Letter:
    """The message for one application, signed by the client."""
    # A cell of a sheet may have lines; the subject of a mail has one.
    role = " ".join((row.role_title or "").split()) or _("open position")
    thanks = {
        Stage.SCREENING: _("Thank you for the conversation about the role “%(role)s” at %(company)s."),
        Stage.ASSESSMENT: _(
            "Thank you for the chance to show my work for the role “%(role)s” at %(company)s."
        ),
    }.get(row.stage, _("Thank you for the conversations about the role “%(role)s” at %(company)s."))
    company = " ".join(row.company.split())
    body = "\n\n".join(
        (
            _("Dear hiring team,"),
            thanks % {"role": role, "company": company}
            + " "
            + _("I am disappointed that it did not work out, and I enjoyed learning about your team."),
            _("If you can share one thing that would have made my case stronger, I would be grateful."),
            _("Thank you for your time, and all the best."),
            _("Kind regards") + "\n" + name,
        )
    )
    return Letter(_("Thank you, and one question: %(role)s", role=role), body)
