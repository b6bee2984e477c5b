"""Around a decision: notice and answer, a second signature, a new examination; a hold; a letter's text."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys import paper
from tests.journeys.staff import Officer, Worker

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "robin": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""
SETTINGS = {"PORTAL_NOTICE_DAYS": "8", "PORTAL_COUNTERSIGN_REASONS": "true"}
"""An office that gives notice and countersigns what accuses; its letters leave at once."""
NARROW = {"width": 360, "height": 740}
CARD = "C’est une carte de crédit."
ANSWER = "Voici mon permis de conduire."
LOOK_AGAIN = "Le registre me disait en règle le jour de la décision."


def day_after(days):
    """Return a day as it is typed in a field of year, month and day."""
    return f"{datetime.now(ZoneInfo('America/Toronto')).date() + timedelta(days=days):%Y%m%d}"


def opens(worker, reference):
    """Open a request by its address, as from a colleague's message."""
    return worker.open(f"/case?request={reference}", worker.say("case.title", reference=reference))


def gives_notice(camille, reference, code, text=""):
    opens(camille, reference).chooses("refused").gives_reason(code, text)
    camille.reads(camille.say("case.notice_way_notice")).previews()
    camille.press(camille.say("case.confirm_notice"))
    camille.reads(camille.say("case.decided_notice", reference=reference)).settles().look(again=True)


def gives_copy(zoe):
    """Attach a new copy of the second document, from the notice and back to it."""
    name = zoe.say("documents.copy_named", title=zoe.say("documents.second_id"))
    zoe.press(zoe.say("documents.upload", name=name), zoe.say("upload.title", name=name))
    zoe.chooses_file("permis.jpg", paper.identity_card("permis", zoe.user_code))
    zoe.press(zoe.say("upload.next"), zoe.say("notice.title"))


def writes(person, topic, text):
    person.write(person.say(f"{topic}.text"), text)
    person.page.keyboard.press("Tab")
    return person.settles()


@pytest.mark.clause("3.0", "3.2")
def test_a_notice_is_answered_the_refusal_countersigned_and_then_looked_at_again(office, person):
    camille, dominique, noa = (person("fr", Officer) for _ in range(3))
    zoe = person("fr", viewport=NARROW)
    everybody = (camille, dominique, noa, zoe)
    for one in everybody:
        one.looks_with_axe = True
    reference, title = office["zoe"].reference, camille.say("queue.title")

    gives_notice(camille.begins("officer1", title), reference, "second_id_not_valid", CARD)
    zoe.sign_in(office["zoe"].user_code, then=zoe.say("home.title"))
    zoe.press(zoe.say("home.notice"), zoe.say("notice.title")).reads(CARD)
    writes(zoe, "notice", ANSWER)
    gives_copy(zoe)
    zoe.settles().look(again=True)
    zoe.press(zoe.say("notice.send"), zoe.say("confirmation.title_notice_answered"))

    camille.open("/queue?queue=returned", title).reads(camille.say("queue.notice_answered")).takes(reference)
    camille.reads(ANSWER).chooses("refused").gives_reason("not_in_good_standing").previews()
    camille.press(camille.say("case.confirm"))
    camille.reads(camille.say("case.decided_to_countersign", reference=reference)).settles().look(again=True)

    dominique.begins("officer2", title).open("/queue?queue=to_countersign", title).takes(reference)
    dominique.looks_through().press(dominique.say("proceeding.agree"))
    dominique.reads(dominique.say("proceeding.done_agree", reference=reference)).settles().look(again=True)

    zoe.press(zoe.say("confirmation.home"), zoe.say("home.title"))
    zoe.press(zoe.say("home.reconsideration"), zoe.say("reconsideration.title"))
    writes(zoe, "reconsideration", LOOK_AGAIN)
    zoe.press(zoe.say("reconsideration.add_documents")).reads(zoe.say("documents.state_optional"))
    zoe.settles().look(again=True)
    zoe.press(zoe.say("reconsideration.send"), zoe.say("confirmation.title_reconsideration"))

    opens(camille, reference).reads(camille.say("case.waits_for_another"))
    opens(noa.begins("officer3", title), reference).reads(LOOK_AGAIN).chooses("approved").previews()
    noa.confirms("approved", reference)
    zoe.press(zoe.say("confirmation.home"), zoe.say("home.title")).reads("Approuvée.")

    assert [it for one in everybody for it in one.barriers] == []
    assert zoe.too_wide == []


@pytest.mark.clause("3.2")
def test_in_english_a_request_is_held_noticed_and_refused_and_a_manager_words_its_letter(office, person):
    camille, robin, claude = person("en", Officer), person("en"), person("en", Worker)
    for one in (camille, robin, claude):
        one.looks_with_axe = True
    reference, title = office["robin"].reference, camille.say("queue.title")

    opens(camille.begins("officer1", title), reference)
    camille.main.locator("summary").filter(has_text=camille.say("proceeding.hold_title")).click()
    camille.reads(camille.say("proceeding.hold_means")).settles()
    camille.choose(camille.say("proceeding.hold_reason"), "Waiting for a regulator's answer")
    camille.main.get_by_role("spinbutton").first.click()
    camille.page.keyboard.type(day_after(3))
    camille.page.keyboard.press("Tab")
    camille.settles().look(again=True)
    camille.press(camille.say("proceeding.hold"))
    camille.reads(camille.say("proceeding.done_hold", reference=reference)).settles().look(again=True)
    camille.press(camille.say("proceeding.release"))
    camille.reads(camille.say("proceeding.done_release", reference=reference))
    gives_notice(camille, reference, "name_differs")

    robin.sign_in(office["robin"].user_code, then=robin.say("home.title"))
    robin.follow(f"Request {reference}: an answer from you is expected", "")
    robin.press(robin.say("messages.to_notice"), robin.say("notice.title"))
    writes(robin, "notice", "I married in May.").press(robin.say("notice.send"))
    robin.arrives(robin.say("confirmation.title_notice_answered"))
    opens(camille, reference).chooses("refused").gives_reason("name_differs").previews()
    camille.confirms("refused", reference)
    robin.press(robin.say("confirmation.home"), robin.say("home.title"))
    robin.press(robin.say("home.reconsideration"), robin.say("reconsideration.title"))

    claude.begins("manager1", title).open("/letter-texts", claude.say("letter_texts.title"))
    claude.follow(claude.say("letter_texts.name_upheld"), claude.say("letter_texts.name_upheld"))
    claude.write(claude.say("letter_texts.subject_en"), "Request {reference}: the refusal stands")
    claude.page.keyboard.press("Tab")
    claude.settles().press(claude.say("letter_texts.preview")).reads("RRA-2345-6789: the refusal stands")
    claude.settles().look(again=True)
    claude.press(claude.say("letter_texts.publish")).reads(claude.say("letter_texts.published", number=2))

    assert camille.barriers + robin.barriers + claude.barriers == []
