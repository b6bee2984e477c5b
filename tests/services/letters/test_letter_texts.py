"""The texts of letters: checked, previewed, published, and never changed under a letter already written."""

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import Event, EventValues, Message
from core.domain.application.content import LANGUAGES
from core.domain.errors import MalformedAnswerError, NotFoundError, StaleError
from core.domain.letters.letters import LETTERS, LetterEdition
from tests.services import steps
from tests.services.refusals import refusal_of


@pytest.fixture
def managed(sent):
    """An applicant whose request was sent, an officer, and a manager."""
    portal, owner, application, officer = sent
    return portal, owner, application, officer, steps.worker(portal, Role.MANAGER, "gestionnaire")


def texts_of(letter):
    places = [place for place in ("subject", "body", "inbox") if getattr(letter, place)]
    return {f"{place}_{it}": getattr(letter, place).of(it) for place in places for it in LANGUAGES}


def texts(portal, letter, **changes):
    return texts_of(portal.outside.library.letters[letter]) | changes


def publish(portal, manager, letter, number=1, **changes):
    return portal.letter_texts.publish(manager, letter, number, texts(portal, letter, **changes))


def test_a_manager_reads_every_letter_with_its_variables(managed):
    portal, *_, manager = managed

    assert {it.id for it in portal.letter_texts.all(manager)} == LETTERS
    worded = portal.letter_texts.look(manager, "approved")
    assert (worded.number, worded.letter) == (1, portal.outside.library.letters["approved"])
    assert worded.variables == ("days", "expires_on", "last_day", "pin", "reference", "submitted_on")


def test_what_is_published_is_used_from_then_on_and_kept_with_who_published_it(managed):
    portal, owner, application, officer, manager = managed
    edition = publish(
        portal, manager, "refused", subject_fr="Refus {reference}", subject_en="Refusal {reference}"
    )

    steps.decide(portal, officer, application, "refused")

    assert portal.kept(LetterEdition) == [edition]
    assert (edition.number, edition.published_by) == (2, manager.account_id)
    assert portal.kept(Message)[-1].edition == 2
    reference = portal.enrolment.look(owner, application.id).application.reference
    assert steps.delivered(portal).subject == f"Refus {reference} / Refusal {reference}"
    assert portal.correspondence.messages(owner, "en")[0].subject == f"Refusal {reference}"
    worded = portal.letter_texts.look(manager, "refused")
    assert [(it.number, it.by) for it in worded.editions] == [(2, "manager gestionnaire"), (1, "")]
    event = portal.kept(Event)[-3]
    assert (event.name, portal.kept(EventValues, id=event.id)[0].values) == (
        "letter.reworded", {"letter": "refused", "number": 2},
    )  # fmt: skip


def test_a_letter_already_written_keeps_the_texts_it_was_written_in(managed):
    portal, owner, application, officer, manager = managed
    steps.decide(portal, officer, application, "refused")
    before = portal.correspondence.messages(owner, "fr")[0]

    publish(portal, manager, "refused", subject_fr="Refus {reference}", subject_en="Refusal {reference}")

    assert portal.correspondence.messages(owner, "fr")[0] == before
    assert before.subject in steps.delivered(portal).subject


def test_a_preview_shows_both_languages_with_examples_and_changes_nothing(managed):
    portal, *_, manager = managed
    before = portal.everything()

    previews = portal.letter_texts.preview(
        manager,
        "approved",
        texts(portal, "approved", subject_fr="Bravo {reference}", subject_en="Well {reference}"),
    )

    assert portal.everything() == before
    assert [(it.language, it.subject) for it in previews] == [
        ("fr", "Bravo RRA-2345-6789"), ("en", "Well RRA-2345-6789"),
    ]  # fmt: skip
    assert all("********" in it.letter.text and "********" not in it.text for it in previews)


