"""`coachhub diagnose --facts`: one JSON document with every key, and clear ends for bad input."""

import csv
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coachhub.cli.diagnose import command
from tests.analysis.golden_histories import CASES, LETTERS

FIRST_DAY = date(2026, 3, 2)
HEADERS = {
    "clients.csv": ["client_id"],
    "applications.csv": ["application_id", "client_id", "channel", "applied_on"],
    "stage_events.csv": ["application_id", "occurred_on", "kind", "value"],
    "attributions.csv": ["application_id", "cause", "source", "made_on"],
    "ratings.csv": ["client_id", "qualifications", "application", "interview", "fit"],
}
STATES = {
    "FOCUS": "focus",
    "FOCUS (leaning)": "leaning",
    "ABSTAIN": "abstain",
    "HEALTHY": "nothing_stands_out",
}
KEYS = {
    "client_id", "state", "cause", "improvement", "runner_up", "probabilities", "gains", "exposure",
    "open_worth", "ask", "evidence",
}  # fmt: skip


def tell(day: int) -> str:
    return (FIRST_DAY + timedelta(days=day)).isoformat()


def write_case(folder: Path, case: dict[str, Any]) -> None:
    """One golden case as a folder, with a client who has nothing before and after."""
    tables: dict[str, list[list[Any]]] = {"clients.csv": [["idle"], ["jo@x.org"], ["also-idle"]]}
    tables |= {name: [] for name in HEADERS if name not in tables}
    for number, entry in enumerate(case["applications"]):
        name = f"app-{number}"
        tables["applications.csv"].append([name, "jo@x.org", entry.get("ch", "cold"), tell(entry["day"])])
        for stage, day in entry.get("ev", []):
            tables["stage_events.csv"].append([name, tell(day), "stage", stage])
        if "out" in entry:
            tables["stage_events.csv"].append([name, tell(entry["out"][1]), "outcome", entry["out"][0]])
        for source, cause in entry.get("tags", []):
            tables["attributions.csv"].append([name, cause, source, tell(case["now"])])
    if case["rubric"]:
        tables["ratings.csv"].append(["jo@x.org", *case["rubric"]])
    for name, rows in tables.items():
        if name == "ratings.csv" and not rows:
            continue
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADERS[name], *rows])


def run(folder: Path, *more: str, day: str = tell(31)) -> Result:
    return CliRunner().invoke(command, ["--facts", str(folder), "--today", day, "--json", *more])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_golden_cases_through_the_front_door(tmp_path: Path, case: dict[str, Any]) -> None:
    write_case(tmp_path, case)
    result = run(tmp_path, day=tell(case["now"]))
    assert result.exit_code == 0, result.output
    documents = json.loads(result.stdout)
    assert [document["client_id"] for document in documents] == ["idle", "jo@x.org", "also-idle"]
    assert all(set(document) == KEYS for document in documents)
    found, expected = documents[1], case["expected"]
    assert found["probabilities"] == pytest.approx(expected["P"], abs=0.00051)
    assert found["state"] == STATES[expected["state"]]
    assert found["exposure"] == pytest.approx(expected["n_eff"], abs=0.0051)
    assert list(found["gains"].values()) == pytest.approx(expected["gain"], abs=0.0051)
    if expected["cause"]:
        assert found["cause"] == LETTERS[expected["cause"]].word
        assert found["improvement"] == expected["action"]


def test_the_shape_of_a_document(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[0])
    idle, jo, _ = json.loads(run(tmp_path).stdout)
    assert jo["runner_up"]["cause"] == "qualifications"
    assert jo["runner_up"]["probability"] == jo["probabilities"]["qualifications"]
    assert len(jo["exposure"]) == len(jo["open_worth"]) == 5
    assert jo["ask"] | {"value": 0} == {
        "kind": "coach_tag",
        "application_id": "app-11",
        "until": None,
        "value": 0,
    }
    assert jo["evidence"] == [
        {
            "term": "step_applied",
            "favours": "application",
            "against": "qualifications",
            "strength": "weak",
            "log_odds": jo["evidence"][0]["log_odds"],
        }
    ]
    assert 0 < jo["evidence"][0]["log_odds"] < 0.35
    assert idle["state"] == "abstain"
    assert (idle["cause"], idle["improvement"]) == ("application", "rewrite_resume_accomplishments")
    assert idle["evidence"] == []


