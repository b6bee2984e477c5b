"""An officer's day at the desk: the next request, two who collide, work given out, the keyboard."""

import re

import pytest

from tests.journeys.staff import Officer
from tests.journeys.test_journey_narrow import TELEPHONE
from tests.journeys.typist import Typist

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "robin": "submitted en", "nora": "submitted fr", "max": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

WHY = "Camille est absente cette semaine."


class DeskTypist(Typist, Officer):
    """An officer who uses the keyboard alone."""

    def opens(self, title):
        """Open a part of the page that is folded away."""
        self.tabs_to(self.main.locator("summary").filter(has_text=title))
        self.page.keyboard.press("Enter")
        return self.settles()


def takes_next(officer):
    officer.press(officer.say("queue.take_next"))
    return officer


@pytest.mark.clause("3.0", "3.6")
def test_two_officers_never_get_the_same_request_and_one_takes_over_for_a_reason_that_the_other_reads(
    office, person
):
    camille, dominique = person("fr", Officer), person("en", Officer)
    claude = person("en", Officer, **TELEPHONE)
    everybody = (camille, dominique, claude)
    for one in everybody:
        one.looks_with_axe = True
    camille.begins("officer1", camille.say("queue.title"))
    dominique.begins("officer2", dominique.say("queue.title"))
    waiting = camille.waiting

    takes_next(camille), takes_next(dominique)
    for one in (camille, dominique):
        one.arrives(left=one.say("queue.title"))
    first, second = camille.reference, dominique.reference
    assert sorted((first, second)) == sorted(waiting[:2])

    dominique.open("/queue?queue=open", dominique.say("queue.title"))
    row = dominique.page.get_by_role("row").filter(has_text=first)
    assert "Camille Fictif" in row.inner_text()
    dominique.takes(first).reads("Handled by Camille Fictif since")
    dominique.main.locator("summary").filter(has_text=dominique.say("claim.take_over_title")).click()
    dominique.press(dominique.say("claim.take_over")).reads(dominique.say("errors.takeover_reason_needed"))
    dominique.write(dominique.say("claim.why", by="Camille Fictif"), WHY)
    dominique.press(dominique.say("claim.take_over")).reads(dominique.say("claim.taken")).look(again=True)
    camille.open("/queue?queue=mine", camille.say("queue.title")).reads(f"Raison : {WHY}").look(again=True)
    camille.press(camille.say("queue.lost_read"))
    camille.main.get_by_text(WHY).wait_for(state="detached")

    claude.begins("manager1", claude.say("queue.title")).goes_to("to_take")
    assert claude.waiting == waiting[2:]
    claude.press(claude.say("queue.more"))
    claude.follow(claude.say("queue.assign"), claude.say("assign.title"))
    claude.tick("Camille Fictif")
    claude.press(claude.say("assign.assign")).reads("Camille Fictif: 2").settles().look(again=True)
    camille.goes_to("mine").reads(waiting[2]).reads(waiting[3])
    dominique.open("/queue", dominique.say("queue.title"))
    takes_next(dominique).reads("You have already taken request RRA-")
    dominique.settles().look(again=True)

    assert [it for one in everybody for it in one.barriers + one.too_wide] == []


@pytest.mark.clause("3.0")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_filters_order_and_a_saved_view_are_reached_by_keyboard_alone(office, person, language):
    lea = person(language, DeskTypist)
    lea.looks_with_axe = True
    zoe, name = office["zoe"], {"fr": "Zoé à moi", "en": "My Zoé"}[language]
    lea.begins("officer1", lea.say("queue.title")).open("/queue?queue=open", lea.say("queue.title"))

    lea.follow(lea.say("queue.name"), lea.say("queue.title"))
    names = lea.page.get_by_role("columnheader", name=lea.say("queue.name"), exact=True)
    assert names.get_attribute("aria-sort") == "ascending"
    lea.follow(lea.say("queue.name"))
    lea.page.wait_for_url("**sort=-name")
    lea.arrives(lea.say("queue.title"))
    assert names.get_attribute("aria-sort") == "descending"

    lea.press(lea.say("filter.title"))
    lea.write(lea.say("filter.text"), "NGUYEN zoe")
    lea.choose(lea.say("filter.state"), lea.say("staff.state_submitted"))
    lea.press(lea.say("filter.apply")).reads(lea.say("filter.found", count=2)).settles().look(again=True)
    references = re.findall(r"RRA-\w{4}-\w{4}", lea.page.get_by_role("table").inner_text())
    assert sorted(references) == sorted(office[it].reference for it in ("zoe", "nora"))
    lea.press(lea.say("views.title"))
    lea.write(lea.say("views.name"), name)
    lea.press(lea.say("views.save")).reads(lea.say("views.saved", name=name)).settles().look(again=True)
    lea.open("/queue", lea.say("queue.title")).follow(name, lea.say("queue.title"))
    lea.reads(lea.say("filter.found", count=2))
    assert lea.page.get_by_role("link", name=name, exact=True).get_attribute("aria-current") == "page"
    lea.follow(zoe.reference, lea.say("case.title", reference=zoe.reference))

    assert lea.barriers == []
