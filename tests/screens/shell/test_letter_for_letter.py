"""What people typed is shown letter for letter: in a real browser, and on every screen that shows it."""

import pytest
from offices import decided, deliver_all, other_officer, reference_of, worker
from paperwork import ANSWERS, applicant

from core.domain.application.application import DocumentKind, Outcome
from core.domain.application.outcome_draft import WantedDocument
from pages.parts.shell.markdown import JOINER, escape, plain
from pages.parts.shell.streamlit_dom import SELECTORS, resolved
from tests.live import ROOT, launch, wait_until_healthy
from tests.screens.shell.letter_for_letter import HOSTILE

NAME = "[ZZ](http://x.example) :material/delete: $x^2$ :red[a] `b` *c*"
RAW = ("[ZZ](", ":material/", "$x^2$", ":red[", "`b`", "*c*", "<u>")
READ_AS_MARKDOWN = (
    "markdown", "caption", "title", "header", "success", "error", "warning", "info", "button", "checkbox",
    "radio", "text_input", "text_area", "expander", "selectbox", "file_uploader", "page_link",
)  # fmt: skip
SHOWN = resolved("""box => ({
  text: box.textContent.replace(/ fin$/, ""),
  made: [...box.querySelectorAll("a, img, code, em, del, ul, ol, li, h1, h3, table, svg, .katex, sup, input,"
    + "[st=glyph], [style*=color]")].map(one => one.tagName) })""")


@pytest.mark.browser
def test_streamlit_shows_every_hostile_text_as_it_was_typed(chromium, tmp_path):
    live = launch(tmp_path / "data", "tests.screens.shell.letter_for_letter:app", ROOT)
    try:
        wait_until_healthy(live, "/_stcore/health")
        page = chromium.new_page()
        page.goto(live.address)
        page.get_by_role("button", name="The end").wait_for()
        page.wait_for_selector(SELECTORS["at-rest"])
        wrong = []
        for place, text in enumerate(HOSTILE):
            for kind in ("body", "bold", "title", "label"):
                shown = page.locator(f".st-key-{kind}_{place}").evaluate(SHOWN)
                if shown["text"].replace(JOINER, "").strip() != " ".join(text.split()) or shown["made"]:
                    wrong.append((kind, text, shown))
        page.close()
    finally:
        live.stop()

    assert wrong == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_made_plain_stays_so_and_keeps_its_letters(text):
    assert plain(plain(text)) == plain(text)
    assert plain(text).letters == text
    assert "<b>" not in escape(plain(text))


@pytest.fixture(scope="module")
def hostile():
    """Return somebody who typed signs into every field, and was asked for a document by such a name."""
    person = applicant()
    while question := person.seen.next_question:
        person.answer(question, **typed(question))
    person.print().attach(name="[a](http://x) :red[b].png").submit()
    return asked(person)


FREE = {
    "family_name", "given_names", "organisation", "organisation_role", "street", "city",
    "second_id_description", "attestor_family_name", "attestor_given_names",
}  # fmt: skip


def typed(question):
    answer = ANSWERS.get(question, {question: NAME})
    return {part: NAME if part in FREE else told for part, told in answer.items()}


def asked(person):
    another = WantedDocument(DocumentKind.ADDITIONAL, False, NAME, NAME)
    again = WantedDocument(DocumentKind.FIRST_ID, True, "", NAME)
    decided(person, Outcome.DOCUMENTS_REQUIRED, other_officer(), wanted=(another, again))
    deliver_all()
    return person


def told_on(screen):
    """Return every text that Streamlit reads as Markdown on a screen."""
    for kind in READ_AS_MARKDOWN:
        for element in screen.at.main.get(kind):
            proto = element.proto
            yield from (str(getattr(proto, field, "")) for field in ("body", "label"))
            if kind == "radio":
                yield from proto.options


def read_as_markdown(screen):
    return [text for text in told_on(screen) if any(sign in text for sign in RAW)]


@pytest.mark.parametrize("screen", ["home", "review", "form", "documents", "messages", "confirmation"])
def test_no_screen_of_hers_reads_what_she_typed_as_markdown(hostile, screen):
    shown = hostile.open(screen)

    assert read_as_markdown(shown) == []


@pytest.mark.parametrize("question", ["given_names", "second_id", "attestor"])
def test_no_question_reads_what_she_typed_as_markdown(question):
    person = applicant()
    while question not in person.seen.answers:
        person.answer(person.seen.next_question, **typed(person.seen.next_question))

    assert read_as_markdown(person.open("question", q=question)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("role", "screen"),
    [
        ("officer", "officer/case.py"), ("officer", "officer/queue.py"),
        ("officer", "administrator/enrolments.py"),
        ("manager", "manager/assign.py"), ("manager", "manager/quality.py"), ("officer", "manager/files.py"),
        ("administrator", "administrator/letters.py"), ("administrator", "administrator/accounts.py"),
        ("administrator", "administrator/enrolments.py"), ("stakeholder", "stakeholder/mailbox.py"),
    ],
)  # fmt: skip
def test_no_screen_of_those_who_work_here_reads_what_was_typed_as_markdown(hostile, role, screen, language):
    person = worker(role, NAME)

    shown = person.open(screen, language, request=reference_of(hostile))

    assert read_as_markdown(shown) == []
