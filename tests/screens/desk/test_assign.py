"""A manager gives requests to officers: the oldest of a view, or those ticked."""

import pytest
from offices import administrator, officer, other_officer, reference_of, worker
from paperwork import submitted

from core.bootstrap import portal
from core.domain.application.application import Application
from core.domain.desk.view import View

ASSIGN = "manager/assign.py"


def holder(person):
    with portal().store.read() as tx:
        return tx.get(Application, person.application_id).claimed_by


def opened(person, language="fr", **more):
    return worker("manager").open(ASSIGN, language, text=reference_of(person), **more)


def to(screen, *officers):
    for who in officers:
        screen.at.checkbox(key=f"to_{who.actor.account_id}").check()
    return screen


@pytest.mark.parametrize(
    ("language", "title", "button", "told"),
    [
        ("fr", "Confier des demandes", "Confier", "Demandes confiées – Camille Fictif : 1"),
        ("en", "Assign requests", "Assign", "Requests assigned – Camille Fictif: 1"),
    ],
)
def test_the_oldest_of_a_view_go_to_the_officers_chosen(language, title, button, told):
    person, camille = submitted(), officer()
    screen = to(opened(person, language), camille)
    assert screen.title == title

    screen.at.number_input(key="assign_count").set_value(3)
    screen.submit(button)

    assert screen.notices("success")[0].startswith(told)
    assert holder(person) == officer().actor.account_id


def test_requests_are_ticked_even_those_that_somebody_has():
    person = submitted()
    portal().claims.take(other_officer().actor, person.application_id)
    screen = opened(person, queue="open")

    screen.at.radio(key="assign_way").set_value("chosen")
    screen.run()
    box = screen.at.checkbox(key=f"give_{person.application_id}")
    assert box.label.endswith("moins d’un jour ouvrable – en main de Dominique Fictif")
    box.check()
    to(screen, officer()).submit("Confier")

    assert holder(person) == officer().actor.account_id
    lost = portal().queues.look(other_officer().actor, View("mine")).lost
    assert reference_of(person) in [it.reference for it in lost]


@pytest.mark.parametrize(
    ("way", "chooses", "place", "said"),
    [
        ("oldest", False, "assign_officers", "Les demandes n’ont été confiées à personne."),
        ("chosen", True, "assign_requests", "Aucune demande n’est à confier."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(way, chooses, place, said):
    person = submitted()
    screen = opened(person)
    screen.at.radio(key="assign_way").set_value(way)
    screen.run()
    if chooses:
        to(screen, officer())

    screen.submit("Confier")

    assert f'<a href="#{place}">{said}' in screen.text
    assert holder(person) is None


def test_officers_are_told_apart_by_their_teams():
    who = worker("officer", "Équipière Fictif")
    portal().accounts.put_in_team(administrator().actor, who.actor.account_id, "Nord *1*")

    screen = opened(submitted(), "en")

    assert (
        screen.at.checkbox(key=f"to_{who.actor.account_id}").label == "Équipière Fictif (team Nord \\*1\\*)"
    )


def test_only_managers_give_out_requests():
    for who in (officer(), administrator()):
        assert list(who.open(ASSIGN).buttons) == ["not_yours"]
