"""Messages in the inbox, letters on their way."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Actor, Role
from core.domain.application.application import Event, Message, Outcome
from core.domain.application.outcome_draft import Draft
from core.domain.errors import NotFoundError, StateError
from core.domain.ports.letters import DoubtfulError, RefusedForGoodError
from core.services.letters.correspondence import AT_ONCE
from tests.services import steps
from tests.services.refusals import refusal_of


@pytest.fixture
def submitted(almost):
    portal, actor, application = almost
    portal.enrolment.submit(actor, application.id)
    return portal, actor, application


def deliver(portal):
    return portal.correspondence.deliver(PORTAL_ITSELF)


@pytest.mark.clause("3.0", "2.16")
def test_a_letter_is_handed_over_once_in_the_language_of_correspondence(submitted):
    portal, _, application = submitted

    counts = (deliver(portal), deliver(portal))

    message = portal.kept(Message)[0]
    assert counts == (1, 0)
    assert (message.state, message.tries, message.sent_at) == ("sent", 1, portal.clock.instant)
    (sent,) = portal.mailer.letters
    letter = sent.letter
    assert (sent.id, sent.address) == (str(message.id), "zoe@example.ca")
    assert letter.subject.startswith(f"Nous avons reçu votre demande {application.reference} / We have")
    assert letter.text.index("2 mars 2026") < letter.text.index("March 2, 2026")
    assert letter.html.index("2 mars 2026") < letter.html.index('<article lang="en">')
    assert "{" not in letter.subject + letter.text + letter.html


def test_a_letter_names_no_person_number_or_answer(submitted):
    portal, _, _ = submitted
    deliver(portal)
    letter = portal.mailer.letters[0].letter

    told = letter.subject + letter.text + letter.html
    assert [word for word in ("Ñuñez", "Zoé", "R900012", "AB123456", "Łukasiewicz") if word in told] == []


def test_a_letter_not_accepted_waits_ever_longer_and_is_given_up_after_five_days(submitted):
    portal, _, _ = submitted
    portal.mailer.fault = OSError("451 zoe@example.ca: try later")
    began = portal.clock.instant
    pauses, message = [], portal.kept(Message)[0]
    while message.state == "queued":
        deliver(portal)
        message = portal.kept(Message)[0]
        pauses.append(int((message.next_try_at - portal.clock.instant).total_seconds() / 60))
        tried_at, portal.clock.instant = portal.clock.instant, message.next_try_at
    states = [message.state, message.tries, message.fault]
    portal.mailer.fault = None

    assert pauses == [2, 4, 8, 16, 32, 64, 128, *[240] * 30]
    assert (tried_at - began).days == 5
    assert states == ["failed", 37, "OSError"]
    assert deliver(portal) == 0


def test_a_letter_refused_for_good_is_not_tried_again_and_what_the_server_said_is_kept(submitted):
    portal, _, _ = submitted
    portal.mailer.fault = RefusedForGoodError("550 5.1.1 no such mailbox")

    deliver(portal)
    portal.clock.move(days=6)
    portal.mailer.fault = None

    message = portal.kept(Message)[0]
    assert (message.state, message.tries, message.sealed) == ("failed", 1, None)
    assert message.fault == "550 5.1.1 no such mailbox"
    assert deliver(portal) == 0


def test_a_letter_is_not_tried_again_before_its_time_and_leaves_when_the_server_is_back(submitted):
    portal, _, _ = submitted
    portal.mailer.fault = ConnectionRefusedError()
    deliver(portal)
    portal.mailer.fault = None
    portal.clock.move(seconds=119)
    too_early = deliver(portal)
    portal.clock.move(seconds=1)

    assert (too_early, deliver(portal)) == (0, 1)
    assert portal.kept(Message)[0].fault == ""


def test_letters_that_wait_do_not_stand_in_the_way_of_newer_ones(submitted):
    portal, _, _ = submitted
    example = portal.kept(Message)[0]
    later = portal.clock.instant + timedelta(hours=1)
    waiting = [
        example.model_copy(update={"id": portal.outside.new_id(), "next_try_at": later})
        for _ in range(AT_ONCE)
    ]
    newest = example.model_copy(update={"id": portal.outside.new_id()})
    with portal.store.write() as tx:
        tx.erase(Message, id=example.id)
        for message in (*waiting, newest):
            tx.add(message)

    assert deliver(portal) == 1
    assert [letter.id for letter in portal.mailer.letters] == [str(newest.id)]


def test_at_most_fifty_letters_leave_at_once(submitted):
    portal, _, _ = submitted
    example = portal.kept(Message)[0]
    with portal.store.write() as tx:
        for _ in range(AT_ONCE):
            tx.add(example.model_copy(update={"id": portal.outside.new_id()}))

    assert (deliver(portal), deliver(portal)) == (50, 1)


def test_a_message_without_address_waits_in_the_inbox_only(someone):
    portal, actor = someone
    steps.opened(portal, actor)
    portal.clock.move(days=31)
    portal.oversight.expire(PORTAL_ITSELF)

    assert deliver(portal) == 0
    assert (portal.mailer.letters, portal.kept(Message)[0].state) == ([], "kept")
    assert [read.message.letter for read in portal.correspondence.messages(actor, "fr")] == ["expired"]


@pytest.mark.clause("3.3")
def test_a_message_is_read_in_the_language_of_the_screen_and_marked_read_once(submitted):
    portal, actor, _ = submitted
    listed = portal.correspondence.messages(actor, "en")

    first = portal.correspondence.read_message(actor, listed[0].message.id, "en")
    portal.clock.move(minutes=5)
    again = portal.correspondence.read_message(actor, listed[0].message.id, "fr")

    assert listed[0].message.read_at is None
    assert first.message.read_at == again.message.read_at == portal.clock.instant - timedelta(minutes=5)
    assert (first.leads_to, "March 2, 2026" in first.text, "2 mars 2026" in again.text) == (
        listed[0].leads_to, True, True,
    )  # fmt: skip


def test_nobody_reads_the_message_of_somebody_else(submitted):
    portal, _, _ = submitted
    other = steps.applicant_by_partner(portal)
    message = portal.kept(Message)[0]
    before = portal.everything()

    refusal = refusal_of(lambda: portal.correspondence.read_message(other, message.id, "fr"))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")
    assert portal.correspondence.messages(other, "fr") == []
    assert portal.everything() == before


def test_the_demonstrations_mailbox_shows_letters_as_they_were_sent(submitted):
    portal, _, _ = submitted
    stakeholder = Actor(Role.STAKEHOLDER)
    before = portal.correspondence.mailbox(stakeholder)
    deliver(portal)

    sent = portal.correspondence.mailbox(stakeholder)

    assert before == []
    assert sent == portal.mailer.letters
    assert len(sent) == 1


class Killed(BaseException):
    """The portal's process ended here."""


