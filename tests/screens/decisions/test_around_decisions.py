"""What an officer does around a decision: notice, hold, second signature, undoing; what the page shows."""

from datetime import timedelta
from html import unescape

import pytest
from looks import look_through
from offices import at_case, decided, officer, other_officer, reference_of, worker
from paperwork import scan, submitted

from core.bootstrap import portal
from core.domain.application.application import DocumentKind, Outcome, State
from core.domain.application.outcome_draft import Draft

pytestmark = pytest.mark.usefixtures("practising")
PRACTICE = {
    "PORTAL_NOTICE_DAYS": "8", "PORTAL_COUNTERSIGN_REASONS": "true", "PORTAL_COUNTERSIGN_FIRST": "0",
    "PORTAL_COUNTERSIGN_PERCENT": "0", "PORTAL_UNDO_MINUTES": "2",
}  # fmt: skip
ACCUSED = (("not_in_good_standing", ""),)
MENDABLE = (("second_id_not_valid", "C’est <b>une carte</b>."),)
DRAFT = Draft(Outcome.REFUSED, reasons=MENDABLE)


def case_of(person, who=None, language="fr"):
    return at_case(who or officer(), person, language)


def state_of(person):
    return portal().casework.case(officer().actor, person.application_id).seen.application.state


def refuses(person, code, who=None, language="fr"):
    """Prepare a refusal on screen, up to its preview's button."""
    screen = case_of(person, who, language)
    screen.at.radio(key="outcome").set_value(Outcome.REFUSED)
    screen.run()
    screen.at.checkbox(key=f"reason_{code}").check()
    return screen.run()


def noticed():
    person = submitted()
    look_through(portal().outside, officer().actor, person.application_id)
    portal().notices.give(officer().actor, person.application_id, 1, DRAFT)
    return person


def drafted(by=None):
    """Return somebody whose refusal waits for a second signature."""
    other_officer()
    return decided(submitted(), Outcome.REFUSED, by, reasons=ACCUSED)


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("language", "button", "said"),
    [
        ("fr", "Envoyer le préavis", "Le préavis est donné pour {}."),
        ("en", "Send the notice", "Notice is given for {}."),
    ],
)
def test_a_refusal_for_what_can_be_mended_becomes_a_notice_first(language, button, said):
    person = submitted()
    screen = refuses(person, "second_id_not_valid", language=language)

    screen.press("preview")

    assert screen.buttons["confirm"] == button
    screen.press("confirm")
    assert state_of(person) is State.NOTICE_GIVEN
    assert screen.notices("success")[0].startswith(said.format(reference_of(person)))
    assert "outcome" not in [radio.key for radio in screen.at.radio]


def test_a_refusal_without_notice_says_why():
    person = submitted()
    screen = refuses(person, "second_id_not_valid")
    screen.at.radio(key="notice_way").set_value("refuse")
    screen.run()

    screen.press("preview")

    assert "en a pas été avisée. Donnez d’abord un préavis" in screen.text
    screen.at.text_area(key="without_notice").set_value("Déjà dit au téléphone.")
    screen.run().press("preview").press("confirm")
    seen = portal().casework.case(officer().actor, person.application_id).seen
    assert (seen.application.state, seen.decisions[0].without_notice) == (
        State.REFUSED, "Déjà dit au téléphone.",
    )  # fmt: skip


def test_a_reason_that_cannot_be_mended_asks_for_no_notice():
    screen = refuses(submitted(), "licence_not_eligible")

    assert "notice_way" not in [radio.key for radio in screen.at.radio]


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr", "Deuxième pièce d’identité non valide"), ("en", "Second identity document not valid")],
)
def test_a_notice_and_its_answer_stand_on_the_case(language, label):
    person = noticed()
    waits = case_of(person, language=language)

    portal().notices.answer(person.actor, person.application_id, "Voici <i>mon</i> permis.")
    answered = case_of(person, language=language)

    told = {"fr": ("pas encore répondu", "a répondu au préavis"), "en": ("not answered yet", "has answered")}
    assert f"{label} : C’est &lt;b&gt;" in waits.text.replace("valid: C", "valid : C")
    assert told[language][0] in waits.text
    assert told[language][1] in answered.text
    assert "Voici &lt;i&gt;mon&lt;/i&gt; permis." in answered.text
    queue = officer().open("officer/queue.py", language, queue="returned")
    mark = {"fr": "Préavis répondu – à vous", "en": "Notice answered – to you"}
    assert (reference_of(person) in queue.text, mark[language] in queue.text) == (True, True)


def test_a_request_is_put_on_hold_for_a_reason_until_a_day_and_released():
    person = submitted()
    screen = case_of(person)
    last = person.seen.today + timedelta(days=5)

    screen.press("hold")
    assert "aucun motif n’est choisi" in screen.text
    screen.at.selectbox(key="hold_reason").select("regulator_answer")
    screen.at.date_input(key="hold_until").set_value(last)
    screen.press("hold")

    assert screen.notices("success") == [f"La demande {reference_of(person)} est en attente."]
    assert "Réponse attendue d’un organisme" in screen.text
    queue = officer().open("officer/queue.py", queue="on_hold")
    assert reference_of(person) in queue.text
    assert "En attente jusqu’au" in queue.text
    assert ("release" in screen.buttons, "outcome" in [it.key for it in screen.at.radio]) == (True, False)
    screen.press("release")
    assert portal().claims.look(officer().actor, person.application_id).is_mine
    assert "outcome" in [it.key for it in screen.at.radio]


