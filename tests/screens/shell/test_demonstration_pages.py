"""The pages that a demonstration adds: its scenarios, and specimens on the documents page."""

import re

import pytest
from paperwork import somebody_printed

from core.demonstration.stage.scenes import SCENES
from pages.parts.demonstration.routes import STEPS
from pages.parts.demonstration.scenarios import CODES

SCENARIOS = "public/scenarios.py"


@pytest.mark.parametrize(("language", "first"), [("fr", "Tout est en règle"), ("en", "Everything in order")])
def test_every_scenario_says_what_will_happen_and_what_to_look_at_and_has_one_press(opened, language, first):
    screen = opened(SCENARIOS, language)
    presses = re.findall(r'action="/demo/scene/(\w+)"', screen.text)

    assert (screen.title, screen.at.header[0].value) == (
        {"fr": "Scénarios", "en": "Scenarios"}[language],
        first,
    )
    assert presses == list(CODES)
    assert len(screen.at.main.markdown) == 1 + 2 * len(CODES)


def test_every_scenario_stands_on_the_page_and_leads_to_a_screen():
    assert set(CODES) == SCENES.keys()
    assert {scene.step for scene in SCENES.values()} == STEPS.keys()


def test_specimens_are_given_by_one_press_on_the_documents_page(opened):
    person = somebody_printed()
    screen = opened("applicant/documents.py", token=person.token).press("use_specimens")

    assert "specimen-first_id" in screen.text
    assert [it for it in screen.at.button if it.key == "use_specimens"] == []
