"""The rule lab: a manager drafts a change in French, a second one publishes it in English."""

import pytest

from tests.journeys.person import library
from tests.journeys.staff import Officer

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "approved fr"}
OLD = "La demande n’avait pas plus de 30 jours"
TITLE = "Refuser dès le premier jour"


@pytest.mark.clause("3.0")
def test_one_manager_drafts_a_change_and_another_replays_and_publishes_it(office, person):
    claude, sacha = person("fr", Officer), person("en", Officer)
    claude.looks_with_axe = sacha.looks_with_axe = True
    claude.begins("manager1").open("/rule-lab", claude.say("rule_lab.title"))
    title = "Changer une règle : " + OLD

    claude.follow(OLD, title)
    claude.write(claude.say("rule_editor.fails_when"), "days_open >= 0 AND licnce")
    claude.press(claude.say("rule_editor.try")).reads("« licnce », au caractère 20").settles().look(
        again=True
    )
    claude.write(claude.say("rule_editor.fails_when"), "days_open >= 0")
    claude.tick(claude.say("rule_editor.severity_refusal"))
    claude.choose(claude.say("rule_editor.reason"), library().reasons["other"].label.fr)
    claude.write(claude.say("rule_editor.case_facts", place=2), "days_open = -1")
    claude.press(claude.say("rule_editor.try")).reads(office["zoe"].reference).settles().look(again=True)
    claude.write(claude.say("rule_editor.title"), TITLE)
    claude.press(claude.say("rule_editor.keep"), f"Proposition : {TITLE}")
    claude.reads("Vous avez rédigé cette proposition")

    sacha.begins("manager2").open("/rule-lab", sacha.say("rule_lab.title"))
    sacha.follow(TITLE, f"Proposal: {TITLE}")
    sacha.press(sacha.say("proposal.replay"), f"Report: {TITLE}")
    sacha.reads("refusals added: 1").follow(sacha.say("replay.to_proposal"), f"Proposal: {TITLE}")
    sacha.press(sacha.say("proposal.publish")).reads(sacha.say("proposal.told_published"))
    sacha.settles().look(again=True)
    sacha.open("/rule-lab").reads("Edition 2 (followed today)")
    sacha.open(f"/as-judged?request={office['zoe'].reference}").reads("same verdict, byte for byte")

    assert claude.barriers + sacha.barriers == []
    assert claude.too_wide + sacha.too_wide == []
