"""Sample files to fill in, made when they are asked for; and where other products keep their export."""

import csv
import io
from typing import Final, NamedTuple

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _

# ISO days leave no doubt about day and month; the links are of a reserved name.
SAMPLE: Final = """\
Company|Role|Date applied|Status|Decision date|Link|Place|Notes
Alba Learning|Learning designer|2026-03-02|Rejected after interview|2026-03-27|https://jobs.example/4471|Leeds|\
They wanted more years in the field
Birch Health|Training lead|2026-03-09|Interview||https://jobs.example/5120|Remote|Second talk on the 2nd
Copper Lane|Trainer|2026-03-16|Applied|||York|
Dune Systems|Learning partner||To apply||https://jobs.example/6008||Ask Ines first
"""
ROWS: Final = tuple(tuple(line.split("|")) for line in SAMPLE.splitlines())
WIDTHS: Final = (22, 22, 14, 24, 14, 30, 14, 40)
KINDS: Final = {
    "coachhub-tracker.csv": "text/csv",
    "coachhub-tracker.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Kind(NamedTuple):
    """Something that can be brought, and how one gets it."""

    name: str
    steps: str


def send_sample(name: str) -> ResponseReturnValue:
    """A sample file by its name."""
    if name not in KINDS:
        abort(404)
    data = make_csv() if name.endswith(".csv") else make_workbook()
    return send_file(
        io.BytesIO(data), mimetype=KINDS[name], as_attachment=True, download_name=name, max_age=0
    )


def make_csv() -> bytes:
    """The sample as CSV, with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(ROWS)
    return out.getvalue().encode("utf-8-sig")


def make_workbook() -> bytes:
    """The sample as a workbook; every cell is text, so that nothing in it is worked out."""
    import xlsxwriter  # noqa: PLC0415  only who asks for a workbook waits for its writer

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Applications")
        bold = book.add_format({"bold": True})
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        for number, row in enumerate(ROWS):
            for at, cell in enumerate(row):
                sheet.write_string(number, at, cell, None if number else bold)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def list_kinds() -> list[Kind]:
    """What can be brought, with the way to it."""
    return [
        Kind(
            _("A sheet made by hand"),
            _(
                "Excel, LibreOffice and Numbers: bring the workbook, or save it as CSV. Google Sheets: File,"
                " Download. Or select the rows, copy them, and paste them here."
            ),
        ),
        Kind(
            _("LinkedIn"),
            _(
                "On a computer: Me, Settings & Privacy, Data privacy, Get a copy of your data. Ask for the"
                " larger archive. A link to a ZIP comes by e-mail within a day; bring the ZIP as it is."
            ),
        ),
        Kind(
            _("Simplify, Huntr, Teal, Airtable"),
            _("Each of them exports its list as CSV, from the menu of the list. Bring the file as it is."),
        ),
        Kind(
            _("Notion"),
            _("Open the list as a page, then the three dots at the top right, Export, Markdown & CSV."),
        ),
        Kind(
            _("Trello"),
            _("Open the board’s menu, then Print, export and share, Export as JSON or as CSV."),
        ),
    ]
