"""Ten ordinary cases by keyboard alone, at 1280×800: how many keys decide one, beside those that look."""

import pytest

from tests.journeys.answers import ACCEPTABLE, FRENCH
from tests.journeys.test_case_page import CaseTypist

pytestmark = [pytest.mark.browser, pytest.mark.long]

BLURRED, CARD = ("cas08", "cas09"), "cas10"
PEOPLE = {f"cas{number:02}": "submitted fr" for number in range(1, 11)}
"""Seven with nothing found, two whose first document cannot be read, one whose second is a credit card."""
ANSWERED = {CARD: {**ACCEPTABLE, "second_id": FRENCH["second_id"]}}
WHY = "La photo est floue."
MOST_ACTS = 3
SCROLLED = "() => Math.max(scrollY, ...[...document.querySelectorAll('*')].filter(it => it.clientHeight > 600"
SCROLLED += " && it.closest('.st-key-case_page') === null).map(it => it.scrollTop))"


class CountingOfficer(CaseTypist):
    """An officer who decides by keys, and counts those that do not look."""

    def __init__(self, *told, **window):
        super().__init__(*told, **window)
        self.acts, self.scrolled = {}, []

    def acts_on(self, reference, *names):
        self.acts[reference] = self.acts.get(reference, 0) + len(names)
        return self.keys(*names)

    def looks_by_keys(self):
        """Look at each page by the keys of the viewer alone, then say that the checklist holds."""
        self.page.locator(".paper-still").wait_for()
        missing = self.page.locator(".paper-still").get_by_role("button")
        while missing.count():
            self.keys("Enter")
            self.is_drawn(self.page.locator(".paper-box img").first)
            for _ in range(6):
                self.keys(" ")
            self.page.wait_for_timeout(500)
        return self.checks()

    def ends(self, reference, word):
        """Send the letter, and read what came of it."""
        self.page.locator(".st-key-confirm button").wait_for()
        self.acts_on(reference, "c").reads(self.say(word, reference=reference)).settles()
        self.scrolled.append(self.page.evaluate(SCROLLED))

    def asks_for_another_photo(self, reference):
        """Tick the first document, write why, and have the letter drawn."""
        self.acts_on(reference, "d").settles()
        name = self.say("documents.first_id")
        self.tabs_to(self.main.get_by_role("checkbox", name=self.say("case.ask_again", name=name)))
        self.keys("Space").settles()
        self.tabs_to(self.page.get_by_role("textbox", name=self.say("case.why", name=name), exact=True))
        self.page.keyboard.insert_text(WHY)
        self.keys("Tab").settles()
        self.acts_on(reference, "d")


@pytest.mark.clause("3.0", "3.1", "3.2", "3.3")
def test_ten_ordinary_cases_are_decided_by_keyboard_in_three_acts_each_beside_looking(office, person):
    kinds = {office[name].reference: name for name in PEOPLE}
    lea = person("fr", CountingOfficer, viewport={"width": 1280, "height": 800})
    lea.begins("officer1", lea.say("queue.title"))
    lea.keys("n")

    for _ in PEOPLE:
        lea.arrives(left=lea.say("queue.title"))
        reference = lea.reference
        lea.looks_by_keys()
        if kinds[reference] in BLURRED:
            lea.asks_for_another_photo(reference)
            lea.ends(reference, "case.decided_documents_required")
        elif kinds[reference] == CARD:
            lea.acts_on(reference, "r")
            lea.ends(reference, "case.decided_notice")
        else:
            lea.acts_on(reference, "a")
            lea.ends(reference, "case.decided_approved")
        lea.acts_on(reference, "n").settles()
        left = lea.say("case.title", reference=reference)
        if len(lea.acts) < len(PEOPLE):
            lea.arrives(left=left)

    acts = {kinds[reference]: count for reference, count in lea.acts.items()}
    assert sorted(acts) == sorted(PEOPLE)
    assert {name: count for name, count in acts.items() if name not in BLURRED and count > MOST_ACTS} == {}
    # beside what is written to the applicant, asking for a document takes one key more: it draws the letter
    assert {acts[name] for name in BLURRED} == {MOST_ACTS + 1}
    assert set(lea.scrolled) == {0}
