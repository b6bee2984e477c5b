"""One question a page: saved with 'Suivant', malformed answers kept on the page, changes followed up."""

from collections.abc import Iterator

import pytest
from paperwork import ANSWERS, applicant, run_out, somebody_printed

from core.bootstrap import portal


def type_in(screen, part, value):
    screen.at.text_input(key=f"part_{part}").set_value(value)
    return screen


def choose(screen, part, code):
    kinds = {"radio": screen.at.radio, "selectbox": screen.at.selectbox}
    for found in kinds.values():
        if any(it.key == f"part_{part}" for it in found):
            found(key=f"part_{part}").set_value(code)
    return screen


def day(screen, part, day, month, year):
    type_in(screen, f"{part}_day", day)
    screen.at.selectbox(key=f"part_{part}_month").set_value(month)
    return type_in(screen, f"{part}_year", year)


def summary(screen) -> Iterator[str]:
    return next((it.proto.body for it in screen.at.main.get("html") if "portal-errors" in it.proto.body), "")


def asked(screen):
    """The question the address names."""
    told = screen.at.query_params["q"]
    return told[0] if isinstance(told, list) else told


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    ("language", "title", "progress", "word"),
    [
        ("fr", "Quel est votre nom de famille?", "Question 1 sur 19 · Qui vous êtes", "Suivant"),
        ("en", "What is your family name?", "Question 1 of 19 · Who you are", "Next"),
    ],
)
def test_one_question_is_asked_and_its_answer_saved_at_once(language, title, progress, word):
    person = applicant()

    screen = person.open("question", language)
    shown = (screen.title, screen.at.main.caption[0].value)
    type_in(screen, "family_name", " Ñuñez ").submit(word)

    assert shown == (title, progress)
    assert dict(person.seen.answers) == {"family_name": {"family_name": "Ñuñez"}}
    assert asked(screen) == "given_names"


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    ("language", "why", "words"),
    [
        (
            "fr",
            "Pourquoi nous le demandons",
            "Mots expliqués\u00a0: Organisme de réglementation, Membre en règle, Organisme désigné",
        ),
        ("en", "Why we ask", "Words explained: Regulator, Member in good standing, Designated body"),
    ],
)
def test_help_reasons_and_words_stand_inside_the_question(language, why, words):
    screen = applicant().open("question", language, q="regulator")

    question = next(it for it in portal().library.questionnaire.questions if it.id == "regulator")
    assert [it.label for it in screen.at.main.expander] == [why, words]
    assert question.help.of(language) in screen.text


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("question", list(ANSWERS))
def test_every_question_takes_back_its_saved_answer_unchanged(question, language):
    person = somebody_printed()
    before = person.seen.answers[question]

    screen = person.open("question", language, q=question)
    screen.submit("Suivant" if language == "fr" else "Next")

    assert summary(screen) == ""
    assert person.seen.answers[question] == before


@pytest.mark.clause("2.10")
def test_without_a_question_in_the_address_the_first_unanswered_one_is_asked():
    person = applicant()
    person.answer("family_name")

    assert person.open("question").title == "Quels sont vos prénoms?"


def test_back_asks_the_question_before_with_its_answer_filled_in():
    person = applicant()
    person.answer("family_name", family_name="Łukasz")

    screen = person.open("question", q="given_names").press("back")

    assert screen.title == "Quel est votre nom de famille?"
    assert screen.at.text_input(key="part_family_name").value == "Łukasz"


@pytest.mark.clause("2.6")
def test_quitting_leads_home():
    screen = applicant().open("question").press("exit")

    assert screen.title == "Que voulez-vous faire aujourd’hui?"
    assert screen.buttons["leave"] == "Fermeture de session"


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [
        ("fr", "Suivant", "Numéro de téléphone – Ce numéro de téléphone n’existe pas"),
        ("en", "Next", "Telephone number – This telephone number does not exist"),
    ],
)
def test_a_malformed_answer_is_explained_with_a_link_and_what_was_typed_stays(language, word, said):
    person = applicant()

    screen = type_in(person.open("question", language, q="telephone"), "telephone", "12").submit(word)

    assert f'<a href="#field_telephone">{said}' in summary(screen)
    assert 'id="fault_telephone"' in screen.text
    assert screen.at.text_input(key="part_telephone").value == "12"
    assert dict(person.seen.answers) == {}


def test_errors_are_gone_once_one_turns_to_another_question():
    person = applicant()
    screen = person.open("question", q="given_names").submit("Suivant")
    before = summary(screen) != ""

    screen.press("back")

    assert (before, summary(screen)) == (True, "")


