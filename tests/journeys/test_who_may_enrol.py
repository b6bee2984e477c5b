"""Whom the portal is for, as the questions say it."""

import pytest

from tests.journeys.person import library

pytestmark = pytest.mark.browser


@pytest.mark.clause("0.2", "2.3")
def test_only_members_of_the_listed_regulators_can_answer_and_a_student_is_told_why_not(someone):
    robin = someone("answering", "en", at="/question?q=previously_enrolled")
    robin.answers({"previously_enrolled": False}).arrives("Of which regulator are you a member?")

    robin.page.get_by_role("combobox", name="Regulator *", exact=True).click()
    robin.page.get_by_role("option").first.wait_for()
    offered = robin.page.get_by_role("option").all_inner_texts()
    robin.page.keyboard.press("Escape")
    robin.answers({"regulator": "LSO"}).arrives("What kind of licence do you have?")
    robin.answers({"licence": "student"})

    assert sorted(offered) == sorted(row.name.en for row in library().questionnaire.regulators)
    robin.reads("cannot be enrolled: such a person is not yet a member in good standing")
    robin.press("Next", "What is your membership number?")
