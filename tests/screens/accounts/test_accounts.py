"""Staff accounts: the list, a new one with each fault told, and closing one."""

from uuid import uuid4

import pytest
from offices import PASSWORD, administrator, officer, worker
from paperwork import Seen

from core.bootstrap import portal
from core.domain.errors import LockedOutError, NotSignedInError, PortalError

ACCOUNTS = "administrator/accounts.py"


def fresh_code():
    """Return a user code that keeps the rules and that nobody has."""
    return "n" + uuid4().hex[:9].translate(str.maketrans("0123456789", "qrstuvwxyz"))


def fill(screen, user_code, password=PASSWORD, again=PASSWORD, role="officer", name="Andrée Fictif"):
    for key, value in (("name", name), ("user_code", user_code), ("password", password)):
        screen.at.text_input(key=key).set_value(value)
    screen.at.text_input(key="password_again").set_value(again)
    if role:
        screen.at.radio(key="role").set_value(role)
    return screen


def codes():
    return [row.user_code for row in portal().accounts.staff(administrator().actor)]


@pytest.mark.clause("0.1")
@pytest.mark.parametrize(
    ("language", "title", "role"),
    [("fr", "Comptes du personnel", "Administrateur"), ("en", "Staff accounts", "Administrator")],
)
def test_the_list_tells_who_works_here(language, title, role):
    screen = administrator().open(ACCOUNTS, language)

    assert screen.title == title
    code = user_code_of(administrator())
    assert f'<th scope="row">Alex Fictif</th><td>{code}</td><td>{role}</td><td></td>' in screen.text


def user_code_of(person):
    """Return somebody's code: a name may be borne by two people, a code never."""
    rows = portal().accounts.staff(administrator().actor)
    return next(row.user_code for row in rows if row.account.id == person.actor.account_id)


def test_a_new_account_signs_in_with_its_initial_password():
    user_code = fresh_code()
    screen = fill(administrator().open(ACCOUNTS), user_code)

    screen.submit("Créer le compte")

    assert screen.notices("success")[0].startswith("Le compte est créé.")
    assert user_code in screen.text
    assert portal().credentials.sign_in(user_code, PASSWORD, "Firefox", "")


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"again": "Autrechose-1"}, "password_again", "Initial password, a second time"),
        ({"password": "faible", "again": "faible"}, "password", "Initial password – "),
        ({"role": None}, "role", "Person&#x27;s role"),
        ({"name": " "}, "name", "Person&#x27;s name"),
        ({"user_code": "x"}, "user_code", "User code of the account"),
    ],
)
def test_each_fault_is_told_with_its_field_and_nothing_is_created(changes, field, said):
    before = codes()
    screen = fill(administrator().open(ACCOUNTS, "en"), **{"user_code": fresh_code(), **changes})

    screen.submit("Create the account")

    assert f'<a href="#{field}">{said}' in screen.text
    assert codes() == before


def test_closing_an_account_says_what_it_means_first_and_ends_its_sessions():
    leaving = worker("officer", "Sortant Fictif")
    screen = administrator().open(ACCOUNTS)
    screen.at.selectbox(key="closing").set_value(str(leaving.actor.account_id))
    screen.run()
    assert "ses sessions prennent fin maintenant" in screen.notices("warning")[0]

    screen.press("close_for_good")

    assert screen.notices("success") == ["Le compte est fermé et ses sessions ont pris fin."]
    with pytest.raises(NotSignedInError):
        portal().credentials.who_is(leaving.token)


def test_ones_own_account_is_not_offered_for_closing():
    officer_code = user_code_of(officer())
    screen = administrator().open(ACCOUNTS)

    offered = screen.at.selectbox(key="closing").options
    assert not any(user_code_of(administrator()) in it for it in offered)
    assert any(officer_code in it for it in offered)


def test_an_officer_sees_no_account():
    screen = Seen(ACCOUNTS, "fr", officer().token)

    assert list(screen.buttons) == ["not_yours"]
    assert user_code_of(administrator()) not in screen.text


def test_an_officer_is_put_in_a_team_and_taken_out_again():
    member = worker("officer", "Membre Fictif")
    code = user_code_of(member)
    other = worker("officer", "Autre Fictif").actor.account_id
    portal().accounts.put_in_team(administrator().actor, other, "Équipe <Est>")
    screen = administrator().open(ACCOUNTS, "en")

    for team, expected in (("Équipe <Est>", "Équipe &lt;Est&gt;"), (None, "")):
        screen.at.selectbox(key="team_of").set_value(str(member.actor.account_id))
        screen.at.selectbox(key="team").set_value(team)
        screen.submit("Change the team")

        assert screen.notices("success") == ["The person's team is changed."]
        row = f'<th scope="row">Membre Fictif</th><td>{code}</td><td>Officer</td><td>{expected}</td>'
        assert row in screen.text


def test_only_people_of_the_desk_can_be_put_in_a_team():
    screen = administrator().open(ACCOUNTS)

    names = screen.at.selectbox(key="team_of").options
    assert not any(name.startswith("Alex Fictif") for name in names)


@pytest.mark.parametrize(
    ("language", "button", "told"),
    [
        ("fr", "Lever le blocage", "Les essais sont entendus de nouveau."),
        ("en", "Lift the lock", "Attempts are accepted again."),
    ],
)
def test_an_administrator_lifts_what_a_hundred_wrong_passwords_closed(language, button, told):
    code = fresh_code()
    portal().accounts.add(administrator().actor, code, PASSWORD, "officer", "Camille Fictif")
    for place in range(100):
        with pytest.raises(PortalError):
            portal().credentials.sign_in(code, "Wrong-pass1", "Firefox", f"198.51.100.{place}")
    with pytest.raises(LockedOutError):
        portal().credentials.sign_in(code, PASSWORD, "Firefox", "203.0.113.1")
    screen = administrator().open(ACCOUNTS, language)

    screen.at.text_input(key="unlock_name").set_value(code)
    screen.submit(button)

    assert screen.notices("success") == [told]
    assert portal().credentials.sign_in(code, PASSWORD, "Firefox", "203.0.113.1") != ""


def test_a_code_that_nobody_bears_is_told_in_a_sentence():
    screen = administrator().open(ACCOUNTS)

    screen.at.text_input(key="unlock_name").set_value("personne")
    screen.submit("Lever le blocage")

    assert screen.notices("error")[0].startswith("Personne ne porte ce code")
