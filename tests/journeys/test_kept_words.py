"""What is written in a decision stands there again whatever happens to the page; Back leads to the case."""

import pytest
from playwright.sync_api import expect

from tests.journeys.person import library
from tests.journeys.staff import Officer

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {"zoe": "submitted fr", "robin": "submitted en"}
"""Whom the portal knows before the journeys begin, and how far they have come."""


class Writer(Officer):
    """An officer in the middle of a decision, who has sent nothing yet."""

    def begins_to_write(self, outcome):
        """Choose an outcome, make room for its words, and return the labels of its fields by a name."""
        self.chooses(outcome)
        if outcome == "refused":
            self.gives_reason("wrong_member_number")
        else:
            self.tick(self.say("case.ask_again", name=self.say("documents.first_id")))
            self.settles()
        return self

    def fields(self, outcome):
        """Return the text fields of an outcome, in the language of the page."""
        reason = library().reasons["wrong_member_number"]
        word = "case.reason_text_needed" if reason.needs_text else "case.reason_text"
        labels = {
            "refused": [self.say(word, label=reason.label.of(self.language))],
            "documents_required": [
                self.say("case.why", name=self.say("documents.first_id")),
                self.say("case.additional_why", place=1),
            ],
        }
        return [self.page.get_by_role("textbox", name=it, exact=True) for it in labels[outcome]]

    def writes(self, outcome, text):
        """Write in each field; the last one is not left, and nothing tells yet that its words are kept."""
        for field in self.fields(outcome):
            field.fill(text)
        return self

    def waits_until_kept(self, outcome):
        """Wait until the portal says that the words of the last field are kept."""
        told = self.fields(outcome)[-1].locator("xpath=ancestor::*[contains(@class,'st-key-')][1]")
        told.locator(".draft-told").filter(has_text=self.say("draft.kept", at="").strip(" .")).wait_for()
        return self

    def reads_again(self, outcome, text):
        """Expect the words in each field, and nobody said to have written others."""
        for field in self.fields(outcome):
            expect(field).to_have_value(text)
        expect(self.page.locator(".draft-told button")).to_have_count(0)
        return self


@pytest.mark.clause("3.0", "3.6")
@pytest.mark.parametrize(("name", "outcome"), [("zoe", "refused"), ("robin", "documents_required")])
def test_what_is_written_in_a_decision_survives_whatever_happens_to_its_page(office, person, name, outcome):
    reference = office[name].reference
    lea = person("fr", Writer)
    lea.begins("officer1", lea.say("queue.title")).takes(reference)
    case, path = lea.say("case.title", reference=reference), f"/case?request={reference}"
    lea.begins_to_write(outcome)

    lea.writes(outcome, "avant le rechargement").page.reload()
    lea.arrives(case).reads_again(outcome, "avant le rechargement")

    lea.writes(outcome, "avant l’anglais")
    lea.language = "en"
    lea.follow("English", lea.say("case.title", reference=reference))
    lea.reads_again(outcome, "avant l’anglais")

    lea.writes(outcome, "before Back").press(lea.say("case.to_queue"), lea.say("queue.title"))
    lea.page.go_back()
    lea.arrives(lea.say("case.title", reference=reference)).reads_again(outcome, "before Back")

    lea.writes(outcome, "for two tabs").waits_until_kept(outcome)
    other = lea.new_tab().open(path).reads_again(outcome, "for two tabs")
    lea.page.close()
    other.writes(outcome, "before the end").waits_until_kept(outcome)

    other.elsewhere().begins("officer1").open("/sessions").press(other.say("sessions.end_others"))
    other.page.reload()
    other.arrives(other.say("frame.sign_in_first_title"))
    other.begins("officer1", other.say("queue.title")).open(path).reads_again(outcome, "before the end")


@pytest.mark.clause("3.0", "3.6")
def test_two_tabs_do_not_overwrite_each_other_unseen(office, person):
    reference = office["zoe"].reference
    lea = person("en", Writer)
    lea.begins("officer2", lea.say("queue.title")).takes(reference).begins_to_write("refused")
    other = lea.new_tab().open(f"/case?request={reference}").begins_to_write("refused")

    lea.writes("refused", "Words of the first tab").waits_until_kept("refused")
    other.writes("refused", "Words of the second tab")
    other.press(other.say("draft.take")).fields("refused")[0].wait_for()

    other.reads_again("refused", "Words of the first tab")


@pytest.mark.clause("3.0", "3.6")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_back_and_forward_lead_to_the_case_and_to_the_queue_that_were_looked_at(office, person, language):
    zoe, robin = office["zoe"].reference, office["robin"].reference
    lea = person(language, Officer)
    first, second = (lea.say("case.title", reference=it) for it in (zoe, robin))
    queue = lea.say("queue.title")
    lea.begins("officer1", queue).open("/queue?queue=open&sort=name", queue).takes(zoe)
    lea.press(lea.say("case.to_queue"), queue).takes(robin)

    lea.page.go_back()
    lea.arrives(queue)
    lea.page.go_back()
    lea.arrives(first).settles()
    assert lea.page.url.count(f"request={zoe}") == 1
    lea.page.go_back()
    lea.arrives(queue)
    assert (
        lea.page.get_by_role("columnheader", name=lea.say("queue.name")).get_attribute("aria-sort")
        == "ascending"
    )
    for title in (first, queue, second):
        lea.page.go_forward()
        lea.arrives(title)


@pytest.mark.clause("3.0", "3.6")
def test_nothing_written_about_one_person_stands_in_the_next_ones_case(office, person):
    lea = person("en", Writer)
    lea.begins("officer3", lea.say("queue.title")).press(lea.say("queue.take_next"))
    first = lea.arrives(left=lea.say("queue.title")).title
    lea.begins_to_write("refused").writes("refused", "About the first person").waits_until_kept("refused")

    lea.press(lea.say("claim.give_back")).reads(lea.say("claim.given_back")).settles()
    lea.press(lea.say("queue.take_next")).arrives(left=first)
    second = lea.title

    expect(lea.main.get_by_role("radio", name=lea.say("case.outcome_refused"))).not_to_be_checked()
    lea.begins_to_write("refused").reads_again("refused", "")
    lea.page.go_back()
    lea.arrives(first, left=second).reads_again("refused", "About the first person")
