"""The screens that everybody may see, in both languages."""

from uuid import uuid4

import pytest
from opening import screens

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.services.accounts.credentials import Registration

PUBLIC = [file for file, _ in screens() if file.startswith("public/")]
GUARDED = [file for file, _ in screens() if not file.startswith("public/")]
BEFORE_TERMS = (
    "applicant/terms.py",
    "applicant/sessions.py",
    "applicant/arrival.py",
    "applicant/security_question.py",
)
PASSWORD = "Zqvwlm9kT"
TITLES = {
    "public/sign_in.py": (
        "Inscription des représentants rémunérés autorisés (RRA)",
        "Enrolment of Authorized Paid Representatives (APR)",
    ),
    "public/gckey.py": ("Ouvrir une session avec CléGC", "Sign in with GCKey"),
    "public/gckey_terms.py": (
        "Modalités et conditions d’utilisation de CléGC",
        "GCKey Terms and Conditions of Use",
    ),
    "public/register.py": (
        "Modalités et conditions d’utilisation de CléGC",
        "GCKey Terms and Conditions of Use",
    ),
    "public/registration_complete.py": ("Enregistrement complété – CléGC", "Registration complete – GCKey"),
    "public/forgotten.py": ("Mot de passe oublié", "Forgotten password"),
    "public/stop_move.py": ("Arrêter un déplacement", "Stop a move"),
    "public/partners.py": ("Partenaires de connexion", "Sign-In Partners"),
    "public/partner_return.py": ("Ouvrez d’abord une session", "Sign in first"),
    "public/partner_problem.py": (
        "La connexion par le partenaire n’a pas abouti",
        "The partner sign-in did not succeed",
    ),
    "public/guide.py": (
        "Guide sur l’inscription au portail de CIC – Représentants rémunérés autorisés",
        "CIC Portal Enrolment Guide – Authorized Paid Representatives",
    ),
    "public/refusals.py": (
        "Les motifs de refus les plus courants, et ce qui les évite",
        "The most common reasons for refusal, and how to avoid them",
    ),
    "public/scenarios.py": ("Scénarios", "Scenarios"),
    "public/usual_waits.py": ("Combien de temps prend une décision", "How long a decision takes"),
    "public/about_partners.py": (
        "Qu’est-ce qu’un Partenaire de connexion?",
        "What is a Sign-In Partner?",
    ),
}


def new_code():
    return "essai" + uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))[:9]


def registered(code):
    """Return a token of somebody who has a GCKey."""
    edition = portal().library.terms["gckey"].edition
    questions = (("Un?", "réponse un"), ("Deux?", "réponse deux"), ("Trois?", "réponse trois"))
    wanted = Registration(
        user_code=code,
        password=PASSWORD,
        password_again=PASSWORD,
        questions=questions,
        edition=edition,
        language="fr",
    )
    portal().credentials.register(wanted)
    return portal().credentials.exchange(portal().credentials.sign_in(code, PASSWORD))


@pytest.fixture(scope="module")
def newcomer():
    """Somebody signed in who has accepted nothing yet."""
    return registered(new_code())


def test_every_public_screen_is_named_here():
    assert sorted(TITLES) == sorted(PUBLIC)


@pytest.mark.parametrize("screen", PUBLIC)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_public_screen_speaks_both_languages(opened, screen, language):
    assert opened(screen, language).title == TITLES[screen][language == "en"]


@pytest.mark.parametrize("screen", GUARDED)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_other_screen_asks_a_stranger_to_sign_in_and_shows_nothing_else(opened, screen, language):
    page = opened(screen, language)
    invitation = ("Ouvrez d’abord une session", "Sign in first")[language == "en"]
    assert [heading.value for heading in (*page.at.title, *page.at.header)] == [invitation]
    assert [button.key for button in page.at.main.button] == ["sign_in_first"]


@pytest.mark.parametrize("screen", [file for file in GUARDED if file not in BEFORE_TERMS])
def test_every_other_screen_asks_for_the_portals_terms_first(opened, screen, newcomer):
    assert opened(screen, token=newcomer).title == "Lisez d’abord les modalités du portail"


@pytest.mark.clause("1.0")
def test_the_sign_in_page_offers_both_kinds_of_credential(opened):
    page = opened("public/sign_in.py")
    labels = {button.key: button.label for button in page.at.main.button}
    assert labels == {
        "begin": "Commencer : créer un justificatif",
        "to_gckey": "Poursuivez vers la CléGC",
        "to_partners": "Poursuivez vers un Partenaire de connexion",
    }
    assert page.press("to_gckey").title == "Ouvrir une session avec CléGC"