FAULTY = [
    ("refused", {"subject_fr": " "}, {"subject_fr": "letter_text_missing"}),
    ("refused", {"subject_en": "x" * 201}, {"subject_en": "letter_too_long"}),
    ("refused", {"body_fr": "{reasons} {"}, {"body_fr": "letter_braces"}),
    ("refused", {"body_fr": "{reasons.__class__}"}, {"body_fr": "letter_braces"}),
    ("refused", {"body_en": "{reasons!r}"}, {"body_en": "letter_braces"}),
    ("refused", {"body_en": "{0}"}, {"body_en": "letter_braces"}),
    ("refused", {"body_fr": "{reasons} {pin}"}, {"body_fr": "letter_variable_unknown"}),
    ("refused", {"body_fr": "Refusée.", "body_en": "Refused."},
     {"body_fr": "letter_variable_missing", "body_en": "letter_variable_missing"}),
    ("refused", {"body_fr": "{reasons} {reconsider_by}"}, {"body_en": "letter_variables_differ"}),
    ("refused", {"body_fr": "{reasons}"}, {"body_fr": "letter_variable_missing"}),
    ("upheld", {"body_fr": "{reasons}"}, {"body_fr": "letter_variable_missing"}),
    ("notice", {"inbox_en": "{reasons}"}, {"inbox_en": "letter_variable_missing"}),
    ("reminder_7", {"body_fr": "Bientôt."}, {"body_fr": "letter_variable_missing"}),
    ("approved", {"subject_fr": "{pin}"}, {"subject_fr": "letter_variable_misplaced"}),
    ("approved", {"inbox_en": "{pin}"}, {"inbox_en": "letter_variable_misplaced"}),
    ("approved", {"body_fr": "Bravo."}, {"body_fr": "letter_variable_missing"}),
    ("notice", {"body_fr": "{reasons}"}, {"body_fr": "letter_variable_misplaced"}),
    ("documents_required", {"subject_en": "{documents}"}, {"subject_en": "letter_variable_misplaced"}),
    ("moved", {"body_fr": "Voir HTTPS://exemple.ca"}, {"body_fr": "letter_has_link"}),
    ("moved", {}, {"body_fr": "letter_unchanged"}),
]  # fmt: skip


@pytest.mark.clause("3.1", "3.3")
@pytest.mark.parametrize(
    ("letter", "changes", "faults"), FAULTY, ids=[f"{row[0]} {row[2]}" for row in FAULTY]
)
def test_a_text_that_could_not_be_used_is_not_published(managed, letter, changes, faults):
    portal, *_, manager = managed
    before = portal.everything()

    refusal = refusal_of(lambda: publish(portal, manager, letter, **changes))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, faults)
    assert portal.everything() == before


def test_of_two_managers_the_second_is_told(managed):
    portal, *_, manager = managed
    other = steps.worker(portal, Role.MANAGER, "directrice")
    publish(portal, manager, "moved", subject_fr="Déplacé", subject_en="Moved")

    refusal = refusal_of(lambda: publish(portal, other, "moved", subject_fr="Parti", subject_en="Gone"))

    assert (type(refusal), refusal.code) == (StaleError, "letter_changed_meanwhile")
    assert publish(portal, other, "moved", 2, subject_fr="Parti", subject_en="Gone").number == 3


@pytest.mark.parametrize("verb", ["look", "preview", "publish"])
def test_there_is_no_letter_of_another_name(managed, verb):
    portal, *_, manager = managed
    verbs = portal.letter_texts
    calls = {
        "look": lambda: verbs.look(manager, "../x"),
        "preview": lambda: verbs.preview(manager, "../x", {}),
        "publish": lambda: verbs.publish(manager, "../x", 1, {}),
    }

    assert isinstance(refusal_of(calls[verb]), NotFoundError)


def test_every_letter_can_be_previewed_so_every_variable_has_its_example(managed):
    portal, *_, manager = managed

    for letter in portal.letter_texts.all(manager):
        previews = portal.letter_texts.preview(manager, letter.id, texts_of(letter))
        assert [it for it in previews if "–" in f"{it.subject}{it.text}{it.letter.text}"] == []


def test_decisions_on_the_same_ground_get_the_same_text(managed):
    portal, _, application, officer, _ = managed
    other = steps.submitted(portal, steps.applicant_by_partner(portal))
    for request in (application, other):
        steps.decide(portal, officer, request, "refused")
    portal.correspondence.deliver(PORTAL_ITSELF)

    letters = [it.letter.text for it in portal.mailer.letters if "refusée" in it.letter.subject]

    references = [
        portal.casework.case(officer, it.id).seen.application.reference for it in (application, other)
    ]
    assert letters[0].replace(references[0], references[1]) == letters[1]
