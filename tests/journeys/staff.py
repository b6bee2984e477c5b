"""People of the office in front of the portal: who decide, mend, or read the demonstration's letters."""

import re
from contextlib import suppress

from playwright.sync_api import TimeoutError

from core.demonstration.accounts import PASSWORD as STAFF_PASSWORD
from core.demonstration.accounts import SECURITY_ANSWER
from tests.journeys.office import SECURITY, pin_in
from tests.journeys.person import PASSWORD, SOON, Person, library


class Proven(Person):
    """Somebody who is asked a security question at each sign-in."""

    def proves(self, then=""):
        """Answer the security question on the page."""
        asked = self.page.locator(".st-key-answer label").inner_text().removesuffix("*").strip()
        self.page.locator(".st-key-answer input").fill(SECURITY.get(asked, SECURITY_ANSWER))
        self.press(self.say("security_question.continue"))
        return self.arrives(then, left=self.say("security_question.title"))

    def comes_back(self, user_code, then="", password=PASSWORD):
        """Sign in, and answer the question."""
        self.sign_in(user_code, self.say("security_question.title"), password)
        return self.proves(then)

    def creates_questions(self, questions, then=""):
        """Create four security questions with their answers."""
        self.arrives(self.say("security_setup.title"))
        for place, (question, answer) in enumerate(questions.items(), 1):
            self.names(self.say("security_setup.question", place=place), question)
            self.write(self.say("security_setup.answer", place=place), answer)
        self.press(self.say("security_setup.continue"))
        return self.arrives(then, left=self.say("security_setup.title"))

    def names(self, label, text):
        """Write in a list that opens something that it does not hold."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(text)
        self.page.get_by_role("option").filter(has_text=text).last.click()

    def uses(self, tool, then):
        """Follow a link that stands in the menu too."""
        self.main.get_by_role("link", name=tool, exact=True).click()
        return self.arrives(then)


class Worker(Proven):
    """Somebody who works here, with one of the demonstration's accounts."""

    def begins(self, user_code, then=""):
        """Sign in and answer the security question, to one's own home."""
        return self.comes_back(user_code, then, STAFF_PASSWORD)


class Officer(Worker):
    """Somebody who decides requests."""

    @property
    def waiting(self):
        """Return the references that wait for a decision, in their order."""
        table = self.page.get_by_role("table", name=self.say("queue.to_take"))
        return re.findall(r"RRA-\w{4}-\w{4}", table.inner_text()) if table.count() else []

    def goes_to(self, queue):
        """Go to another queue, by its link."""
        name = re.compile(rf"^{re.escape(self.say(f'queue.{queue}'))} \d+$")
        self.main.get_by_role("link", name=name).click()
        self.page.wait_for_url(f"**/queue?queue={queue}")
        return self.arrives(self.say("queue.title"))

    def takes(self, reference):
        """Open a request from the queue."""
        return self.follow(reference, self.say("case.title", reference=reference))

    def chooses(self, outcome):
        self.tick(self.say(f"case.outcome_{outcome}"))
        return self.settles()

    def notes(self, label, text):
        """Write in a field, and leave it."""
        self.write(label, text)
        self.page.keyboard.press("Tab")
        return self.settles()

    def gives_reason(self, code, text=""):
        """Tick a reason of refusal, and add words of one's own."""
        reason = library().reasons[code]
        label = reason.label.of(self.language)
        self.tick(label)
        self.settles()
        if text:
            word = "case.reason_text_needed" if reason.needs_text else "case.reason_text"
            self.notes(self.say(word, label=label), text)
        return self

    def asks_again(self, name, why):
        """Ask for a new copy of a document given."""
        self.tick(self.say("case.ask_again", name=name))
        self.settles()
        return self.notes(self.say("case.why", name=name), why)

    def asks_more(self, name, why, place=1):
        """Ask for an additional document."""
        self.names(self.say("case.additional", place=place), name)
        self.settles()
        return self.notes(self.say("case.additional_why", place=place), why)

    def looks_through(self):
        """Look at each page that a decision requires, by keys, for as long as reading takes."""
        still = self.page.locator(".paper-still")
        still.wait_for()
        while still.get_by_role("button").count():
            name = still.get_by_role("button").first.inner_text()
            way = still.get_by_role("button", name=name, exact=True)
            with suppress(TimeoutError):  # the page on screen is soon looked at without a key
                way.press("Enter", timeout=SOON)
            self.is_drawn(self.page.locator(".paper-box img").first)
            self.page.locator(".paper-sheet").first.press("End")
            way.wait_for(state="detached")
        return self.checks()

    def checks(self):
        """Say that the checklist holds, by its key, where there is one to answer."""
        if self.page.locator(".st-key-all_hold button").count():
            self.page.keyboard.press("v")
            self.page.locator(".st-key-all_hold button").wait_for(state="detached")
            self.settles()
        return self

    def previews(self):
        """Look at the pages, then at the letter before it goes; return its words."""
        self.looks_through()
        self.press(self.say("case.preview"))
        letter = self.page.locator(".st-key-letter")
        letter.wait_for()
        self.settles().look(again=True)
        return letter.inner_text()

    def confirms(self, outcome, reference):
        self.press(self.say("case.confirm"))
        return self.reads(self.say(f"case.decided_{outcome}", reference=reference)).settles()


class Stakeholder(Worker):
    """Somebody who opens the demonstration's mailbox."""

    def letter(self, subject):
        """Open the newest letter with this subject and return all that is said of it."""
        self.open("/mailbox", self.say("mailbox.title"))
        letter = self.page.locator("details").filter(has_text=subject).first
        letter.locator("summary").click()
        letter.get_by_text(self.say("mailbox.address"), exact=True).wait_for()
        self.settles().look(again=True)
        return letter.inner_text()

    def pin(self, subject):
        """Return the PIN in the newest letter with this subject."""
        return pin_in(self.letter(subject))

    def waits_for(self, subject, tries=60):
        """Come back to the mailbox until a letter is there: the portal's clock goes every 15 seconds."""
        for _ in range(tries):
            self.open("/mailbox", self.say("mailbox.title"))
            # a letter to somebody of the other language bears this subject too, in the second place
            came = re.compile(rf"(?<!/ ){re.escape(subject)}")
            if self.page.locator("summary").filter(has_text=came).count():
                return self
            self.page.wait_for_timeout(200)
        raise AssertionError(f"no letter came: {subject}")
