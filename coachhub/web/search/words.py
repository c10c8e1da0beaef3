"""How the pages of a search say stages, endings and moods: kind, concrete, never a verdict."""

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Stage
from coachhub.web.search.whose import Whose


def name_stages() -> dict[Stage, str]:
    """Each stage as one would say it."""
    return {
        Stage.SAVED: _("Saved for later"),
        Stage.APPLIED: _("Sent"),
        Stage.SCREENING: _("First call"),
        Stage.ASSESSMENT: _("Test or task"),
        Stage.INTERVIEW: _("Interview"),
        Stage.FINAL: _("Final interview"),
        Stage.OFFER: _("Offer"),
    }


def name_outcomes(whose: Whose) -> dict[Outcome, str]:
    """Each ending as one would say it to the client, or about him."""
    name = whose.first_name
    return {
        Outcome.OPEN: _("Open"),
        Outcome.ACCEPTED: whose.say(_("You took it"), _("%(name)s took it", name=name)),
        Outcome.DECLINED: whose.say(
            _("You said no to their offer"), _("%(name)s said no to their offer", name=name)
        ),
        Outcome.REJECTED: _("They chose somebody else"),
        Outcome.WITHDRAWN: whose.say(_("You stopped here"), _("%(name)s stopped here", name=name)),
        Outcome.NO_RESPONSE: whose.say(
            _("No answer yet, you stopped waiting"), _("No answer yet, %(name)s stopped waiting", name=name)
        ),
    }


def name_channels(whose: Whose) -> list[tuple[str, str]]:
    """How an application was found, as choices: two of them are cold."""
    return [
        ("board", _("Job board")),
        ("referral", whose.say(_("Someone I know"), _("Someone they know"))),
        ("recruiter", _("Recruiter")),
        ("site", _("Their site")),
    ]


CHANNELS = {
    "board": Channel.COLD,
    "site": Channel.COLD,
    "referral": Channel.REFERRAL,
    "recruiter": Channel.RECRUITER,
}


def name_moods() -> list[tuple[str, str]]:
    """How somebody may be, as choices; the last one is an answer too."""
    return [
        ("2", _("Disappointed")),
        ("1", _("Angry")),
        ("3", _("Flat")),
        ("4", _("Relieved")),
        ("5", _("Fine, really")),
        ("", _("I would rather not say")),
    ]


def name_questions(whose: Whose, stage: Stage) -> dict[Cause, tuple[str, str]]:
    """The article's questions in plain words, those that make sense at this stage, each with a hint."""
    met = stage >= Stage.SCREENING
    name = whose.first_name
    questions = {
        Cause.QUALIFICATIONS: (
            whose.say(
                _("Did you have what they asked for?"), _("Did %(name)s have what they asked for?", name=name)
            ),
            _("Skills and experience"),
        ),
        Cause.APPLICATION: (
            whose.say(_("Did your application show it?"), _("Did the application show it?")),
            whose.say(_("It got you in, so probably"), _("It led to a conversation, so probably"))
            if met
            else _("Résumé, letter, profile"),
        ),
    }
    if met:
        questions[Cause.INTERVIEW] = (
            whose.say(
                _("Did the conversations go as you hoped?"),
                _("Did the conversations go as %(name)s hoped?", name=name),
            ),
            _("A bad hour is one bad hour"),
        )
    questions[Cause.FIT] = (
        whose.say(
            _("Did you and they suit each other?") if met else _("Did the role suit you?"),
            _("Did %(name)s and they suit each other?", name=name)
            if met
            else _("Did the role suit %(name)s?", name=name),
        ),
        _("If not, that is nobody’s fault"),
    )
    return questions


def name_causes() -> list[tuple[str, str]]:
    """What an employer's words may have been about, as choices."""
    return [
        (Cause.QUALIFICATIONS.word, _("Skills or experience")),
        (Cause.APPLICATION.word, _("Résumé, letter or profile")),
        (Cause.INTERVIEW.word, _("The interview")),
        (Cause.FIT.word, _("Whether we suit each other")),
    ]