@pytest.mark.clause("3.0")
def test_a_refusal_that_accuses_waits_for_another_officers_signature():
    other_officer()
    person = submitted()
    screen = refuses(person, "not_in_good_standing")

    screen.press("preview").press("confirm")

    assert state_of(person) is State.TO_COUNTERSIGN
    assert "attend la signature d’un autre agent" in screen.notices("success")[0]
    assert "take_back" in screen.buttons
    assert screen.press("take_back").buttons.get("agree") is None
    assert state_of(person) is State.SUBMITTED


def test_another_officer_reads_the_letter_and_signs():
    person = drafted()

    queues = [it.open("officer/queue.py", queue="to_countersign") for it in (officer(), other_officer())]
    assert [reference_of(person) in it.text for it in queues] == [False, True]
    screen = case_of(person, other_officer(), "en")

    assert "refusée" in screen.text
    assert "To be countersigned: one of its reasons demands it." in screen.text
    screen.press("agree")
    (decision,) = portal().casework.case(officer().actor, person.application_id).seen.decisions
    assert (decision.officer_id, decision.countersigned_by) == (
        officer().actor.account_id, other_officer().actor.account_id,
    )  # fmt: skip
    assert "by Camille Fictif, countersigned by Dominique Fictif" in screen.text


def test_an_objection_says_why_and_returns_the_decision():
    person = drafted()
    screen = case_of(person, other_officer())

    screen.press("object")
    assert "Une opposition doit dire pourquoi" in screen.text
    screen.at.text_area(key="objection").set_value("Le registre <b>dit</b> autre chose.")
    screen.press("object")

    assert state_of(person) is State.SUBMITTED
    assert "Opposition de Dominique Fictif" in case_of(person).text
    assert "Le registre &lt;b&gt;dit&lt;/b&gt; autre chose." in case_of(person).text


def test_a_second_officer_who_has_not_looked_cannot_sign_and_is_taken_to_what_is_missing():
    person, second = drafted(), worker("officer", "Seconde Fictive")
    screen = second.open("officer/case.py", "fr", request=reference_of(person))

    screen.press("agree")

    assert "on ne décide pas sans avoir regardé" in "".join(screen.notices("error"))
    assert screen.papers["go"] != ""
    assert state_of(person) is State.TO_COUNTERSIGN
    assert case_of(person, second).press("agree").notices("error") == []
    assert state_of(person) is State.REFUSED


def test_whoever_signs_second_is_told_that_it_was_done():
    person = drafted()
    third = worker("officer", "Tiers Fictif")
    screens = [case_of(person, who) for who in (other_officer(), third)]

    for screen in screens:
        screen.press("agree")

    told = "".join(screens[1].notices("error"))
    assert "Camille Fictif" in told
    assert "elle a été reprise, renvoyée ou signée" in told


def test_a_decision_is_undone_before_its_letter_leaves():
    person = decided(submitted())
    screen = case_of(person)
    assert case_of(person, other_officer()).buttons.get("undo") is None

    screen.press("undo")

    assert state_of(person) is State.SUBMITTED
    assert "Aucune lettre n’est partie" in screen.notices("success")[0]
    assert "annulée avant l’envoi de sa lettre" in screen.text
    assert person.seen.application.state is State.SUBMITTED


def test_a_new_copy_given_with_an_answer_is_marked_new():
    person = noticed()
    form, slot = person.seen.slots
    assert form.kind == DocumentKind.IMM5661
    told = (slot.kind, "permis.png", scan("permis"), slot.request.id)
    portal().documents.attach(person.actor, person.application_id, *told)
    portal().notices.answer(person.actor, person.application_id, "")

    screen = case_of(person)

    first = screen.papers["documents"][0]["name"]
    assert first == "Deuxième pièce d’identité, nouvelle copie (nouveau)"
    assert "de nouveaux documents, sans texte" in screen.text


def test_a_manager_reads_all_this_and_can_do_none_of_it():
    screen = case_of(drafted(), worker("manager", "Gestion Fictive"))

    assert "Projet de décision 1 : refusée" in screen.text
    assert {"agree", "object", "take_back", "undo", "hold", "release"} & set(screen.buttons) == set()


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("language", "answered", "told"),
    [
        ("fr", True, ("Ce qui a changé depuis la soumission précédente", "Changée depuis une soumission")),
        ("fr", False, ("Changé depuis la soumission, mais pas envoyé", "Changée depuis une soumission")),
        ("en", True, ("What changed since the submission before", "Changed since a submission")),
        ("en", False, ("Changed since the submission, but not sent", "Changed since a submission")),
    ],
)
def test_an_answer_changed_after_a_notice_is_marked_with_the_old_one_and_dates(language, answered, told):
    person = noticed()
    person.answer("second_id", second_id_kind="utility_bill", second_id_shows=["home_address"])
    if answered:
        portal().notices.answer(person.actor, person.application_id, "Voici.")

    said = unescape(case_of(person, language=language).text)

    assert [sentence for sentence in told if sentence not in said] == []
    assert "<del>" in said.partition(told[0])[2]
    assert ("(avant : soumise le" if language == "fr" else "(before: sent on") in said
