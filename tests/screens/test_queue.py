"""The officers' queue: who waits, what came back and for whom, and the search."""

import pytest
from offices import (
    administrator,
    approved,
    asked_for_documents,
    officer,
    other_officer,
    reference_of,
    returned,
    worker,
)
from paperwork import Seen, somebody_submitted

QUEUE = "officer/queue.py"


def row_of(screen, reference):
    """Return the HTML of one request's row."""
    return next(row for row in screen.text.split("<tr>") if reference in row)


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("language", "title", "said"),
    [("fr", "Demandes à traiter", "aujourd&#x27;hui"), ("en", "Requests to deal with", "today")],
)
def test_a_submitted_request_waits_in_the_queue(language, title, said):
    reference = reference_of(somebody_submitted())

    screen = officer().open(QUEUE, language)

    assert screen.title == title
    row = row_of(screen, reference)
    assert f'<a href="/case?request={reference}">' in row
    assert "Zoé Tremblay" in row
    assert said in row


@pytest.mark.clause("3.6")
def test_a_returned_request_is_marked_and_says_whose_it_is():
    reference = reference_of(returned(by=officer()))

    mine, theirs = (row_of(who.open(QUEUE), reference) for who in (officer(), other_officer()))

    assert "Retournée avec de nouveaux documents – à vous" in mine
    assert "Retournée avec de nouveaux documents – à un autre agent" in theirs


@pytest.mark.clause("3.5")
def test_a_request_that_waits_for_documents_stands_apart():
    reference = reference_of(asked_for_documents())

    text = officer().open(QUEUE, "en").text

    assert reference in text.split("Waiting for documents")[-1]
    assert reference not in text.split("Waiting for documents")[0]


@pytest.mark.parametrize("sought", ["reference", "  tremblay   ZOE ", "Zoé Tremblay"])
def test_a_decided_request_is_found_by_its_reference_or_whole_name(sought):
    reference = reference_of(approved())
    screen = officer().open(QUEUE, "en")

    screen.at.text_input(key="sought").set_value(reference.lower() if sought == "reference" else sought)
    screen.submit("Search")

    assert reference in screen.text.split("Requests found")[-1]


def test_part_of_a_name_finds_nothing_and_says_so():
    approved()
    screen = officer().open(QUEUE, "en")

    screen.at.text_input(key="sought").set_value("Tremblay")
    screen.submit("Search")

    assert screen.notices("warning")[0].startswith("No submitted request bears this reference")


def test_a_manager_sees_the_queue_and_nobody_else_does():
    reference = reference_of(somebody_submitted())

    assert reference in worker("manager").open(QUEUE).text
    assert reference not in administrator().open(QUEUE).text
    assert reference not in Seen(QUEUE, "fr", somebody_submitted().token).text
