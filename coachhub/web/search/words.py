"""How the pages of a search say stages, endings and moods: kind, concrete, never a verdict."""

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Stage


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


def name_outcomes() -> dict[Outcome, str]:
    """Each ending as one would say it."""
    return {
        Outcome.OPEN: _("Open"),
        Outcome.ACCEPTED: _("You took it"),
        Outcome.DECLINED: _("You said no to their offer"),
        Outcome.REJECTED: _("They chose somebody else"),
        Outcome.WITHDRAWN: _("You stopped here"),
        Outcome.NO_RESPONSE: _("No answer yet, you stopped waiting"),
    }


def name_channels() -> list[tuple[str, str]]:
    """How an application was found, as choices: two of them are cold."""
    return [
        ("board", _("Job board")),
        ("referral", _("Someone I know")),
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


def name_questions(stage: Stage) -> dict[Cause, tuple[str, str]]:
    """The article's questions in plain words, those that make sense at this stage, each with a hint."""
    met = stage >= Stage.SCREENING
    questions = {
        Cause.QUALIFICATIONS: (_("Did you have what they asked for?"), _("Skills and experience")),
        Cause.APPLICATION: (
            _("Did your application show it?"),
            _("It got you in, so probably") if met else _("Résumé, letter, profile"),
        ),
    }
    if met:
        questions[Cause.INTERVIEW] = (
            _("Did the conversations go as you hoped?"),
            _("A bad hour is one bad hour"),
        )
    questions[Cause.FIT] = (
        _("Did you and they suit each other?") if met else _("Did the role suit you?"),
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
