"""What an import would do and what it did, in words; whoever speaks says the same numbers."""

from typing import NamedTuple

from coachhub.intake.speech import Speech


class Plan(NamedTuple):
    """Rows of a file by what becomes of them, and the questions that are left for later."""

    added: int
    changed: int
    known: int
    questions: int = 0


def say_addition(plan: Plan, name: str, speech: Speech) -> str:
    """What confirming would do, in one sentence; `name` is whose search it is, "" for the reader's own."""
    if plan.added:
        count = speech.ngettext("%(num)d application", "%(num)d applications", plan.added)
        if name:
            return speech.gettext("Add %(count)s to %(name)s’s search", count=count, name=name)
        return speech.gettext("Add %(count)s to your search", count=count)
    if plan.changed:
        return speech.ngettext(
            "Bring what is new to %(num)d application",
            "Bring what is new to %(num)d applications",
            plan.changed,
        )
    return speech.gettext("Everything in this sheet is here already")


def say_parts(plan: Plan, speech: Speech) -> str:
    """The rows by what becomes of them: "31 new, 2 gain something, 3 known already; 1 question for later."""
    parts = []
    if plan.added:
        parts.append(speech.ngettext("%(num)d new", "%(num)d new", plan.added))
    if plan.changed:
        parts.append(
            speech.ngettext("%(num)d gains something new", "%(num)d gain something new", plan.changed)
        )
    if plan.known:
        parts.append(speech.ngettext("%(num)d known already", "%(num)d known already", plan.known))
    if plan.questions:
        parts.append(
            speech.ngettext("%(num)d question for later", "%(num)d questions for later", plan.questions)
        )
    told = ", ".join(parts)
    return told[:1].upper() + told[1:] + "." if told else ""


def name_button(plan: Plan, speech: Speech) -> str:
    """The label of the button that adds."""
    if plan.added:
        return speech.ngettext("Add %(num)d application", "Add %(num)d applications", plan.added)
    return speech.gettext("Bring what is new")


def say_done(plan: Plan, speech: Speech) -> str:
    """What became of a file, in one sentence."""
    if plan.added:
        return speech.ngettext("%(num)d application was added", "%(num)d applications were added", plan.added)
    if plan.changed:
        return speech.ngettext(
            "%(num)d application gained something new",
            "%(num)d applications gained something new",
            plan.changed,
        )
    return speech.gettext("Everything in this file was here already; nothing was changed")