@pytest.mark.clause("3.0")
def test_a_letter_cut_off_by_the_end_of_the_process_becomes_doubtful_and_is_not_sent_again(submitted):
    portal, _, _ = submitted
    portal.mailer.fault = Killed()
    with pytest.raises(Killed):
        deliver(portal)
    portal.mailer.fault = None
    at_once = (deliver(portal), portal.kept(Message)[0].state)

    portal.clock.move(minutes=10)
    later = (deliver(portal), deliver(portal))

    message = portal.kept(Message)[0]
    assert (at_once, later) == ((0, "sending"), (0, 0))
    assert (message.state, message.fault, portal.mailer.letters) == ("doubtful", "cut off", [])


@pytest.fixture
def administrator():
    return Actor(Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("fault", "tries", "state"),
    [(DoubtfulError("gone"), 1, "doubtful"), (ConnectionRefusedError(), 37, "failed")],
)
def test_an_administrator_sees_what_did_not_arrive_and_sends_it_again(
    submitted, administrator, fault, tries, state
):
    portal, _, application = submitted
    before = portal.correspondence.troubled(administrator, "fr")
    portal.mailer.fault = fault
    for _ in range(tries):
        deliver(portal)
        portal.clock.move(hours=6)
    portal.mailer.fault = None
    row = portal.correspondence.troubled(administrator, "fr")[0].message

    portal.correspondence.send_again(administrator, row.id)

    assert (before, row.state, row.letter) == ([], state, "submitted")
    event = portal.kept(Event, subject_id=application.id, order="number")[-1]
    assert (event.name, event.role) == ("letter.sent_again", "administrator")
    assert deliver(portal) == 1
    assert [letter.id for letter in portal.mailer.letters] == [str(row.id)]
    assert portal.correspondence.troubled(administrator, "fr") == []


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "kept"])
def test_only_a_letter_that_did_not_arrive_is_sent_again(submitted, administrator, state):
    portal, _, _ = submitted
    with portal.store.write() as tx:
        row = tx.replace(portal.kept(Message)[0].model_copy(update={"state": state}))
    before = portal.everything()

    refusal = refusal_of(lambda: portal.correspondence.send_again(administrator, row.id))

    assert (type(refusal), refusal.code) == (StateError, "letter_not_sendable")
    assert portal.everything() == before


def test_what_people_wrote_is_text_and_never_markup_in_a_letter(someone):
    portal, actor = someone
    application = steps.submitted(portal, actor)
    officer = steps.worker(portal)
    draft = Draft(Outcome.REFUSED, reasons=(("other", "<script>alert(1)</script> {pin} & <b>"),))

    steps.decide(portal, officer, application, draft=draft)

    letter = steps.delivered(portal)
    assert "<script>alert(1)</script> {pin} & <b>" in letter.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {pin} &amp; &lt;b&gt;" in letter.html
    assert "<script" not in letter.html
