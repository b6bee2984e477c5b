"""Sessions as browsers live them: cookies, signing out, other machines, the idle warning, the language."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HOME = "Que voulez-vous faire aujourd’hui?"
CLOSED = "Ouvrez d’abord une session"


def test_the_sessions_cookie_is_out_of_reach_of_scripts_and_other_sites(someone):
    thuy = someone("applicant").arrives(HOME)

    cookie = thuy.cookies["portal_session"]

    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
    assert "portal_session" not in thuy.page.evaluate("document.cookie")


@pytest.mark.clause("4.X", "2.6")
def test_signing_out_in_one_tab_ends_the_session_in_the_other_and_on_the_server(someone):
    thuy = someone("answering", at="/question").arrives()
    other, cookie = thuy.new_tab().open("/review", "Révisez vos réponses"), thuy.cookies["portal_session"]

    thuy.sign_out()
    other.press("Continuer les questions", CLOSED)
    thuy.context.add_cookies([cookie])

    thuy.open("/review", CLOSED)


@pytest.mark.clause("4.X")
def test_a_session_elsewhere_is_listed_and_can_be_ended_from_here(someone):
    thuy = someone("accepted", at="/sessions").arrives("Où votre session est ouverte")
    left_open = thuy.elsewhere().signs_in_at(thuy.user_code, "/sessions")
    thuy.open("/sessions", "Où votre session est ouverte")

    thuy.press("Fermer toutes les autres sessions")
    thuy.reads("Sessions fermées : 1.")

    left_open.open("/screening", CLOSED)
    thuy.open("/screening", "Avez-vous reçu un numéro d’identification personnel (NIP)?")


def test_two_minutes_before_the_idle_end_a_warning_lets_one_stay(person, prepared):
    thuy = person("fr")
    thuy.page.clock.install()
    thuy.signs_in_at(prepared.cast.take("answering"), "/question").arrives()
    warning = thuy.page.get_by_role("alertdialog", name="Votre session va se terminer")

    thuy.page.clock.fast_forward("27:50")
    before = warning.count()
    thuy.page.clock.fast_forward("00:15")
    warning.wait_for()
    thuy.page.get_by_role("button", name="Rester en session").click()
    warning.wait_for(state="detached")

    assert before == 0


def test_changing_the_language_keeps_the_place_and_the_saved_answers(someone):
    thuy = someone("answering", at="/question?q=other_names")
    thuy.arrives("Utilisez-vous, ou avez-vous utilisé, d’autres noms?")

    thuy.follow("English", "Do you use, or have you used, other names?")

    assert thuy.page.evaluate("document.documentElement.lang") == "en"
    expect(thuy.page.get_by_role("textbox", name="Other names used", exact=True)).to_have_value("O’Brien")
