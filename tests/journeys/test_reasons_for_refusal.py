"""The guide's three reasons for refusal, each caught in a whole request before it is sent, and mended."""

import pytest

from tests.journeys import paper
from tests.journeys.answers import LISTED
from tests.journeys.person import library, spaced
from tests.journeys.test_journey_narrow import TELEPHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"camille": "printed fr", "thuy": "printed en", "robin": "printed fr"}
"""Whom the portal knows before the journeys begin, and how far they have come."""
ANSWERED = {
    "camille": LISTED | {"membership_number": {"membership_number": "M123456"}},
    "thuy": LISTED | {
        "language": {"correspondence_language": "en"},
        "second_id": {"second_id_kind": "credit_card", "second_id_shows": ["signature"]},
    },
    "robin": LISTED,
}  # fmt: skip


def begins(person, seeded):
    """Sign in at the print page; return the form."""
    person.looks_with_axe = True
    person.signs_in_at(seeded.user_code, "/form").arrives(person.say("form_page.title"))
    return saves(person)


def saves(person):
    return person.saved(person.say("form_page.save"))


def to_documents(person):
    return person.press(person.say("form_page.next"), person.say("documents.title"))


def gives_identities(person, code):
    person.gives("first_id", "passport.jpg", paper.identity_card("EXEMPLE", "AB123456", code))
    person.gives("second_id", "second.png", paper.identity_card("EXEMPLE", "second", code, kind="PNG"))


def gives_form(person, pages, word="upload"):
    person.gives("imm5661", "form.pdf", paper.as_pdf(pages), word)
    return person


def would_be_refused(person, count=1):
    """Return why, once the check before sending says so."""
    one = "verification.would_be_refused_one"
    person.reads(person.say(one) if count == 1 else person.say("verification.would_be_refused", count=count))
    person.settles().look(again=True)
    return spaced(person.main.locator(".st-key-verification").inner_text())


def mends(person, answer):
    """Follow the check's way to the question, answer it otherwise, and print the form anew."""
    ((question, told),) = answer.items()
    ways = person.main.get_by_role("link", name=person.say("verification.go_question"), exact=True)
    ways.and_(person.page.locator(f"[href*='q={question}&']")).click()
    asked = next(it for it in library().questionnaire.questions if it.id == question)
    person.arrives(asked.title.of(person.language)).answers(told).arrives(person.say("review.title"))
    person.press(person.say("review.print"), person.say("form_page.title"))
    return saves(person)


def is_clean(person):
    """Read that nothing is found wrong any more, and send the request."""
    person.reads(person.say("scan.all_well")).reads(person.say("verification.none_fails"))
    person.settles().look(again=True)
    person.press(person.say("documents.submit"), person.say("confirmation.title"))
    assert (person.barriers, person.too_wide) == ([], [])


@pytest.mark.clause("2.3a", "2.15", "3.R1")
def test_a_transitional_number_is_caught_mended_and_what_was_signed_before_is_known_to_be_older(
    office, person
):
    camille = person("fr")
    form = begins(camille, office["camille"])

    gives_identities(gives_form(to_documents(camille), paper.signed(form)), "camille")
    told = would_be_refused(camille, 2)
    again = mends(camille, {"membership_number": {"membership_number": "R900001"}})
    to_documents(camille).reads("Réponses changées depuis cette impression : « Numéro de membre »")
    older = would_be_refused(camille)
    gives_form(camille, paper.signed(again), "replace")

    assert "celui d’un membre transitoire de 2011" in told
    assert "numéro et nom, ne s’accorde pas avec le registre" in told
    assert "imprimé avant un changement de vos réponses" in older
    is_clean(camille)


@pytest.mark.clause("2.3c", "2.15", "3.R2")
def test_a_credit_card_as_second_document_is_caught_and_another_document_mends_it(office, person):
    thuy = person("en")
    form = begins(thuy, office["thuy"])

    gives_identities(gives_form(to_documents(thuy), paper.signed(form)), "thuy")
    told = would_be_refused(thuy)
    bill = {"second_id_kind": "utility_bill", "second_id_shows": ["home_address"]}
    again = mends(thuy, {"second_id": bill})
    gives_form(to_documents(thuy), paper.signed(again), "replace")
    thuy.gives("second_id", "bill.jpg", paper.identity_card("EXEMPLE", "1, rue Exemple"), "replace")

    assert "The second document is a credit or bank card" in told
    is_clean(thuy)


@pytest.mark.clause("2.8", "2.9", "2.15", "3.R3")
def test_a_form_with_a_page_missing_unsigned_or_not_attested_is_caught_on_the_scan_and_marked(office, person):
    robin = person("fr", **TELEPHONE)
    form = begins(robin, office["robin"])

    gives_form(to_documents(robin), paper.signed(form, but=(1,))[:1])
    robin.reads("La page 2 du formulaire n’est pas dans le fichier.")
    robin.reads("Encadré : signature du représentant, date de cette signature.")
    frames = robin.page.locator(".scan .mark")
    picture = robin.main.get_by_role("img", name="Page 1 sur 1 du fichier fourni : form.pdf").last
    assert robin.is_drawn(picture)
    places = [it.bounding_box() for it in frames.all()]
    gives_identities(robin, "robin")
    unsigned = would_be_refused(robin, 2)
    gives_form(robin, paper.signed(form, but=(2,)), "replace")
    robin.press(robin.say("scan.keep")).reads("Vous avez lu ces remarques et gardé ce formulaire tel quel")
    unattested = would_be_refused(robin)
    gives_form(robin, paper.signed(form), "replace")

    assert len(places) == 2
    assert all(place["width"] > 3 * place["height"] for place in places)
    assert "Il manque une page au formulaire joint." in unsigned
    assert "La case de votre signature est vide sur le formulaire joint." in unsigned
    assert "L’attestation d’identité est vide sur le formulaire joint" in unattested
    is_clean(robin)
