"""The sentences about logs of moves, events and e-mails: why a row was left out, what was assumed."""

# A mail that is labelled as something else.
MAIL_UNRELATED = "This e-mail is labelled as not about an application, so it was left out."
# A mail from a job board or a person, without a company.
MAIL_WITHOUT_COMPANY = (
    "Neither the sender nor the subject says which company this e-mail is about, so it was left out. Add a "
    "column Company to keep it."
)
# Mails of a company with which nothing happened.
MAIL_SAYS_NOTHING = (
    "Nothing in the e-mails of this company says that you applied, so they were left out. Add the "
    "application by hand if there is one."
)
# A row of a log without role, where a company has several.
FITS_SEVERAL = (
    "This row names no role, and there are several applications at this company, so it was left out. Add "
    "the role."
)


def asks_shape(*, folded: bool) -> str:
    """Several rows of a table tell of one application, like a log."""
    if folded:
        return (
            "Several rows here seem to tell of the same application, one row for each thing that happened. "
            "They were put together. Is that right, or is each row an application of its own?"
        )
    return (
        "These look like several entries about the same application. Each row was read as an application of "
        "its own; or do they belong together?"
    )


def asks_numbered(count: int) -> str:
    """A log that has numbers instead of names."""
    return (
        f"This log has numbers instead of companies, so its {count} applications are called by their "
        "numbers. Can you bring the list that has their names, or add a column Company?"
    )


def name_number(number: str) -> str:
    """What an application is called of which only the number is known."""
    return f"Application {number}"