def test_who_has_signed_out_is_told_so(opened):
    page = opened("public/sign_in.py", query={"ended": "1"})
    assert [row.value for row in page.at.success] == [
        "Votre session est fermée. Ce que vous avez enregistré est conservé."
    ]


@pytest.mark.clause("1.1")
@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_code_are_refused_in_the_same_words(opened, known):
    code = new_code()
    if known:
        registered(code)
    page = opened("public/gckey.py")
    page.at.text_input[0].input(code)
    page.at.text_input[1].input("Wrong9word")
    page.submit("Ouvrir une session")
    sentence = portal().library.say("errors.wrong_credentials", "fr")
    assert [row.value for row in page.at.error] == [sentence]


def test_an_empty_sign_in_is_not_counted_as_a_wrong_try(opened):
    page = opened("public/gckey.py", "en").submit("Sign in")
    assert [row.value for row in page.at.error] == [
        "The User ID or the password is missing. Write both, then try again."
    ]


def test_a_lock_out_is_told_with_its_end(opened):
    code = new_code()
    page = opened("public/gckey.py", "en")
    page.at.text_input[0].input(code)
    page.at.text_input[1].input("Wrong9word")
    for _ in range(5):
        page.submit("Sign in")
    assert len(page.at.error) == 1
    assert page.at.error[0].value.startswith("There have been too many wrong tries")
    assert "{until}" not in page.at.error[0].value


@pytest.mark.clause("1.1")
def test_the_right_password_hands_the_browser_a_ticket(opened):
    code = new_code()
    registered(code)
    page = opened("public/gckey.py", query={"to": "/guide"})
    page.at.text_input[0].input(code.upper())
    page.at.text_input[1].input(PASSWORD)
    page.submit("Ouvrir une session")
    assert [row.value for row in page.at.error] == []
    assert [row for row in page.at.main.get("bidi_component") if "open_session" in row.proto.component_name]


@pytest.mark.clause("1.3", "1.4")
def test_declining_the_terms_leads_back_and_accepting_leads_to_registration(opened):
    assert (
        opened("public/gckey_terms.py").press("decline").title
        == "Inscription des représentants rémunérés autorisés (RRA)"
    )
    assert opened("public/gckey_terms.py").press("accept").title == "S’enregistrer – CléGC"


def test_registration_is_not_reached_around_the_terms(opened):
    assert opened("public/register.py").title == "Modalités et conditions d’utilisation de CléGC"


def fill(page, code, password=PASSWORD):
    page.at.text_input(key="user_code").input(code)
    page.at.text_input(key="password").input(password)
    page.at.text_input(key="password_again").input(password)
    for place in (1, 2, 3):
        page.at.selectbox(key=f"question_{place}").select_index(place)
        page.at.text_input(key=f"answer_{place}").input(f"réponse {place}")
    return page


@pytest.mark.clause("1.5", "1.6")
def test_a_complete_registration_creates_the_gckey_and_signs_in(opened):
    code = new_code()
    page = fill(opened("public/gckey_terms.py").press("accept"), code).submit("Soumettre")
    assert "portal-errors" not in page.text
    assert [row for row in page.at.main.get("bidi_component") if "open_session" in row.proto.component_name]
    assert portal().credentials.sign_in(code, PASSWORD)


@pytest.mark.clause("1.5")
def test_an_empty_registration_links_each_fault_to_its_field(opened):
    page = opened("public/gckey_terms.py", "en").press("accept").submit("Submit")
    parts = ["user_code", "password"]
    parts += [f"{kind}_{place}" for place in (1, 2, 3) for kind in ("question", "answer")]
    assert [part for part in parts if f'href="#{part}"' not in page.text] == []
    assert "To correct (8)" in page.text


@pytest.mark.clause("1.5")
def test_recovery_questions_must_differ(opened):
    page = fill(opened("public/gckey_terms.py").press("accept"), new_code())
    page.at.selectbox(key="question_3").select_index(1)
    page.submit("Soumettre")
    assert 'href="#question_3"' in page.text


@pytest.mark.clause("1.6", "1.7")
def test_the_completed_page_leads_to_the_portals_own_terms(opened, newcomer):
    page = opened("public/registration_complete.py", token=newcomer)
    assert page.title == "Enregistrement complété – CléGC"
    assert page.press("continue").title == portal().library.terms["portal"].title.fr


