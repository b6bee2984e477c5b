"""A person in front of the portal, in one browser: what they press, type, read, and give."""

import re
from contextlib import suppress
from functools import cache
from itertools import count
from urllib.parse import quote

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from core.adapters.operations.content_files import load
from core.bootstrap import ROOT
from core.domain.application.display import choice_text
from pages.parts.shell.lists import months
from pages.parts.shell.streamlit_dom import SELECTORS, resolved
from tests.screens import opening

PASSWORD = "Castor-Roux-7"
PATIENCE = 45_000
"""Milliseconds to wait for what should come at once; a machine that does much else is slow."""
TRIES, SOON = 3, 2_000
"""How often a closed list is opened again, and the milliseconds after which one looks at it."""
IS_CLOSED = "document.activeElement.ariaExpanded === 'false'"
LOOKS = 3
"""How often a page is looked at before a fault counts."""
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
LOCALES = {"fr": "fr-CA", "en": "en-CA"}
ARRIVED = resolved("""([title, had]) => {
  const heading = document.querySelector("h1");
  return document.querySelector("[st=at-rest]") && heading
    && (title ? said(heading) === title : said(heading) !== had);
  function said(it) { return it.innerText.replace(/\\s/g, " "); }
}""")
WENT_ON = resolved("""(had) => {
  const heading = document.querySelector("h1");
  return document.querySelector("[st=at-rest]") && heading
    && (heading.innerText.replace(/\\s/g, " ") !== had || document.activeElement.closest(".st-key-advice"));
}""")
"""The next question is there, or what is to be known about this answer has the focus."""
TOO_WIDE = resolved("""() => [document.scrollingElement, ...document.querySelectorAll("[st=main]")]
  .some((it) => it.scrollWidth > Math.min(it.clientWidth, innerWidth))""")
SETTLED = resolved("""() => {
  return document.querySelector("[st=at-rest]")
    && !document.getAnimations().some((it) => it.transitionProperty === "opacity");
}""")
"""What was faded while a run took long comes back slowly: until it has, its contrast is not the page's."""
WELL = set()
"""Pages of a width on which axe found nothing, by path, language and heading, or as they were drawn."""
_numbers = count(1)


@cache
def library():
    """Return the portal's words and questions, as they stand in its data."""
    return load(ROOT / "data")


ENROLLING = ("public", "applicant")
OFFICE = ("officer", "manager", "administrator", "stakeholder")
"""Audiences, as the folders of `pages` name them."""
REFUSED_ONLY = {"/notice", "/reconsideration"}
"""Screens that lead away from whoever is not to be refused; other journeys look at them."""


def screens(*audiences):
    """Return the addresses of an audience's screens, out of app.py's table."""
    return {f"/{path}" for file, path in opening.screens() if file.partition("/")[0] in audiences}


def new_user_code():
    return f"testing{next(_numbers):03d}x"


def spaced(text):
    """Return a text with plain spaces only, however the portal keeps words together."""
    return re.sub(r"\s", " ", text)


