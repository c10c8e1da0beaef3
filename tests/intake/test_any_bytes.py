"""Whatever the bytes are, reading answers, and its counts add up."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.intake import describe_tracker
from tests.intake.invented_files import read_bytes, read_text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(str.encode)
    | st.binary(max_size=80).map(lambda b: b"PK\x03\x04" + b)
)
def test_no_bytes_break_the_reader(data: bytes) -> None:
    tracker = read_bytes(data)
    assert tracker.verdict in ("applications", "saved", "empty", "refused")
    assert describe_tracker(tracker)["rows"]["total"] >= 0


CELLS = st.sampled_from(
    [
        "",
        "Acme",
        "Cook",
        "2026-01-05",
        "25/04/2026",
        "Rejected",
        "yes",
        "N",
        "n/a",
        '"',
        "'=1",
        "x\ny",
        "8-Jul",
        "Zorgle",
        "面试",
    ]
)
HEADERS = st.sampled_from(
    [
        "Company",
        "Role",
        "Date Applied",
        "Status",
        "Interview Date",
        "Offer",
        "Rejected",
        "Notes",
        "Link",
        "",
        "Stage",
        "Last Updated",
        "Archived",
        "Rejection Stage",
        "Applied",
        "Date",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(HEADERS, min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=8),
    st.sampled_from(",;\t|"),
)
def test_no_table_breaks_the_reader_and_its_counts_add_up(
    headers: list[str], rows: list[list[str]], separator: str
) -> None:
    text = "\n".join(separator.join(row) for row in [headers, *rows])
    tracker = read_text(text)
    about = describe_tracker(tracker)
    assert (
        about["rows"]["importable"]
        == len(tracker.applications)
        == about["rows"]["applications"] + about["rows"]["saved"]
    )
    assert sum(about["stages"].values()) == about["rows"]["importable"]
    assert sum(about["outcomes"].values()) == about["rows"]["applications"]
    assert about["rows"]["importable"] + about["rows"]["blank"] <= about["rows"]["total"]
    for application in tracker.applications:
        assert application.events
        assert application.stage == max(e.value for e in application.events if e.kind == "stage")
