"""One request before its officer: what is shown, what is recorded, and the three outcomes."""

import ast
import re
from pathlib import Path

import pytest
from offices import (
    WANTED,
    asked_for_documents,
    at_case,
    decided,
    officer,
    other_officer,
    reference_of,
    returned,
    worker,
)
from paperwork import Seen, scan, somebody_submitted, submitted

from core.bootstrap import portal
from core.domain.application.application import DocumentKind, Event, Outcome, State
from core.domain.application.outcome_draft import WantedDocument

CASE = "officer/case.py"
SERVICES = Path(__file__).parents[3] / "core" / "services"
SUBJECTS = (
    "account|answer|application|credential|document|form|letter|move|pin|queue|security_questions?|terms"
)
RECORDED = re.compile(rf"({SUBJECTS})\.[a-z_]+")


def case_of(person, who=None, language="fr"):
    return at_case(who or officer(), person, language)


def looks_at(person):
    with portal().store.read() as tx:
        found = tx.find(Event, subject_id=person.application_id, name="application.looked_at")
    return [event.account_id for event in found]


def choose(screen, outcome):
    screen.at.radio(key="outcome").set_value(outcome)
    return screen.run()


def refuse(screen, code, text=None):
    choose(screen, Outcome.REFUSED)
    screen.at.checkbox(key=f"reason_{code}").check()
    screen.run()
    if text is not None:
        screen.at.text_area(key=f"reason_{code}_text").set_value(text)
    return screen


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("language", "title", "answer", "document"),
    [
        ("fr", "Demande {}", "Barreau du Nouveau-Brunswick", "Formulaire IMM 5661 signé"),
        ("en", "Request {}", "Law Society of New Brunswick", "Signed form IMM 5661"),
    ],
)
def test_answers_stand_beside_the_documents(language, title, answer, document):
    person = somebody_submitted()

    screen = case_of(person, language=language)

    assert screen.title == title.format(reference_of(person))
    assert answer in screen.text
    papers = screen.papers
    form, first_id = (
        (person.seen.documents or {})[it] for it in (DocumentKind.IMM5661, DocumentKind.FIRST_ID)
    )
    told = papers["documents"][0]
    assert (told["name"], told["page"]) == (document, f"/document/{form.id}/page/")
    assert papers["pair"] == [str(form.id), str(first_id.id)]


def test_an_opening_is_recorded_once_however_often_the_page_is_drawn():
    person = submitted()

    screen = case_of(person)
    choose(screen, Outcome.REFUSED)
    screen.run()
    case_of(person, other_officer())

    assert looks_at(person) == [officer().actor.account_id, other_officer().actor.account_id]


@pytest.mark.clause("3.1")
def test_an_approval_shows_its_letter_before_it_goes_and_no_pin():
    person = submitted()
    screen = choose(case_of(person, language="en"), Outcome.APPROVED)

    screen.press("preview")

    assert "est approuvée" in screen.text
    assert "(NIP) : ********" in screen.text
    assert person.seen.application.state is State.SUBMITTED
    screen.press("confirm")
    assert person.seen.application.state is State.APPROVED
    assert screen.notices("success")[0].startswith(f"Request {reference_of(person)} is approved.")
    assert "outcome" not in [radio.key for radio in screen.at.radio]


@pytest.mark.clause("3.2")
def test_a_refusal_with_two_reasons_tells_the_applicant_both():
    person = submitted()
    screen = refuse(case_of(person), "wrong_member_number")
    refuse(screen, "other", "Le registre <b>dit</b> autre chose.")

    screen.press("preview")
    screen.press("confirm")

    assert person.seen.application.state is State.REFUSED
    assert person.seen.decision.reasons == [
        {"code": "wrong_member_number", "text": ""},
        {"code": "other", "text": "Le registre <b>dit</b> autre chose."},
    ]


@pytest.mark.clause("3.2")
def test_an_officer_reads_what_the_applicant_will_read_in_the_applicants_language():
    screen = choose(case_of(somebody_submitted(), language="en"), Outcome.REFUSED)

    assert screen.at.checkbox(key="reason_wrong_member_number").label == "Wrong membership number"
    assert '<p class="will-read" lang="fr">Le numéro de membre que vous avez donné' in screen.text


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("reasons", "place", "said"),
    [
        ([], "field_reasons", "Un refus doit dire pourquoi."),
        (["other"], "field_reason_other", "Ce motif doit être expliqué en mots."),
    ],
)
def test_a_refusal_that_says_too_little_is_not_previewed(reasons, place, said):
    screen = choose(case_of(somebody_submitted()), Outcome.REFUSED)
    for code in reasons:
        refuse(screen, code)

    screen.press("preview")

    assert f'<a href="#{place}">{said}' in screen.text
    assert "confirm" not in screen.buttons


@pytest.mark.clause("3.3", "3.5")
def test_a_new_copy_and_an_additional_document_are_asked_for():
    person = submitted()
    document = (person.seen.documents or {})[DocumentKind.FIRST_ID]
    screen = choose(case_of(person), Outcome.DOCUMENTS_REQUIRED)
    screen.at.checkbox(key=f"again_{document.id}").check()
    screen.run()
    screen.at.text_area(key=f"again_{document.id}_reason").set_value("La photo est floue.")
    screen.at.selectbox(key="additional_1_name").set_value("Preuve de changement de nom")
    screen.at.text_area(key="additional_1_reason").set_value("Le nom diffère.")

    screen.press("preview")
    assert "- Première pièce d’identité : La photo est floue." in screen.text
    screen.press("confirm")

    told = [(row.kind, row.again, row.name, row.reason) for row in person.seen.requests]
    assert told == [
        (DocumentKind.FIRST_ID, True, "", "La photo est floue."),
        (DocumentKind.ADDITIONAL, False, "Preuve de changement de nom", "Le nom diffère."),
    ]