def test_every_missing_part_is_named():
    screen = applicant().open("question", q="email").submit("Suivant")

    assert [f'href="#field_{part}"' in summary(screen) for part in ("email", "email_again")] == [True, True]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (("31", 2, "1980"), "Ce jour n’existe pas dans le calendrier"),
        (("abc", 2, "1980"), "Ce jour n’existe pas dans le calendrier"),
        (("3", None, "1980"), "Il manque le mois. Choisissez-le dans la liste Mois."),
        (("3", 2, "2999"), "Cette date n’est pas encore arrivée"),
        (("3", 2, "80"), "Cette date est trop ancienne"),
        (("", None, ""), "Il manque une réponse ici"),
    ],
)
def test_a_day_that_is_none_is_explained(typed, fault):
    screen = applicant().open("question", q="date_of_birth")

    day(screen, "date_of_birth", *typed).submit("Suivant")

    assert fault in summary(screen)


def test_a_day_is_saved_whatever_zeros_were_typed():
    person = applicant()

    day(person.open("question", q="date_of_birth"), "date_of_birth", "03", 2, "1980").submit("Suivant")

    assert person.seen.answers["date_of_birth"] == {"date_of_birth": "1980-02-03"}


@pytest.mark.clause("2.3c", "3.R2")
@pytest.mark.parametrize(
    ("language", "word", "said"),
    [
        ("fr", "Suivant", "**Serait refusé :** La deuxième pièce est une carte de crédit"),
        ("en", "Next", "**Would be refused:** The second document is a credit or bank card"),
    ],
)
def test_a_credit_card_as_second_id_is_explained_at_the_question_and_saved(language, word, said):
    person = applicant()
    screen = person.open("question", language, q="second_id")
    choose(screen, "second_id_kind", "credit_card")
    screen.at.checkbox(key="part_second_id_shows_signature").check()

    screen.submit(word)
    explained = (asked(screen), screen.notices("warning")[0].startswith(said))
    screen.submit(word)

    assert explained == ("second_id", True)
    assert person.seen.answers["second_id"] == {
        "second_id_kind": "credit_card",
        "second_id_shows": ["signature"],
    }
    assert asked(screen) == "attestor"


def test_what_was_explained_is_explained_again_to_who_comes_back():
    person = applicant()
    person.answer("regulator")
    person.answer("licence", licence="student")

    screen = person.open("question", q="licence")

    assert screen.notices("warning")[0].startswith("**Serait refusé :** Une personne aux études")


@pytest.mark.clause("2.4")
def test_modify_takes_the_change_and_returns_to_the_review():
    person = applicant().answer_all()
    screen = person.open("question", q="family_name", **{"from": "review"})

    type_in(screen, "family_name", "Gagnon").submit("Suivant")

    assert screen.title == "Révisez vos réponses"
    assert person.seen.answers["family_name"] == {"family_name": "Gagnon"}


@pytest.mark.clause("2.4n")
@pytest.mark.parametrize(
    ("language", "word", "because", "removed", "review"),
    [
        (
            "fr",
            "Suivant",
            "3 nouvelles questions, parce que vous avez changé une réponse\u00a0: Organisme",
            "«\u00a0Numéro de membre\u00a0»",
            "Révisez vos réponses",
        ),
        (
            "en",
            "Next",
            "3 new questions, because you changed an answer: Regulator.",
            "“Membership number”",
            "Review your answers",
        ),
    ],
)
def test_a_change_asks_only_what_it_makes_necessary_before_the_review(
    language, word, because, removed, review
):
    person = applicant()
    person.answer("regulator", regulator="BQ")
    person.answer("membership_number", membership_number="P99999")
    screen = person.answer_all().open("question", language, q="regulator", **{"from": "review"})

    choose(screen, "regulator", "LSNB").submit(word)
    told = screen.notices("info")[0]
    shown = [asked(screen)]
    choose(screen, "licence", "lawyer").submit(word)
    shown.append(asked(screen))
    day(screen, "membership_since", "1", 6, "2012").submit(word)
    shown.append(asked(screen))
    choose(screen, "register_name_differs", False).submit(word)

    assert because in told
    assert removed in told
    assert shown == ["licence", "membership_since", "register_name"]
    assert screen.title == review
    assert person.seen.is_complete


def test_going_back_to_the_review_changes_nothing():
    person = applicant().answer_all()
    screen = person.open("question", q="family_name", **{"from": "review"})
    before = person.seen.answers

    type_in(screen, "family_name", "Gagnon").press("to_review")

    assert screen.title == "Révisez vos réponses"
    assert person.seen.answers == before


def test_the_last_answer_leads_to_the_review():
    person = applicant().answer_all()

    assert person.open("question", q="attestor").submit("Suivant").title == "Révisez vos réponses"


def test_a_question_that_is_not_asked_is_said_so():
    person = applicant()
    person.answer("regulator")

    screen = person.open("question", q="membership_number")

    assert screen.title == "Cette question n’est pas posée"
    assert screen.press("to_review").title == "Révisez vos réponses"


