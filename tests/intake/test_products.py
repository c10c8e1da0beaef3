"""Exports of known programs are recognised by their columns, also with columns that a person added."""

import pytest

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import Choices
from coachhub.intake.products import PRODUCTS, find_product
from coachhub.intake.reading import read
from tests.intake.invented_files import TODAY, read_text

FILES = {
    "linkedin_applications": (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name"
        ',Question And Answers\n"3/24/26, 4:11 PM",a@example.com,,Birch Tea,Cook,http://www.linkedin.com/jobs/view/1,cv.pdf,q:a\n'
    ),
    "linkedin_saved": (
        "Saved Date,Job Url,Job Title,Company Name\n"
        '"3/24/26, 4:11 PM",http://www.linkedin.com/jobs/view/2,Cook,Birch Tea\n'
    ),
    "simplify": (
        "Job Title,Company Name,Location,Job URL,Applied Date,Status,Status Date,Archived,Date Archived,Notes"
        ",job_type\n"
        "Cook,Birch Tea,NY,https://example.org/1,2026-03-13,APPLIED,2026-03-13,Yes,N/A,,Full-time\n"
        "Baker,Elm Bread,NY,https://example.org/2,N/A,SAVED,N/A,No,N/A,,Full-time\n"
    ),
    "huntr": "id,title,companyName,location,url,listName\n1,Cook,Birch Tea,Ulm,https://example.org/1,Applied\n",
    "huntr_board": (
        "Title,Company,Location,Salary,Url,List,Date Added,Description\n"
        "Cook,Birch Tea,Ulm,,https://example.org/1,Wishlist,2026-03-13,Soup\n"
    ),
    "teal": (
        "Company,Role,Status,URL,Location,Salary,Date Saved,Date Applied,Notes,Excitement\n"
        "Birch Tea,Cook,Negotiating,https://example.org/1,Ulm,,2026-03-10,2026-03-13,,4\n"
        "Elm Bread,Baker,Archived,https://example.org/2,Ulm,,2026-03-10,2026-03-12,,4\n"
    ),
    "indeed": "Employer Name,Job Title,Date Applied\nBirch Tea,Cook,2026-03-13\n",
    "jobsync": (
        "index,createdAt,applied,appliedDate,Company,JobTitle,jobType,workplaceType,Location,JobSource,Status\n"
        "1,2026-03-01,No,N/A,Birch Tea,Cook,Full Time,Onsite,Ulm,Web,Draft\n"
        "2,2026-03-01,Yes,2026-03-02,Elm Bread,Baker,Full Time,Onsite,Ulm,Web,Expired\n"
        "3,2026-03-01,No,2026-03-02,Oak Beer,Brewer,Full Time,Onsite,Ulm,Web,Interview\n"
    ),
    "reactive_resume": (
        "Company,Role,Stage,Location,Salary,Source,Tags\nBirch Tea,Cook,screening,Ulm,,Web,soup;tea\n"
    ),
    "justajobapp": (
        "Date Received,Sender Name,Sender Email,Subject,Status Label\n"
        "2026-03-01,Birch Tea,jobs@birch.example,Your application to Birch Tea,Application confirmation\n"
        "2026-03-09,Birch Tea,jobs@birch.example,Your application to Birch Tea,Rejection\n"
        "2026-03-09,Elm Bread,jobs@elm.example,News from Elm Bread,False positive\n"
    ),
    "career_ops": (
        "num,date,company,role,score,status,pdf,report,notes\n"
        "1,2026-03-01,Birch Tea,Cook,4.1,Evaluated,-,r1,\n2,2026-03-02,Elm Bread,Baker,4.0,Discarded,-,r2,\n"
        "3,2026-03-03,Oak Beer,Brewer,3.9,Applied,-,r3,\n4,2026-03-03,Ash Wood,Joiner,2.9,SKIP,-,r4,\n"
    ),
    "interntrack": (
        "company_name,role_applied_to,platform_applied_on,date_applied,response_status,final_status\n"
        "Birch Tea,Cook,Web,2026-03-01,Shortlisted,In Progress\n"
    ),
    "notion": (
        "Company Name,Position,Status,Priority,Location,Salary Range,Application Date,Deadline,Next Action,"
        "Next Action Date,Job URL,Company Website,Contact Person,Contact Email\n"
        "Birch Tea,Cook,📞 Phone Screen,High,Ulm,,2026-03-01,,Call,2026-03-09,https://example.org/1,,Jo,\n"
    ),
}
FOUND = {
    "linkedin_applications": [("applied", "open")],
    "linkedin_saved": [("saved", "open")],
    "simplify": [("applied", "open"), ("saved", "open")],
    "huntr": [("applied", "open")],
    "huntr_board": [("saved", "open")],
    "teal": [("offer", "open"), ("applied", "open")],
    "indeed": [("applied", "open")],
    "jobsync": [("saved", "open"), ("applied", "open"), ("interview", "open")],
    "reactive_resume": [("screening", "open")],
    "justajobapp": [("applied", "rejected")],
    "career_ops": [("saved", "open"), ("applied", "withdrawn"), ("applied", "open"), ("saved", "open")],
    "interntrack": [("interview", "open")],
    "notion": [("screening", "open")],
}


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_known_by_its_columns_and_reads_as_its_program_means_it(name: str) -> None:
    tracker = read_text(FILES[name])
    assert tracker.product == name
    assert [(Stage(a.stage).word, Outcome(a.outcome).word) for a in tracker.applications] == FOUND[name]


@pytest.mark.parametrize("name", FILES)
def test_columns_that_a_person_added_change_neither_the_program_nor_the_reading(name: str) -> None:
    lines = FILES[name].splitlines()
    added = "\n".join([f"{lines[0]},My mood,Weather", *(f"{line},fine,rain" for line in lines[1:])])
    plain, more = read_text(FILES[name]), read_text(added)
    assert more.product == name
    assert more.applications == plain.applications


def test_a_tracker_that_somebody_made_for_himself_is_of_no_product() -> None:
    assert find_product(["Company", "Role", "Date", "Status", "Notes"]) is None
    assert find_product([]) is None
    assert read_text("Company,Role,Date applied,Status\nBirch Tea,Cook,2026-03-01,Applied\n").product is None


def test_each_product_has_a_label_and_is_found_by_its_own_columns() -> None:
    for name, product in PRODUCTS.items():
        assert product.label
        found = find_product([*product.must, *product.may])
        assert found is not None, name
        assert found.label == product.label, name


def test_what_a_person_decided_comes_before_what_the_product_means() -> None:
    data = FILES["career_ops"].encode()
    decided = Choices(words={"discarded": "rejected"})
    tracker = read(data, "tracker.csv", TODAY, decided)
    assert [a.outcome for a in tracker.applications if a.company == "Elm Bread"] == [Outcome.REJECTED]
