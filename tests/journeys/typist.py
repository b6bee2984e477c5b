"""A person who uses the keyboard alone, and expects to be told where each page begins."""

from contextlib import suppress

from playwright.sync_api import TimeoutError, expect

from tests.journeys.person import SETTLED, SOON, TRIES, Person

FAR = 120
"""Tab stops after which one gives up."""
HAS_FOCUS = "it => it === document.activeElement || it.contains(document.activeElement)"
AT_HEADING = "() => !window.told || (window.told.heading && document.activeElement.tagName === 'H1')"
"""A page loaded afresh begins at its top, with the link that skips the menu."""
LISTEN = """() => {
  window.told = { heading: false };
  document.addEventListener("focusin", (it) => { window.told.heading ||= it.target.tagName === "H1"; });
}"""


class Typist(Person):
    """Reaches everything with Tab; opens, chooses and presses with Enter, Space and the arrows."""

    def tabs_to(self, place):
        """Press Tab until a place has the focus."""
        place.wait_for(state="attached")
        for _ in range(FAR):
            if place.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{FAR} tab stops and never there: {place}")

    def press(self, name, then=""):
        return self._enters(self.page.get_by_role("button", name=name, exact=True), then)

    def follow(self, name, then=""):
        return self._enters(self.page.get_by_role("link", name=name, exact=True), then)

    def _enters(self, place, then):
        self.tabs_to(place)
        self.page.evaluate(LISTEN)
        self.page.keyboard.press("Enter")
        return self.arrives(then) if then else self

    def arrives(self, title="", left=""):
        """Arrive on a page that took the focus to its heading."""
        super().arrives(title, left)
        self.page.wait_for_function(AT_HEADING)
        return self

    def write(self, label, text):
        self._types(self.page.get_by_role("textbox", name=label, exact=True), text)

    def _types(self, field, text):
        self.tabs_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def tick(self, label, within=None):
        place = within or self.main
        if place.get_by_role("radio").count():
            self._moves_to(place.get_by_role("radio"), place.get_by_role("radio", name=label, exact=True))
        else:
            self.tabs_to(place.get_by_role("checkbox", name=label, exact=True))
            self.page.keyboard.press("Space")

    def _moves_to(self, radios, wanted):
        """Choose one of several radio buttons with the arrows, from the one that is chosen or the first."""
        all_of_them = radios.all()
        chosen = next((radio for radio in all_of_them if radio.is_checked()), None)
        self.tabs_to(chosen or all_of_them[0])
        if chosen is None:
            self.page.keyboard.press("Space")
        for radio in [*all_of_them, *all_of_them][all_of_them.index(chosen) if chosen else 0 :]:
            expect(radio).to_be_checked()
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def choose(self, label, option, within=None):
        self.tabs_to((within or self.page).get_by_role("combobox", name=label, exact=True))
        self.page.keyboard.insert_text(option)
        self.listed(option)
        self.page.keyboard.press("Enter")

    def chooses_file(self, name, data, media_type="application/octet-stream"):
        word = {"fr": "Téléverser", "en": "Upload"}[self.language]
        file = {"name": name, "mimeType": media_type, "buffer": data}
        for _ in range(TRIES):
            # a page that just arrived moves the focus to its heading, on a busy machine a moment late
            self.settles().tabs_to(self.main.get_by_role("button", name=word, exact=True))
            with suppress(TimeoutError):
                with self.page.expect_file_chooser(timeout=SOON) as chooser:
                    self.page.keyboard.press("Enter")
                chooser.value.set_files(file)
                break
        self.main.get_by_text(name, exact=True).wait_for()
        self.page.wait_for_function(SETTLED)
        return self