@pytest.mark.clause("2.17")
def test_an_expired_request_takes_no_answer_and_says_why():
    screen = run_out(applicant()).open("question", q="family_name")

    assert screen.title == "Cette demande ne peut plus changer"
    assert screen.notices("warning")[0].startswith("La demande")
    assert screen.buttons == {"home": "Retour à l’accueil"}


def test_a_request_that_ran_out_while_the_page_was_open_keeps_no_answer():
    person = applicant()
    screen = person.open("question")
    run_out(person)

    type_in(screen, "family_name", "Gagnon").submit("Suivant")

    assert screen.title == "Cette demande ne peut plus changer"
    assert dict(person.seen.answers) == {}


def test_a_session_ended_elsewhere_saves_nothing_and_shows_nothing():
    person = applicant()
    person.answer("family_name", family_name="Secretissime")
    screen = person.open("question", q="given_names")
    portal().credentials.sign_out(person.actor)

    type_in(screen, "given_names", "Zoé").submit("Suivant")

    assert screen.title == "Ouvrez d’abord une session"
    assert "Secretissime" not in screen.text
    assert list(person.seen.answers) == ["family_name"]


def test_somebody_elses_request_takes_no_answer():
    other = applicant()

    screen = applicant().open("question", request=other.seen.application.reference, q="family_name")

    assert screen.title == "Demande introuvable"
    assert screen.buttons == {"home": "Retour à l’accueil"}


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("fr", ["Canada", "Alberta", "Colombie-Britannique"]),
        ("en", ["Canada", "Alberta", "British Columbia"]),
    ],
)
def test_countries_are_listed_by_name_after_canada(language, first):
    screen = applicant().open("question", language, q="first_id")

    names = screen.at.selectbox(key="part_first_id_issuer").options
    after = names[14:17]
    assert names[:3] == first
    assert after == {"fr": ["Afghanistan", "Afrique du Sud", "Albanie"]}.get(
        language, ["Afghanistan", "Åland Islands", "Albania"]
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ["Nouveau-Brunswick", "Nouvelle-Écosse", "Nunavut", "Ontario", "Québec", "Saskatchewan",
                "Terre-Neuve-et-Labrador", "Territoires du Nord-Ouest", "Yukon"]),
        ("en", ["Northwest Territories", "Nova Scotia", "Nunavut", "Ontario", "Prince Edward Island",
                "Quebec", "Saskatchewan", "Yukon"]),
    ],
)  # fmt: skip
def test_canada_is_proposed_and_its_provinces_stand_in_the_order_of_their_names(language, told):
    screen = applicant().open("question", language, q="business_address")

    names = screen.at.selectbox(key="part_province").options
    assert screen.at.selectbox(key="part_address_country").value == "CA"
    assert (len(names), names[-len(told) :]) == (13, told)


def test_a_province_is_asked_only_of_an_address_in_canada():
    screen = applicant().open("question", q="business_address")

    screen.at.selectbox(key="part_address_country").set_value("FR")
    screen.run()
    abroad = [it.key for it in screen.at.selectbox]
    screen.at.selectbox(key="part_address_country").set_value("CA")
    screen.run()

    assert abroad == ["part_address_country"]
    assert [it.key for it in screen.at.selectbox] == ["part_address_country", "part_province"]


def test_other_names_are_shown_by_the_button_that_calls_for_them_without_a_run_of_the_page():
    screen = applicant().open("question", q="other_names")

    rules = [it.proto.body for it in screen.at.get("html") if it.proto.body.startswith("<style>")]
    assert rules == [
        '<style>#root:not(:has(.st-key-field_has_other_names input[value="0"]:checked)) '
        ":has(> .st-key-field_other_names) { display: none; }</style>"
    ]


def test_the_number_of_questions_counts_the_longest_road_and_only_shrinks():
    person = applicant()

    before = person.open("question", q="membership_since").at.main.caption[0].value
    person.answer("regulator", regulator="LSNB")
    after = person.open("question", q="membership_since").at.main.caption[0].value

    assert before.startswith("Question 10 sur 19")
    assert after.startswith("Question 9 sur 18")


@pytest.mark.parametrize(
    ("language", "word", "told"),
    [
        ("fr", "Suivant", "Cette réponse a changé entre-temps"),
        ("en", "Next", "This answer was changed in the"),
    ],
)
def test_a_stale_tab_shows_the_newer_answer_before_it_may_replace_it(language, word, told):
    person = applicant()
    stale = person.open("question", language, q="family_name")
    person.answer("family_name", family_name="Ñuñez")

    type_in(stale, "family_name", "Nunez").submit(word)
    refused = dict(person.seen.answers)
    said = (stale.text, [it.value for it in stale.at.main.text])
    stale.submit(word)

    assert refused == {"family_name": {"family_name": "Ñuñez"}}
    assert told in said[0]
    assert [it for it in said[1] if it.endswith("Ñuñez")] != []
    assert dict(person.seen.answers) == {"family_name": {"family_name": "Nunez"}}
