"""The officers' checklist on the case page: one press where all hold, and a sentence where it does not."""

import pytest
from offices import asked_for_documents, at_case, officer, reference_of, worker
from paperwork import submitted

from core.bootstrap import portal
from core.domain.application.application import Decision, State
from core.domain.decisions.checklist import ChecklistAnswer
from core.services.decisions.page_looks import PageLooks


def looked_at(who, person):
    """Let an officer look at each page, and answer nothing."""
    looking = PageLooks(portal().outside)
    for it in looking.pages(who.actor, person.application_id).missing:
        looking.look(who.actor, it.document.id, it.page)


def opened(who, person, language="fr"):
    return who.open("officer/case.py", language, request=reference_of(person))


def answers(person):
    with portal().store.read() as tx:
        return {it.code: it.holds for it in tx.find(ChecklistAnswer, application_id=person.application_id)}


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Lignes encore sans réponse : 6"), ("en", "Lines still without an answer: 6")],
)
def test_an_approval_waits_for_the_checklist_and_one_press_says_that_all_of_it_holds(language, sentence):
    person, who = submitted(), worker("officer", "Attentive Fictive")
    looked_at(who, person)

    stopped = opened(who, person, language).press("bar_approved")

    assert sentence in "".join(stopped.notices("error"))
    assert "confirm" not in stopped.buttons
    checked = stopped.press("all_hold")
    assert "all_hold" not in checked.buttons
    assert set(answers(person).values()) == {True}
    checked.press("bar_approved").press("confirm")
    assert person.seen.application.state is State.APPROVED


def test_who_has_not_looked_cannot_say_that_all_holds_and_is_taken_to_the_page():
    person, who = submitted(), worker("officer", "Pressée Fictive")

    screen = opened(who, person).press("all_hold")

    assert "Pages que vous n’avez pas encore regardées : 3" in "".join(screen.notices("error"))
    assert screen.papers["go"] != ""
    assert answers(person) == {}


def test_an_approval_of_what_does_not_hold_is_stopped_with_a_sentence():
    person, who = submitted(), worker("officer", "Sceptique Fictive")
    looked_at(who, person)
    portal().checklists.answer(who.actor, person.application_id, {"stamp": False})

    screen = opened(who, person).press("all_hold").press("bar_approved")

    assert "ne tient pas (lignes : 1)" in "".join(screen.notices("error"))
    assert "confirm" not in screen.buttons


def test_the_answers_stand_with_the_decision_in_the_case():
    person = asked_for_documents()

    screen = at_case(officer(), person)

    assert "Liste de vérification : tout tient (6)" in screen.text
    with portal().store.read() as tx:
        (decision,) = tx.find(Decision, application_id=person.application_id)
    assert len(decision.checklist) == 6


def test_a_manager_is_asked_nothing():
    screen = opened(worker("manager", "Gérante Fictive"), submitted())

    assert "all_hold" not in screen.buttons