def test_the_completed_page_leads_to_sign_in_when_the_session_has_ended(opened):
    assert (
        opened("public/registration_complete.py").press("continue").title == "Ouvrir une session avec CléGC"
    )


def test_a_forgotten_password_is_set_anew_with_the_recovery_answers(opened):
    code = new_code()
    token = registered(code)
    page = opened("public/forgotten.py")
    page.at.text_input(key="user_code").input(code)
    page.submit("Suivant")
    assert [field.label for field in page.at.text_input][:3] == ["Un? *", "Deux? *", "Trois? *"]
    for place, answer in enumerate(("RÉPONSE un", "reponse  deux", "réponse trois"), 1):
        page.at.text_input(key=f"answer_{place}").input(answer)
    page.at.text_input(key="password").input("Nqrstv8xY")
    page.at.text_input(key="password_again").input("Nqrstv8xY")
    page.submit("Changer le mot de passe")
    assert [row.value for row in page.at.success] == [
        "Votre mot de passe est changé. Vous pouvez ouvrir une session."
    ]
    assert portal().credentials.sign_in(code, "Nqrstv8xY")
    assert opened("applicant/terms.py", token=token).title == "Ouvrez d’abord une session"


def test_an_unknown_user_code_is_asked_questions_like_a_known_one(opened):
    page = opened("public/forgotten.py")
    page.at.text_input(key="user_code").input(new_code())
    page.submit("Suivant")
    assert len(page.at.text_input) == 5


@pytest.mark.clause("1.P1", "1.P2")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_partner_page_lists_every_configured_partner(opened, language):
    text = opened("public/partners.py", language).text
    for partner in portal().partners.all:
        assert f'href="/partner/{partner.id}/start">{partner.name.of(language)}' in text
    assert len(portal().partners.all) >= 2


@pytest.mark.clause("1.P4")
def test_back_from_a_partner_continue_leads_to_the_portals_terms(opened, newcomer):
    page = opened("public/partner_return.py", token=newcomer)
    assert page.press("continue").title == portal().library.terms["portal"].title.fr


@pytest.mark.clause("1.P3")
@pytest.mark.parametrize(
    "code",
    [
        "cancelled",
        "refused",
        "expired",
        "state_mismatch",
        "wrong_issuer",
        "token_invalid",
        "unreachable",
        "unknown",
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_way_a_partner_fails_has_its_own_sentence(opened, code, language):
    page = opened("public/partner_problem.py", language, query={"code": f"partner_{code}"})
    assert [row.value for row in page.at.error] == [portal().library.say(f"errors.partner_{code}", language)]


@pytest.mark.parametrize("code", ["", "partner_made_up", "wrong_credentials", "<script>"])
def test_a_made_up_failure_is_told_in_general_words(opened, code):
    page = opened("public/partner_problem.py", query={"code": code})
    sentence = portal().library.say("partners_page.problem_unknown", "fr")
    assert [row.value for row in page.at.error] == [sentence]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_prototype_sign_out_and_the_other_language_are_on_every_page(opened, newcomer, language):
    page = opened("public/guide.py", language, token=newcomer)
    band = "".join(it.proto.body for it in page.at.main.get("html"))
    assert ("Prototype – site non officiel", "Prototype – not an official site")[language == "en"] in band
    assert ('href="/language/en?to=%2Fguide"', 'href="/language/fr?to=%2Fguide"')[language == "en"] in band
    assert ("Fermeture de session", "Sign out")[language == "en"] == page.at.button(key="sign_out").label


@pytest.mark.clause("4.X")
def test_signing_out_ends_the_session_on_the_server(opened):
    token = registered(new_code())
    opened("public/guide.py", token=token).press("sign_out")
    assert opened("public/partner_return.py", token=token).title == "Ouvrez d’abord une session"


def test_the_language_link_keeps_the_question(opened):
    page = opened("public/guide.py", query={"q": "a&b", "x": "é"})
    assert 'to=%2Fguide%3Fq%3Da%2526b%26x%3D%25C3%25A9"' in page.text


@pytest.mark.parametrize("name", ["a<b>", '"><script>'])
def test_nothing_in_the_address_becomes_markup(opened, name):
    page = opened("public/guide.py", query={"q": name})
    assert "<b>" not in page.at.main.get("html")[0].proto.body
    assert "<script>" not in page.at.main.get("html")[0].proto.body


def test_every_role_has_a_home_among_the_screens():
    from pages.parts.accounts.homes import HOMES

    files = {f"pages/{file}" for file, _ in screens()}
    assert set(HOMES.values()) <= files
    assert Role.PORTAL not in HOMES
