"""The office: two officers on one request, accounts, PINs for colleagues, and what each role may see."""

import pytest

from tests.journeys import office as offices
from tests.journeys.staff import Officer, Proven, Stakeholder, Worker

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "thuy": "enrolled fr", "nora": "approved fr", "robin": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""

GUIDE = ("public.guide_menu", "public.refusals_menu")
HOMES = {
    "officer1": ("queue.title", ("queue.title", "statistics.title", "quality.title", "enrolments.title")),
    "manager1": (
        "queue.title",
        (
            "queue.title",
            "statistics.title",
            "quality.title",
            "assign.title",
            "letter_texts.title",
            "rule_lab.title",
        ),
    ),
    "adminis1": (
        "accounts.title",
        ("accounts.title", "registers.title", "enrolments.title", "letters.title", "audit.title"),
    ),
    "stakeholder1": ("mailbox.title", ("statistics.public_title", "mailbox.title")),
}
OTHERS = {
    "officer1": (
        "/accounts", "/assign", "/letter-texts", "/registers", "/letters", "/audit", "/mailbox", "/welcome",
        "/rule-lab",
    ),
    "manager1": ("/accounts", "/registers", "/letters", "/audit", "/mailbox", "/enrolments"),
    "adminis1": ("/queue", "/case", "/assign", "/mailbox", "/welcome"),
    "stakeholder1": (
        "/queue", "/case", "/assign", "/accounts", "/registers", "/enrolments", "/letters", "/audit",
        "/welcome",
    ),
}  # fmt: skip
QUESTIONS = {f"Question de Léa numéro {place}?": f"réponse {place}" for place in range(1, 5)}


@pytest.mark.clause("3.0")
def test_the_second_of_two_officers_is_told_what_happened_and_keeps_what_was_typed(office, person):
    camille, dominique = person("fr", Officer), person("en", Officer)
    dominique.looks_with_axe = True
    reference = office["zoe"].reference
    camille.begins("officer1").takes(reference)
    dominique.begins("officer2").takes(reference).chooses("refused")
    dominique.gives_reason("name_differs", "The register says Nguyen.").previews()

    camille.chooses("approved").previews()
    camille.confirms("approved", reference)
    dominique.press(dominique.say("case.confirm")).reads("Camille Fictif has already dealt with this request")
    dominique.settles().look(again=True)
    field = dominique.page.get_by_role("textbox", name="To add to this reason", exact=False)

    assert field.input_value() == "The register says Nguyen."
    assert dominique.barriers == []


@pytest.mark.clause("0.1", "4.15")
def test_an_administrator_makes_an_officers_account_whose_first_sign_in_creates_four_questions(
    office, person
):
    alex, lea = person("fr", Worker), person("fr", Officer)
    alex.looks_with_axe = lea.looks_with_axe = True
    alex.begins("adminis1", alex.say("accounts.title"))

    alex.press(alex.say("accounts.add")).reads("À corriger").look(again=True)
    alex.write(alex.say("accounts.name_field"), "Léa Invention")
    alex.tick(alex.say("staff.role_officer"))
    alex.write(alex.say("accounts.user_code_field"), "leainvent7")
    for field in ("password", "password_again"):
        alex.write(alex.say(f"accounts.{field}_field"), offices.PASSWORD)
    alex.press(alex.say("accounts.add")).reads(alex.say("accounts.added")).look(again=True)
    lea.sign_in("leainvent7")
    lea.creates_questions(QUESTIONS, lea.say("queue.title"))
    lea.sign_out().sign_in("leainvent7", lea.say("security_question.title"))

    assert "Léa Invention" in alex.main.inner_text()
    assert alex.barriers + lea.barriers == []


@pytest.mark.clause("4.9n")
def test_an_authorised_person_issues_a_pin_to_a_colleague_of_the_same_organisation(office, person):
    alex, thuy, maxime = person("fr", Worker), person("fr", Proven), person("fr", Stakeholder)
    alex.looks_with_axe = thuy.looks_with_axe = True
    before = maxime.begins("stakeholder1").pin(f"Demande {office['nora'].reference}")

    alex.begins("adminis1").open("/enrolments", alex.say("enrolments.title"))
    alex.write(alex.say("staff.sought"), office["thuy"].reference)
    alex.press(alex.say("staff.search")).press(
        alex.say("enrolments.authorise", reference=office["thuy"].reference)
    )
    alex.reads(alex.say("enrolments.done_authorise")).look(again=True)
    thuy.comes_back(office["thuy"].user_code)
    thuy.uses(thuy.say("welcome.organisation"), thuy.say("organisation.title"))
    thuy.reads("Cabinet des Érables")
    thuy.write(thuy.say("organisation.reference"), office["robin"].reference)
    thuy.press(thuy.say("organisation.send")).reads(thuy.say("errors.colleague_not_found"))
    thuy.write(thuy.say("organisation.reference"), office["nora"].reference)
    thuy.press(thuy.say("organisation.send")).reads("Un nouveau NIP est en route").look(again=True)
    office.delivers()
    after = maxime.pin(f"Demande {office['nora'].reference} : nouveau NIP")

    assert before
    assert after
    assert before != after
    assert thuy.main.get_by_text(after).count() == 0
    assert alex.barriers + thuy.barriers == []


@pytest.mark.clause("0.1")
@pytest.mark.parametrize("user_code", HOMES)
def test_each_person_of_the_office_lands_on_the_home_of_the_role_and_sees_nothing_of_the_others(
    person, user_code
):
    worker = person("fr", Worker)
    home, menu = HOMES[user_code]
    worker.begins(user_code, worker.say(home))

    seen = worker.menu
    refused = [worker.open(path).title for path in OTHERS[user_code]]

    assert seen == [worker.say(key) for key in (*menu, *GUIDE)]
    assert set(refused) == {worker.say("frame.not_yours_title")}


@pytest.mark.clause("3.0")
def test_a_manager_sees_a_request_and_cannot_decide_it(office, person):
    claude = person("en", Officer).begins("manager1")

    claude.takes(office["robin"].reference).reads(claude.say("case.only_seen"))

    assert claude.main.get_by_role("radio", name=claude.say("case.outcome_approved")).count() == 0


@pytest.mark.clause("0.1")
@pytest.mark.parametrize(("name", "arrives"), [("robin", "sign_in"), ("thuy", "comes_back")])
def test_applicants_and_representatives_see_nothing_of_the_office(office, person, name, arrives):
    visitor = person("fr", Proven)
    getattr(visitor, arrives)(office[name].user_code)

    titles = [visitor.open(path).title for path in OTHERS["stakeholder1"][:-1]]

    assert set(titles) == {visitor.say("frame.not_yours_title")}
