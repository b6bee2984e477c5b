"""Who has not looked is told what is missing and taken there, at the decision and at the second signature."""

import pytest
from looks import look_through
from offices import WANTED, at_case, decided, officer, reference_of, worker
from paperwork import scan, submitted

from core.bootstrap import portal
from core.domain.application.application import Outcome, State


def opened(who, person, language="fr"):
    return who.open("officer/case.py", language, request=reference_of(person))


def approve(screen):
    return screen.press("bar_approved")


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Pages que vous n’avez pas encore regardées : 3"), ("en", "Pages you have not looked at yet: 3")],
)
def test_an_officer_who_has_looked_at_nothing_is_taken_to_the_first_page_missing(language, sentence):
    person, who = submitted(), worker("officer", "Nouvelle Fictive")
    screen = opened(who, person, language)
    before = screen.papers

    approve(screen)

    assert (len(before["required"]), before["go"], before["looked"]) == (3, "", [])
    assert sentence in "".join(screen.notices("error"))
    assert screen.papers["go"] != ""
    assert "confirm" not in screen.buttons
    assert person.seen.application.state is State.SUBMITTED
    look_through(portal().outside, who.actor, person.application_id)
    assert "confirm" in screen.press("preview").buttons


def test_an_officer_who_has_looked_reads_the_letter_at_once():
    person, who = submitted(), worker("officer", "Diligente Fictive")

    screen = approve(at_case(who, person))

    assert len(screen.papers["looked"]) == 3
    assert screen.papers["go"] == ""
    assert "confirm" in screen.buttons


def test_a_manager_who_decides_nothing_need_not_look():
    person = submitted()

    papers = opened(worker("manager", "Gérante Fictive"), person).papers

    assert (papers["look"], papers["required"]) == ("", [])


def test_an_additional_document_never_opened_is_advised_of_and_forbids_nothing():
    person = decided(submitted(), Outcome.DOCUMENTS_REQUIRED, officer(), wanted=WANTED[1:])
    for slot in person.seen.slots:
        told = (person.application_id, slot.kind, "n.png", scan("preuve"), slot.request.id)
        portal().documents.attach(person.actor, *told)
    person.submit()
    who = worker("officer", "Curieuse Fictive")

    screen = approve(at_case(who, person))

    assert "Vous n’avez pas ouvert ce document" in screen.text
    assert "confirm" in screen.buttons
