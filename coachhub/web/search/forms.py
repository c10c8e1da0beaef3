"""The forms of a search; every text has a length at which nobody's words end."""

from wtforms import BooleanField, RadioField, SelectMultipleField, StringField

from coachhub.web.forms import PageForm
from coachhub.web.search.days import AtMost

WORDS = 4000


class MoveForm(PageForm):
    """What happened, when it was said, and for a conversation the day that was agreed."""

    move = StringField(validators=[AtMost(20)])
    on = StringField(validators=[AtMost(20)])
    scheduled_for = StringField(validators=[AtMost(20)])


class LogForm(PageForm):
    """An application in four fields."""

    company = StringField(validators=[AtMost(200)])
    role_title = StringField(validators=[AtMost(200)])
    found = RadioField(validate_choice=False)
    sent = RadioField(validate_choice=False)
    on = StringField(validators=[AtMost(20)])


class EditForm(PageForm):
    """What is written about an application, with the version that the form was opened on."""

    version = StringField(validators=[AtMost(20)])
    company = StringField(validators=[AtMost(200)])
    role_title = StringField(validators=[AtMost(200)])
    channel = RadioField(validate_choice=False)
    applied_on = StringField(validators=[AtMost(20)])
    url = StringField(validators=[AtMost(2000)])
    location = StringField(validators=[AtMost(200)])
    notes = StringField(validators=[AtMost(WORDS)])


class DayForm(PageForm):
    """The new day of an interview."""

    scheduled_for = StringField(validators=[AtMost(20)])


class StrengthForm(PageForm):
    """One line of the list of strengths and wins."""

    words = StringField(validators=[AtMost(300)])
    kind = StringField(validators=[AtMost(20)])


class FeelingsForm(PageForm):
    """How somebody is; nothing of it has to be said."""

    mood = RadioField(validate_choice=False)
    words = StringField(validators=[AtMost(WORDS)])
    shared = BooleanField()


class StageForm(PageForm):
    """How far it got, and when the answer came."""

    stage = RadioField(validate_choice=False)
    on = StringField(validators=[AtMost(20)])


class QuestionsForm(PageForm):
    """The plain questions; none chosen is legal."""

    qualifications = RadioField(validate_choice=False)
    application = RadioField(validate_choice=False)
    interview = RadioField(validate_choice=False)
    fit = RadioField(validate_choice=False)
    words = StringField(validators=[AtMost(WORDS)])


class FeedbackForm(PageForm):
    """What became of asking, and the employer's words."""

    state = StringField(validators=[AtMost(20)])
    words = StringField(validators=[AtMost(WORDS)])
    causes = SelectMultipleField(validate_choice=False)
