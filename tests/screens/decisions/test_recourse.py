"""What an applicant answers to a notice, and how a refusal is asked to be looked at again."""

import pytest
from looks import look_through
from offices import decided, officer, other_officer, reference_of
from paperwork import scan, submitted

from core.bootstrap import portal
from core.domain.application.application import DocumentKind, Outcome, State
from core.domain.application.outcome_draft import Draft

pytestmark = pytest.mark.usefixtures("practising")
PRACTICE = {
    "PORTAL_NOTICE_DAYS": "8", "PORTAL_COUNTERSIGN_REASONS": "false", "PORTAL_COUNTERSIGN_FIRST": "0",
    "PORTAL_COUNTERSIGN_PERCENT": "0", "PORTAL_UNDO_MINUTES": "0",
}  # fmt: skip
REASONS = (("second_id_not_valid", "C’est <b>une carte</b>."), ("name_differs", ""))
FINAL = (("licence_not_eligible", "Permis <i>restreint</i>."),)


def noticed(reasons=REASONS):
    person = submitted()
    draft = Draft(Outcome.REFUSED, reasons=reasons)
    look_through(portal().outside, officer().actor, person.application_id)
    portal().notices.give(officer().actor, person.application_id, 1, draft)
    return person


def refused():
    return decided(submitted(), Outcome.REFUSED, reasons=FINAL)


def writes(screen, text):
    screen.at.main.text_area[0].set_value(text)
    return screen.run()


def gives(person, slot):
    """Give a document on its own page, and return the page one comes back to."""
    screen = person.open("upload", kind=slot.request.id.hex)
    screen.choose(f"file_{slot.request.id.hex}", "copie.png", scan("copie"))
    return screen.submit("Suivant")


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("language", "button", "title", "said"),
    [
        ("fr", "Lire le préavis et répondre", "Votre réponse avant la décision", "Comment corriger"),
        ("en", "Read the notice and answer", "Your answer before the decision", "How to fix it"),
    ],
)
def test_home_leads_to_the_notice_which_tells_reasons_and_how_to_mend_them(language, button, title, said):
    person = noticed()
    home = person.open("home", language)
    reference = reference_of(person)
    assert home.buttons[f"notice_{reference}"] == button

    screen = home.press(f"notice_{reference}")

    assert screen.title == title
    assert "C’est &lt;b&gt;une carte&lt;/b&gt;." in screen.text
    assert [slot.kind for slot in person.seen.slots] == [DocumentKind.IMM5661, DocumentKind.SECOND_ID]
    assert said in person.open("notice", language).text or "remedies" not in screen.text


@pytest.mark.clause("3.2")
def test_an_answer_with_a_new_copy_returns_the_request_to_its_officer():
    person = noticed()
    screen = writes(person.open("notice"), "Voici mon permis.")
    _, slot = person.seen.slots

    back = gives(person, slot)
    screen.run()
    screen.press("send")

    assert back.title == "Votre réponse avant la décision"
    assert screen.title == "Votre réponse a été transmise"
    seen = portal().casework.case(officer().actor, person.application_id).seen
    assert (seen.application.state, seen.application.mark) == (State.SUBMITTED, "notice_answered")
    assert seen.proceedings.answers[0].text == "Voici mon permis."
    assert person.open("notice").title == "Votre réponse a été transmise"


def test_an_empty_answer_is_not_sent():
    person = noticed()

    screen = person.open("notice").press("send")

    assert "Votre réponse est vide" in screen.text
    assert person.seen.application.state is State.NOTICE_GIVEN


def test_a_notice_without_documents_offers_none():
    person = noticed((("wrong_member_number", ""),))

    screen = person.open("notice")

    assert [key for key in screen.buttons if key.startswith("upload")] == []
    assert person.open("upload").title == "Votre réponse avant la décision"


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Demander un nouvel examen"), ("en", "Ask for a reconsideration")]
)
def test_a_refusal_may_be_asked_to_be_looked_at_again(language, title):
    person = refused()
    home = person.open("home", language)
    reference = reference_of(person)

    screen = home.press(f"reconsideration_{reference}")

    assert screen.title == title
    assert "Permis &lt;i&gt;restreint&lt;/i&gt;." in screen.text
    assert (screen.press("send").title, "portal-errors" in screen.text) == (title, True)


def test_a_new_examination_goes_to_another_officer_with_its_text_and_documents():
    person = refused()
    screen = writes(person.open("reconsideration"), "Mon permis n’est <b>pas</b> restreint.")
    screen.press("add_documents")
    assert [slot.kind for slot in person.seen.slots] == list(DocumentKind)
    gives(person, person.seen.slots[-1])

    screen.run().press("send")

    assert screen.title == "Votre demande de nouvel examen a été transmise"
    told = {"request": reference_of(person)}
    own = officer().open("officer/case.py", **told)
    other = other_officer().open("officer/case.py", **told)
    assert "Mon permis n’est &lt;b&gt;pas&lt;/b&gt; restreint." in other.text
    assert "outcome" in [it.key for it in other.at.radio]
    assert "Nouvelle copie" not in other.text
    assert "outcome" not in [it.key for it in own.at.radio]
    assert "un autre agent doit l’examiner" in own.text
    assert person.open("reconsideration").title == "Votre demande de nouvel examen a été transmise"


def test_a_refusal_upheld_cannot_be_asked_about_again():
    person = refused()
    portal().reconsiderations.ask(person.actor, person.application_id, "Regardez encore.")
    stage = portal().casework.case(other_officer().actor, person.application_id).seen.stage
    draft = Draft(Outcome.REFUSED, reasons=FINAL)
    look_through(portal().outside, other_officer().actor, person.application_id)
    portal().casework.decide(other_officer().actor, person.application_id, stage, draft)

    home = person.open("home")

    assert f"reconsideration_{reference_of(person)}" not in home.buttons
