"""The screens of part 3 and 4 in both languages: no barrier, and on a telephone nothing wider than it."""

import pytest

from tests.journeys.person import OFFICE, library, screens
from tests.journeys.staff import Officer, Proven, Stakeholder, Worker
from tests.journeys.test_journey_narrow import TELEPHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {
    "nora": "newcomer fr",
    "nils": "newcomer en",
    "zoe": "submitted fr",
    "asked": "asked fr",
    "refused": "refused fr",
    "ready": "approved fr",
    "thuy": "enrolled fr",
}
"""Whom the portal knows before the journeys begin, and how far they have come."""


@pytest.fixture
def looking(person):
    """Put somebody in front of the portal who looks at every page with axe."""

    def met(language, kind, **window):
        one = person(language, kind=kind, **window)
        one.looks_with_axe = True
        return one

    return met


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_offices_screens_have_no_barrier(office, looking, language):
    camille, maxime, alex, claude = (
        looking(language, kind) for kind in (Officer, Stakeholder, Worker, Worker)
    )

    camille.begins("officer2", camille.say("queue.title")).takes(office["zoe"].reference)
    camille.chooses("documents_required").look(again=True)
    camille.asks_again(camille.say("documents.first_id"), "Floue.").asks_more("Bail", "Adresse.").previews()
    camille.chooses("refused").look(again=True)
    camille.press(camille.say("case.preview")).reads(camille.say("errors.reason_needed")).look(again=True)
    desk = ("/queue", "/queue?queue=decided", "/queue?queue=open&text=zoe&age=999", "/queue?queue=waiting")
    for path in (f"/case?request={office['asked'].reference}", "/case?request=RRA-2222-2222", *desk):
        camille.open(path).look(again=True)
    alex.begins("adminis1", alex.say("accounts.title"))
    alex.choose(alex.say("accounts.which"), "Claude Fictif (manager1)")
    alex.reads(alex.say("accounts.closing_means", who="Claude Fictif (manager1)")).look(again=True)
    for reference in (office["ready"].reference, office["thuy"].reference):
        alex.open(f"/enrolments?request={reference}", alex.say("enrolments.title")).look(again=True)
    alex.open("/letters", alex.say("letters.title")).open("/audit", alex.say("audit.title"))
    alex.press(alex.say("audit.verify")).reads(alex.say("audit.whole", checked_at="|").split("|")[1])
    alex.look(again=True)
    maxime.begins("stakeholder1").visit_the_rest("stakeholder").letter(office["ready"].reference)
    alex.visit_the_rest("administrator")
    claude.begins("manager1").visit_the_rest("manager").open(f"/as-judged?request={office['thuy'].reference}")

    everybody = (camille, alex, maxime, claude)
    assert [it for one in everybody for it in one.barriers] == []
    assert screens(*OFFICE) - set.union(*(one.seen for one in everybody)) == set()


@pytest.mark.parametrize(("language", "newcomer"), [("fr", "nora"), ("en", "nils")])
def test_a_newcomers_pages_fit_a_telephone_and_have_no_barrier(office, looking, language, newcomer):
    nora = looking(language, Proven, **TELEPHONE)

    nora.open("/stop-move", nora.say("stop_move.title")).press(nora.say("stop_move.stop"))
    nora.reads(nora.say("errors.required")).look(again=True)
    nora.sign_in(office[newcomer].user_code, nora.say("arrival.title"))
    nora.press(nora.say("arrival.continue"), library().terms["portal"].title.of(language))
    nora.press(nora.say("terms.accept"), nora.say("arrival.portal_title"))
    nora.press(nora.say("arrival.continue"), nora.say("screening.has_pin"))
    nora.tick(nora.say("screening.yes"))
    nora.press(nora.say("screening.next"), nora.say("pin.title")).press(nora.say("pin.continue"))
    nora.reads(nora.say("frame.error_summary", count=3)).look(again=True)
    nora.open("/move", nora.say("move.title")).write(nora.say("move.number"), office["thuy"].reference)
    nora.press(nora.say("move.next")).reads(nora.say("move.answers_title")).settles().look(again=True)
    nora.press(nora.say("move.ask")).reads(nora.say("frame.error_summary", count=4)).look(again=True)

    assert nora.barriers == []
    assert nora.too_wide == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("stage", ["asked", "refused", "ready"])
def test_the_applicants_pages_fit_a_telephone_and_have_no_barrier(office, looking, language, stage):
    zoe = looking(language, Proven, **TELEPHONE)

    zoe.sign_in(office[stage].user_code, zoe.say("home.title"))
    zoe.open("/messages", zoe.say("messages.title"))
    zoe.page.locator("[class*=st-key-row_] a").first.click()
    zoe.arrives(left=zoe.say("messages.title"))
    zoe.open("/history", zoe.say("history.title"))
    if stage == "asked":
        zoe.open("/documents", zoe.say("documents.title"))
        zoe.page.locator("[class*=st-key-upload_] button").first.click()
        zoe.arrives(left=zoe.say("documents.title"))
    if stage == "ready":
        zoe.open("/pin", zoe.say("pin.title"))

    assert zoe.barriers == []
    assert zoe.too_wide == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_representatives_pages_fit_a_telephone_and_have_no_barrier(office, looking, language):
    thuy = looking(language, Proven, **TELEPHONE)

    thuy.comes_back(office["thuy"].user_code)
    for path in ("/enrolment", "/history", "/messages", "/sessions", "/organisation", "/credential"):
        thuy.open(path)
    thuy.press(thuy.say("credential.start")).reads(thuy.say("credential.word")).look(again=True)
    thuy.open("/security-setup", thuy.say("security_setup.change_title"))
    thuy.press(thuy.say("security_setup.continue")).reads(thuy.say("frame.error_summary", count=8))
    thuy.look(again=True)

    assert thuy.barriers == []
    assert thuy.too_wide == []