class Person:
    """Somebody with a browser of their own, who reads one language."""

    def __init__(self, chromium, address, language="fr", **window):
        self.chromium, self.address, self.language, self.window = chromium, address, language, window
        self.context = chromium.new_context(locale=LOCALES[language], reduced_motion="reduce", **window)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.looks_with_axe = False
        self.visited, self.looked, self.barriers, self.too_wide = set(), set(), [], []

    # --- going about ---

    def open(self, path="/", title=""):
        self.page.goto(f"{self.address}{path}")
        return self.arrives(title)

    def arrives(self, title="", left=""):
        """Wait until a page stands still; its heading is `title`, or else no longer `left`."""
        self.page.wait_for_function(ARRIVED, arg=[spaced(title), spaced(left)])
        self.look()
        return self

    def settles(self):
        """Wait until the page stands still, whatever it says."""
        self.page.wait_for_function(SETTLED)
        return self

    def press(self, name, then=""):
        """Press a button, and wait for the page to which it leads when one is named."""
        self.page.get_by_role("button", name=name, exact=True).click()
        return self.arrives(then) if then else self

    def follow(self, name, then=""):
        self.page.get_by_role("link", name=name, exact=True).click()
        return self.arrives(then) if then else self

    def reads(self, text):
        """Wait until the page says something."""
        self.page.get_by_text(text).first.wait_for()
        return self

    def new_tab(self):
        """Return the same person in a second tab of the same browser."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.page = self.context.new_page()
        return other

    def elsewhere(self):
        """Return the same person on another machine, where nothing is known of them."""
        other = type(self)(self.chromium, self.address, self.language, **self.window)
        other.looks_with_axe, other.looked = self.looks_with_axe, self.looked
        other.barriers, other.too_wide = self.barriers, self.too_wide
        return other

    def leave(self):
        self.context.close()

    @property
    def title(self):
        return spaced(self.page.locator("h1").inner_text())

    @property
    def path(self):
        return self.page.url.removeprefix(self.address).partition("?")[0]

    @property
    def focus(self):
        """Return the words of what has the focus."""
        return self.page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel")

    @property
    def menu(self):
        """Return what stands in the menu, opened where the page has closed it."""
        opening = self.page.locator(SELECTORS["open-menu"])
        if opening.is_visible():
            opening.click()
            self.page.locator(SELECTORS["menu-links"]).get_by_role("link").first.wait_for()
        return self.page.locator(SELECTORS["menu-links"]).get_by_role("link").all_inner_texts()

    @property
    def cookies(self):
        """Return the portal's cookies by name."""
        return {cookie["name"]: cookie for cookie in self.context.cookies()}

    @property
    def main(self):
        return self.page.get_by_role("main")

    def say(self, key, **values):
        """Return one of the portal's sentences in the person's language."""
        return library().say(key, self.language, **values)

    @property
    def reference(self):
        """Return the reference of the request on the page."""
        return re.search(r"RRA-\w{4}-\w{4}", self.main.inner_text())[0]

    def told(self, name):
        """Return what stands beside a name in a list of names and values."""
        return self.main.locator("dt").filter(has_text=name).locator("+ dd").inner_text()

    def is_drawn(self, picture):
        """Say whether a picture has arrived and has pixels."""
        picture.scroll_into_view_if_needed()
        return picture.evaluate("it => it.decode().then(() => it.naturalWidth > 0)")

    @property
    def seen(self):
        """Return the addresses of the pages looked at that are this person's own to see."""
        return {path for path, _, title in self.looked if title != self.say("frame.not_yours_title")}

    def visit_the_rest(self, *audiences):
        """Open by its address every screen of an audience not looked at yet."""
        for path in sorted(screens(*audiences) - {path for path, _, _ in self.looked}):
            self.open(path)
        return self

    def look(self, again=False):
        """Look for barriers with axe, once a page and heading, and for a page wider than the window.

        Shapes: the page stands still first, because what waits to be drawn anew is shown faded. `again` looks
                at what has changed on a page; what some journey found well is not looked at twice.
        """
        if self.page.locator(SELECTORS["app"]).count():  # a partner's pages are not Streamlit's
            self.settles()
        told = (self.path, self.language, self.title)
        self.visited.add(told)
        if self.page.evaluate(TOO_WIDE):
            self.too_wide.append(told)
        if self.looks_with_axe and (again or told not in self.looked):
            self.looked.add(told)
            width = self.page.viewport_size["width"]
            drawn = (width, hash(self.page.evaluate("document.body.outerHTML")) if again else told)
            if drawn in WELL:
                return
            found = self._violations()
            self.barriers += [
                (*told, fault["id"], node["html"]) for fault in found for node in fault["nodes"]
            ]
            if not found:
                WELL.add(drawn)

    def _violations(self):
        """Return what axe finds, twice more where it does: a run that began meanwhile fades the page."""
        for _ in range(LOOKS):
            if not (found := Axe().run(self.page, options=RULES).response["violations"]):
                break
            if self.page.locator(SELECTORS["app"]).count():
                self.settles()
        return found

    # --- credentials ---

    def register(self, user_code):
        """Get a GCKey, from the sign-in page to the page that says it is done.

        Source: guide 1.1 to 1.6.
        """
        self.follow(self.say("register.menu"), library().terms["gckey"].title.of(self.language))
        self.press(self.say("register.accept"), self.say("register.title"))
        self.write(self.say("register.user_code"), user_code)
        self.write(self.say("register.password"), PASSWORD)
        self.write(self.say("register.password_again"), PASSWORD)
        for place, answer in enumerate(("Érable", "Rue du Lac", "Le Castor"), 1):
            self.choose(self.say("register.question", place=place), self.say(f"recovery.question_{place}"))
            self.write(self.say("register.answer", place=place), answer)
        self.press(self.say("register.submit"), self.say("register.done_title"))
        return self

    def sign_in(self, user_code, then="", password=PASSWORD):
        """Sign in with a GCKey, from the first page."""
        self.user_code = user_code
        self.open("/", self.say("sign_in.title"))
        self.press(self.say("sign_in.to_gckey"), self.say("sign_in.gckey_title"))
        return self._signs_in(user_code, password, then)

    def signs_in_at(self, user_code, path):
        """Sign in with a GCKey on the way to a page."""
        self.user_code = user_code
        self.open(f"/gckey?to={quote(path)}", self.say("sign_in.gckey_title"))
        return self._signs_in(user_code, PASSWORD)

    def _signs_in(self, user_code, password, then=""):
        self.write(self.say("sign_in.user_code"), user_code)
        self.write(self.say("sign_in.password"), password)
        with self.page.expect_navigation():
            self.press(self.say("sign_in.submit"))
        return self.arrives(then)

    def goes_to_partner(self, name):
        """Follow the link to a Sign-In Partner and read its page."""
        self.follow(name)
        self.page.get_by_role("heading", level=1, name=self.say("demo_partner.heading")).wait_for()
        self.look()
        return self

    def proves_identity(self, user_name, password):
        """Sign in at the partner whose page is open."""
        self.write(self.say("demo_partner.user_name"), user_name)
        self.write(self.say("demo_partner.password"), password)
        self.page.get_by_role("button", name=self.say("demo_partner.sign_in"), exact=True).click()
        return self

    def sign_out(self):
        self.page.get_by_role("button", name=self.say("frame.sign_out"), exact=True).first.click()
        return self.arrives(self.say("sign_in.title")).reads(self.say("sign_in.ended"))

    def screens(self, *answers):
        """Answer the screening questions one after another, Yes or No."""
        for question, answer in zip(
            ("has_pin", "is_institution", "is_representative"), answers, strict=False
        ):
            self.arrives(self.say(f"screening.{question}"))
            self.tick(answer)
            self.press(self.say("screening.next"))
        return self

    # --- fields ---

    def write(self, label, text):
        self.page.get_by_role("textbox", name=label, exact=True).fill(text)

    def tick(self, label, within=None):
        """Choose among radio buttons, or tick a box."""
        place = within or self.main
        place.locator("label").filter(has=self.page.get_by_text(label, exact=True)).last.click()

    def choose(self, label, option, within=None):
        """Choose from a list that opens, typing what is looked for."""
        box = (within or self.page).get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(option)
        self.listed(option).click()

    def listed(self, option):
        """Return an option that is shown, typed again where its list closed as the page moved under it."""
        place = self.page.get_by_role("option", name=option, exact=True)
        for _ in range(TRIES):
            with suppress(TimeoutError):
                place.wait_for(timeout=SOON)
                break
            if self.page.evaluate(IS_CLOSED):
                self.page.keyboard.press("Control+a")
                self.page.keyboard.press("Backspace")
                self.page.keyboard.insert_text(option)
        return place

    # --- questions ---

    @property
    def question(self):
        """Return the question on the page."""
        found = (
            it for it in library().questionnaire.questions if spaced(it.title.of(self.language)) == self.title
        )
        return next(found)

    def answers(self, told):
        """Answer the question on the page and press Next, without waiting.

        Shapes: `told` maps a part to a text, a truth, a code, a list of codes or an ISO date.
        """
        for part in self.question.parts:
            if part.id in told:
                self._fill(part, told[part.id])
        self.press(self.say("question.next"))
        return self

    def answers_all(self, told, last):
        """Answer question after question, as long as they are among those told, up to and with `last`.

        Shapes: what is told of an answer is read, and the answer stays.
        """
        while True:
            here, left = self.question.id, self.title
            self.answers(told[here])
            self.page.wait_for_function(WENT_ON, arg=left)
            if self.title == left:
                self.look(again=True)
                self.press(self.say("question.next"))
            self.arrives(left=left)
            if here == last:
                return self

    def _fill(self, part, value):
        label = part.label.of(self.language) + (" *" if part.required else "")
        if part.kind == "date":
            self._fill_date(label, value)
        elif part.kind == "many":
            for code in value:
                self.tick(self._text(part, code), self.page.get_by_role("group", name=label, exact=True))
        elif part.kind == "yes_no":
            self.tick(self.say("question.yes" if value else "question.no"), self._radios(label))
        elif part.kind in ("regulator", "country", "country_or_province"):
            self.choose(label, self._text(part, value))
        elif part.kind == "choice":
            self.tick(self._text(part, value), self._radios(label))
        else:
            self.write(label, value)

    def _radios(self, label):
        return self.page.get_by_role("radiogroup", name=label, exact=True)

    def _text(self, part, code):
        return choice_text(library().questionnaire, part, code, self.language)

    def _fill_date(self, label, day):
        group = self.page.get_by_role("group", name=label, exact=True)
        year, month, number = day.split("-")
        group.get_by_role("textbox", name=self.say("question.day"), exact=True).fill(str(int(number)))
        self.choose(self.say("question.month"), months(self.language)[int(month)], group)
        group.get_by_role("textbox", name=self.say("question.year"), exact=True).fill(year)

    # --- papers ---

    def saved(self, link):
        """Save a paper on the person's own machine and return its bytes."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link, exact=True).click()
        return download.value.path().read_bytes()

    def chooses_file(self, name, data, media_type="application/octet-stream"):
        """Choose a file on the upload page and wait until the browser has sent it."""
        file = {"name": name, "mimeType": media_type, "buffer": data}
        self.page.locator("input[type=file]").set_input_files(file)
        self.main.get_by_text(name, exact=True).wait_for()
        return self.settles()

    def gives(self, kind, name, data, word="upload"):
        """Attach a document, from the documents page and back to it."""
        documents, named = self.say("documents.title"), self.say(f"documents.{kind}_named")
        self.press(self.say(f"documents.{word}", name=named), self.say("upload.title", name=named))
        self.chooses_file(name, data)
        self.press(self.say("upload.next"), documents)
        self.reads(self.say("documents.attached", name=self.say(f"documents.{kind}")))
        return self