@pytest.mark.clause("3.5")
def test_there_is_room_for_five_additional_documents_and_no_more():
    screen = choose(case_of(somebody_submitted()), Outcome.DOCUMENTS_REQUIRED)

    for _ in range(4):
        screen.press("one_more")

    offered = [it.key for it in screen.at.selectbox if it.key.startswith("additional_")]
    assert offered == [f"additional_{it}_name" for it in range(1, 6)]
    assert "one_more" not in screen.buttons


@pytest.mark.clause("3.5")
def test_a_document_without_a_reason_is_not_asked_for():
    screen = choose(case_of(somebody_submitted(), language="en"), Outcome.DOCUMENTS_REQUIRED)
    screen.at.selectbox(key="additional_1_name").set_value("Preuve de changement de nom")

    screen.press("preview")

    assert '<a href="#field_additional_1">The person must know why' in screen.text


def test_a_letter_changed_since_its_preview_does_not_go():
    person = submitted()
    screen = refuse(case_of(person), "other", "Premier texte.")
    screen.press("preview")

    screen.at.text_area(key="reason_other_text").set_value("Deuxième texte.")
    screen.press("confirm")

    assert person.seen.application.state is State.SUBMITTED
    assert "Premier texte." not in screen.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_second_officer_is_told_and_loses_nothing_written(language):
    person = submitted()
    screen = refuse(case_of(person, language=language), "other", "Un long texte.")
    screen.press("preview")
    decided(person, Outcome.APPROVED, by=other_officer())

    screen.press("confirm")

    assert person.seen.application.state is State.APPROVED
    told = screen.notices("error")[0]
    assert told.startswith("Dominique Fictif")
    assert ("approuvée" if language == "fr" else "approved") in told
    assert screen.at.text_area(key="reason_other_text").value == "Un long texte."
    assert "preview" not in screen.buttons


def test_a_request_decided_meanwhile_may_be_decided_once_it_was_read_again():
    person = submitted()
    screen = refuse(case_of(person), "documents_not_given", "")
    decided(person, Outcome.DOCUMENTS_REQUIRED, other_officer(), wanted=WANTED)
    screen.run()
    assert "preview" not in screen.buttons

    screen.press("read_again")
    screen.press("preview")
    screen.press("confirm")

    assert person.seen.application.state is State.REFUSED


@pytest.mark.clause("3.6")
def test_what_is_new_in_a_returned_request_is_marked_and_the_round_before_is_told():
    person = returned()

    screen = case_of(person)

    assert [it["name"] for it in screen.papers["documents"]][:2] == [
        "Première pièce d’identité, nouvelle copie (nouveau)",
        "Preuve de <b>nom</b> (nouveau)",
    ]
    assert "Décision 1 : documents requis, par Camille Fictif" in screen.text
    assert "Nouvelle copie, Première pièce d’identité. Raison : La photo est floue." in screen.text
    assert "Preuve de &lt;b&gt;nom&lt;/b&gt;" in screen.text


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Lettre de votre organisme de réglementation"), ("en", "Letter from your regulator")],
)
def test_a_ready_made_name_is_read_in_the_officers_language_whatever_the_applicants(language, name):
    wanted = (WantedDocument(DocumentKind.ADDITIONAL, False, "Letter from your regulator", "Needed."),)
    person = decided(submitted(), Outcome.DOCUMENTS_REQUIRED, wanted=wanted)
    slot = person.seen.slots[0]
    told = (person.application_id, slot.kind, "lettre.png", scan("lettre"), slot.request.id)
    portal().documents.attach(person.actor, *told)
    person.submit()

    screen = case_of(person, language=language)

    is_new = "(nouveau)" if language == "fr" else "(new)"
    assert screen.papers["documents"][0]["name"] == f"{name} {is_new}"


def test_a_request_that_waits_for_documents_may_only_be_refused():
    screen = case_of(asked_for_documents())

    choose(screen, Outcome.APPROVED)
    assert "preview" not in screen.buttons
    assert screen.notices("warning")[0].startswith("Ce résultat n’est pas possible")
    refuse(screen, "documents_not_given", "")
    assert "preview" in screen.run().buttons


def test_the_history_names_who_works_here_to_officers():
    person = submitted()

    screen = case_of(person)

    assert "Demande soumise – la personne elle-même" in screen.text
    assert "Demande regardée – Camille Fictif" in screen.text


def test_a_manager_sees_a_request_and_does_not_decide_it():
    screen = case_of(somebody_submitted(), worker("manager"))

    assert "Barreau du Nouveau-Brunswick" in screen.text
    assert "outcome" not in [radio.key for radio in screen.at.radio]
    assert list(screen.buttons) == ["note_add", "to_queue"]


@pytest.mark.parametrize("reference", ["", "RRA-2222-2222"])
def test_a_reference_that_leads_nowhere_is_explained(reference):
    screen = officer().open(CASE, "en", request=reference)

    assert screen.notices("error")[0].startswith("No submitted request has this reference.")
    assert list(screen.buttons) == ["to_queue"]


def test_an_applicant_does_not_see_a_case():
    person = somebody_submitted()

    screen = Seen(CASE, "fr", person.token, {"request": reference_of(person)})

    assert list(screen.buttons) == ["not_yours"]


def test_every_event_has_its_words():
    names = {
        node.value
        for path in SERVICES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and RECORDED.fullmatch(node.value)
    }
    words = portal().library.words

    told = {f"history.{name.replace('.', '_')}" for name in names}

    assert len(told) > 25
    assert told - set(words) == set()
