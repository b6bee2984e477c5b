"""The whole road in English, by a Sign-In Partner: a College member who lives abroad."""

import pytest

from tests.journeys import paper
from tests.journeys.answers import ENGLISH
from tests.journeys.person import ENROLLING, REFUSED_ONLY, library, screens

pytestmark = pytest.mark.browser

HOME = "What would you like to do today?"


def cancels_once(robin):
    robin.open("/", "Enrolment of Authorized Paid Representatives (APR)")
    robin.press("Continue to Sign-In Partner", "Sign-In Partners")
    assert robin.main.get_by_role("list").get_by_role("link").all_inner_texts() == [
        "Boreal Credit Union",
        "Maple Grove Bank",
    ]
    robin.goes_to_partner("Boreal Credit Union")
    robin.page.get_by_role("button", name="Cancel and return to the portal").click()
    robin.arrives("The partner sign-in did not succeed")
    robin.reads("the sign-in was cancelled at the partner. No account was created.")
    assert "portal_session" not in robin.cookies


def reads_what_a_gckey_asks(robin):
    robin.follow("Sign in with GCKey instead", "Sign in with GCKey")
    robin.follow("No GCKey yet? Register", library().terms["gckey"].title.en)
    robin.press("I accept", "Register – GCKey").press("Submit")
    robin.reads("To correct (8)").look(again=True)
    robin.open("/partners", "Sign-In Partners")


def signs_up(robin):
    robin.goes_to_partner("Maple Grove Bank")
    robin.proves_identity("robin", "erable-1")
    robin.arrives("You are back at the portal")
    robin.press("Continue", library().terms["portal"].title.en)
    robin.press("I accept").screens("No", "No", "Yes")
    robin.arrives("Your account is created").press("Continue", HOME)


def answers_everything(robin):
    robin.press("Authorized Paid Representative Enrolment Application", "What is your family name?")
    robin.main.get_by_text("Words explained: Authorized Paid Representative").click()
    robin.reads("It is always a person, never an organisation.")
    robin.answers_all(ENGLISH, last="membership_since")
    robin.answers(ENGLISH["register_name"])
    robin.reads("A small difference is checked with your regulator.")
    robin.press("Next", "For which organisation do you work?")
    robin.answers_all(ENGLISH, last="attestor")
    robin.arrives("Review your answers")
    assert robin.main.get_by_role("link", name="Modify").count() == len(ENGLISH)


def gives_papers(robin, form):
    assert robin.main.get_by_role("button", name="Submit", exact=True).is_disabled()
    robin.gives("imm5661", "form.tif", paper.as_tiff(paper.signed(form)))
    robin.gives("first_id", "licence.jpeg", paper.identity_card("O'BRIEN", "S1234-56789"))
    lease = [paper.picture("LEASE", "page 1"), paper.picture("LEASE", "page 2")]
    robin.gives("second_id", "lease.tiff", paper.as_tiff(lease))
    robin.press("View the second document", "View the second document")
    assert robin.is_drawn(robin.main.get_by_role("img", name="Page 1 of 2 of the file provided: lease.tiff"))
    robin.press("Back to the documents", "Client-submitted documents")


@pytest.mark.clause(
    "0.2", "1.0", "1.7", "1.8", "1.P1", "1.P2", "1.P3", "1.P4", "1.P5", "2.1", "2.2", "2.3", "2.4", "2.5",
    "2.7", "2.8", "2.9", "2.12", "2.13", "2.14", "2.15", "2.16",
)  # fmt: skip
def test_a_newcomer_enrols_in_english_through_a_partner_after_cancelling_once_and_submits(person):
    robin = person("en")
    robin.looks_with_axe = True

    cancels_once(robin)
    reads_what_a_gckey_asks(robin)
    signs_up(robin)
    answers_everything(robin)
    robin.press("Print IMM 5661", "Print IMM 5661")
    form = robin.saved("Save the form on this device (PDF)")
    robin.press("Continue", "Client-submitted documents")
    gives_papers(robin, form)
    robin.press("Submit", "Your request has been submitted")

    printed = paper.text_of(form)
    assert [
        told for told in ("O'Brien-Şimşek", "12, rue de l'Exemple", "R900013") if told not in printed
    ] == []
    assert robin.reference in paper.text_of(robin.saved("Save the receipt on this device (PDF)"))
    robin.visit_the_rest(*ENROLLING).open("/queue")
    assert robin.barriers == []
    assert screens(*ENROLLING) - {path for path, _, _ in robin.looked} == REFUSED_ONLY