def test_waiting_says_until_when(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[3])
    ask = json.loads(run(tmp_path, day=tell(7)).stdout)[1]["ask"]
    assert ask == {"kind": "wait", "application_id": None, "until": tell(24), "value": 0.0}


def test_one_client_only(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[0])
    whole = json.loads(run(tmp_path).stdout)
    assert json.loads(run(tmp_path, "--client", "jo@x.org").stdout) == [whole[1]]
    missing = run(tmp_path, "--client", "nobody@x.org")
    assert missing.exit_code == 2
    assert missing.stdout == ""
    assert "'nobody@x.org' is not in clients.csv" in missing.stderr


def test_the_cohort_teaches_its_market(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[0])
    default = json.loads(run(tmp_path, "--baseline", "default").stdout)
    assert json.loads(run(tmp_path).stdout) == default
    cohort = json.loads(run(tmp_path, "--baseline", "cohort").stdout)
    assert cohort[1]["probabilities"]["none"] > default[1]["probabilities"]["none"]


def test_words_for_people(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[0])
    result = CliRunner().invoke(command, ["--facts", str(tmp_path), "--today", tell(31)])
    assert result.exit_code == 0
    assert "jo@x.org: leaning; application (45%), qualifications next (26%)" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--facts", "{folder}"],
        ["--facts", "{folder}", "--today", "31.3.2026"],
        ["--facts", "{folder}", "--today", ""],
        ["--facts", "{folder}/nowhere", "--today", "2026-03-31"],
        ["--facts", "{folder}/clients.csv", "--today", "2026-03-31"],
        ["--facts", "{folder}", "--today", "2026-03-31", "--baseline", "best"],
        ["--today", "2026-03-31"],
        ["--luck"],
    ],
)
def test_wrong_use_ends_with_two(tmp_path: Path, arguments: list[str]) -> None:
    write_case(tmp_path, CASES[0])
    result = CliRunner().invoke(command, [part.format(folder=tmp_path) for part in arguments] + ["--json"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("clients.csv", None, "clients.csv is not in the folder"),
        ("clients.csv", b"name\njo\n", "clients.csv, row 1: column client_id is missing"),
        ("clients.csv", b"", "clients.csv, row 1: column client_id is missing"),
        ("clients.csv", b"client_id\n\xff\xfe\n", "clients.csv is not UTF-8 text"),
        ("applications.csv", b'application_id,client_id,channel,applied_on\na,"jo', "applications.csv: "),
        (
            "applications.csv",
            b"application_id,client_id,channel,applied_on\na,jo@x.org\n",
            "this cell is missing",
        ),
        (
            "attributions.csv",
            b"application_id,cause,source,made_on\nz,fit,coach,2026-03-03\n",
            "row 2, column appl",
        ),
        (
            "ratings.csv",
            b"client_id,qualifications,application,interview,fit\nidle,9,1,1,1\n",
            "'9' is not a rating",
        ),
    ],
)
def test_unreadable_data_ends_with_one(
    tmp_path: Path, file: str, content: bytes | None, message: str
) -> None:
    write_case(tmp_path, CASES[0])
    (tmp_path / file).unlink(missing_ok=True)
    if content is not None:
        (tmp_path / file).write_bytes(content)
    result = run(tmp_path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr


def test_a_byte_order_mark_and_further_columns_are_no_obstacle(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[0])
    (tmp_path / "clients.csv").write_text("\ufeffclient_id , name\njo@x.org,Jo\n", encoding="utf-8")
    assert [document["client_id"] for document in json.loads(run(tmp_path).stdout)] == ["jo@x.org"]


def test_it_starts_without_the_web_and_the_database(tmp_path: Path) -> None:
    write_case(tmp_path, CASES[0])
    script = (
        "import sys\n"
        "from coachhub.cli import main\n"
        f"folder = ['--facts', {str(tmp_path)!r}, '--today', '2026-04-02']\n"
        "main(['diagnose', *folder, '--json'], standalone_mode=False)\n"
        "heavy = {'flask', 'sqlalchemy', 'dash', 'plotly', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 3
