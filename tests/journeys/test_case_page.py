"""An officer's day on a request's page: documents by keys alone, notes, neighbours, advice, the look back."""

import re

import pytest

from tests.journeys.test_desk import DeskTypist
from tests.journeys.test_journey_narrow import TELEPHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "nora": "submitted fr", "robin": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

NOTE = "js+t?d1 : appelée, elle rappelle lundi."
"""Full of letters that are keys of the page."""


class CaseTypist(DeskTypist):
    """An officer who uses the keyboard alone, and the keys of the page."""

    def keys(self, *names):
        for name in names:
            self.page.keyboard.press(name)
        return self

    @property
    def where(self):
        """Return what the viewer says of each paper it shows."""
        return [re.sub(r"\s", " ", it) for it in self.page.locator(".paper-where").all_inner_texts()]

    def sees(self, *told):
        """Wait until the viewer shows papers, whose pictures have arrived."""
        for text in told:
            self.page.locator(".paper-where").get_by_text(text).wait_for()
        assert len(self.where) == len(told)
        for picture in self.page.locator(".paper-box img").all():
            assert self.is_drawn(picture)
        return self


@pytest.mark.clause("3.0", "3.1")
def test_a_request_is_read_compared_noted_and_approved_by_keys_alone(office, person):
    zoe, nora = office["zoe"], office["nora"]
    lea = person("fr", CaseTypist)
    lea.looks_with_axe = True
    form, first_id = lea.say("documents.imm5661"), lea.say("documents.first_id")
    lea.begins("officer1", lea.say("queue.title")).takes(zoe.reference)

    lea.sees(f"{form} : page 1 sur 2, 100 %")
    lea.keys("j", "+", "t").sees(f"{form} : page 2 sur 2, 125 %, tournée de 90°")
    lea.keys("2").sees(f"{first_id} : page 1 sur 1, 100 %")
    lea.keys("s").sees(f"{form} : page 2 sur 2, 125 %, tournée de 90°", f"{first_id} : page 1 sur 1, 100 %")
    lea.look(again=True)
    both = lea.where

    lea.keys("?").reads(lea.say("shortcuts.does_turn")).look(again=True)
    lea.keys("t", "Escape")
    lea.keys("m")
    lea.page.keyboard.type(NOTE)
    lea.press(lea.say("notebook.add")).reads(lea.say("notebook.added")).reads(NOTE).settles()
    assert lea.where == both

    lea.opens(lea.say("neighbours.shares_address", count=1))
    lea.page.get_by_role("link", name=nora.reference).first.wait_for()
    lea.reads(lea.say("neighbours.attested", count=2)).look(again=True)

    lea.keys("a")
    lea.reads("on ne décide pas sans avoir regardé")
    lea.looks_through().reads(lea.say("case_viewer.none_missing"))
    assert lea.where == [f"{lea.say('documents.second_id')} : page 1 sur 1, 100 %"]
    lea.previews()
    assert lea.page.get_by_text(lea.say("advice.title")).count() == 0
    lea.confirms("approved", zoe.reference)

    lea.open("/quality", lea.say("quality.title")).reads(lea.say("quality.figures_own"))
    row = lea.page.get_by_role("row").filter(has_text=lea.say("quality.you"))
    assert row.get_by_role("cell").all_inner_texts()[:2] == ["1", "1"]
    assert lea.barriers == []


@pytest.mark.clause("3.0")
def test_keys_can_be_turned_off_and_the_page_is_whole_on_a_telephone_in_english(office, person):
    ana = person("en", CaseTypist, **TELEPHONE)
    ana.looks_with_axe = True
    form = ana.say("documents.imm5661")
    ana.begins("officer2", ana.say("queue.title")).takes(office["robin"].reference)

    ana.sees(f"{form}: page 1 of 2, 100%").look(again=True)
    ana.keys("?").reads(ana.say("shortcuts.title")).look(again=True)
    ana.keys("Space", "Escape", "j")
    ana.sees(f"{form}: page 1 of 2, 100%")
    ana.press(ana.say("case_viewer.next")).sees(f"{form}: page 2 of 2, 100%")
    ana.open("/quality", ana.say("quality.title")).reads(ana.say("quality.nothing"))

    assert ana.barriers + ana.too_wide == []
