"""Who has a request in hand, on its case: taken, given back, taken over with a reason."""

import pytest
from offices import at_case, empty_handed, officer, other_officer, worker
from paperwork import submitted

from core.bootstrap import portal
from core.domain.application.application import EventValues, Outcome


def case_of(person, who, language="fr"):
    return at_case(who, person, language)


def taken(by=None):
    person = submitted()
    portal().claims.take(empty_handed(by or officer()).actor, person.application_id)
    return person


@pytest.mark.parametrize(
    ("language", "free", "mine"),
    [
        ("fr", "Personne n’a cette demande en main.", "Vous avez cette demande en main depuis"),
        ("en", "Nobody is handling this request.", "You have been handling this request since"),
    ],
)
def test_a_free_request_is_taken_and_given_back(language, free, mine):
    person = submitted()
    screen = case_of(person, empty_handed(officer()), language)
    assert free in screen.text

    screen.press("take")
    assert mine in screen.text
    screen.press("give_back")

    assert free in screen.text
    assert {"take", "give_back"} & set(screen.buttons) == {"take"}


def test_a_colleague_sees_who_has_it_and_takes_it_over_for_a_reason():
    person = taken()
    screen = case_of(person, other_officer(), "en")
    assert "Handled by Camille Fictif since:" in screen.text
    assert "take" not in screen.buttons

    screen.submit("Take over")
    assert '<a href="#takeover_why">Taking a request over must say why' in screen.text
    screen.at.text_area(key="takeover_why").set_value("Camille is away.")
    screen.submit("Take over")

    assert screen.notices("success") == ["You are now handling this request."]
    with portal().store.read() as tx:
        told = tx.find(EventValues, subject_id=person.application_id)[-1].values
    assert told == {"from": str(officer().actor.account_id), "why": "Camille is away."}
    assert "History" in screen.text
    assert "Request taken over from somebody else – Dominique Fictif" in screen.text


def test_what_was_taken_meanwhile_is_not_taken_twice_and_the_second_is_told():
    person = submitted()
    screen = case_of(person, officer())
    portal().claims.take(empty_handed(other_officer()).actor, person.application_id)

    screen.press("take")

    assert screen.notices("warning")[0].startswith("Dominique Fictif a maintenant cette demande en main")


def test_what_was_taken_over_meanwhile_cannot_be_given_back():
    person = taken()
    screen = case_of(person, officer())
    portal().claims.take_over(other_officer().actor, person.application_id, "Urgence")

    screen.press("give_back")

    assert screen.notices("warning")[0].startswith("Vous n’avez plus cette demande en main")
    assert "En main de Dominique Fictif" in screen.text


def test_a_manager_sees_who_has_it_and_takes_nothing():
    screen = case_of(taken(), worker("manager"))

    assert "En main de Camille Fictif" in screen.text
    assert list(screen.buttons) == ["note_add", "to_queue"]


def test_what_a_manager_gave_says_so():
    person, manager = submitted(), worker("manager")
    portal().assignments.assign(manager.actor, [person.application_id], [officer().actor.account_id])

    assert "Cette demande vous a été confiée" in case_of(person, officer()).text
    assert "Assigned to Camille Fictif" in case_of(person, other_officer(), "en").text


def test_of_a_decided_request_nobody_has_anything_in_hand():
    person = taken()
    screen = case_of(person, officer())
    screen.at.radio(key="outcome").set_value(Outcome.APPROVED)
    screen.run().press("preview")

    screen.press("confirm")

    assert "en main" not in screen.text.split("Historique")[0].lower()
    assert {"take", "give_back"} & set(screen.buttons) == set()
