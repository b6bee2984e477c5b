"""The registers' own entries beside the answers, and a verdict that changed since the request was sent."""

from html import unescape

import pytest
from offices import officer, reference_of
from paperwork import applicant

from core.bootstrap import portal
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Outcome
from core.domain.registers.register import RegisterEdition, RegisterWithdrawal
from core.domain.rules.register_care import Assent

HEAD = "number,family_name,given_names,standing\n"


def imported(regulator, *rows):
    day = portal().outside.today()
    proposal = portal().registers.propose(PORTAL_ITSELF, regulator, (HEAD + "\n".join(rows)).encode(), day)
    portal().registers.apply(PORTAL_ITSELF, proposal, Assent(regulator, "Test"))


def withdraw(regulator):
    """Leave no register to the other tests, whose portal this is too."""
    outside = portal().outside
    with outside.store.write() as tx:
        gone = {it.edition_id for it in tx.find(RegisterWithdrawal, regulator=regulator)}
        for edition in tx.find(RegisterEdition, regulator=regulator):
            if edition.id not in gone:
                tx.add(
                    RegisterWithdrawal(
                        id=outside.new_id(), regulator=regulator, edition_id=edition.id, reason="Test",
                        withdrawn_at=outside.now(), withdrawn_by=None,
                    )
                )  # fmt: skip


def members(standing):
    return (f",Tremblay,Zoé,{standing}", ",Tremblay,Zoé Autre,former", ",Specimen,Noah,active")


@pytest.fixture
def person():
    """Somebody who sent a request while the register listed her in good standing, and is suspended since."""
    imported("LSNB", *members("active"))
    someone = applicant().answer_all().print().attach().submit()
    imported("LSNB", *members("suspended"))
    yield someone
    withdraw("LSNB")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Ce que disent les registres", "Suspendu", "Retenue parce que c’est le seul membre",
                "Autres membres de nom semblable (1)", "Verdicts qui ont changé", "Échoue")),
        ("en", ("What the registers say", "Suspended", "Matched because this is the only member",
                "Other members with a similar name (1)", "Verdicts that have changed", "Fails")),
    ],
)  # fmt: skip
def test_the_entry_stands_beside_the_answer_and_a_changed_verdict_tells_both(person, language, told):
    screen = officer().open("officer/case.py", language, request=reference_of(person))

    folded = " ".join(it.label for it in screen.at.main.expander)
    said = unescape(screen.text) + folded
    assert [sentence for sentence in told if sentence not in said] == []
    assert not any(text in said for text in ("Aucune règle n’échoue", "No rule fails"))


def test_the_reasons_ticked_are_todays(person):
    screen = officer().open("officer/case.py", "fr", request=reference_of(person))
    screen.at.radio(key="outcome").set_value(Outcome.REFUSED)

    ticked = [it.key for it in screen.run().at.checkbox if it.value]

    assert ticked == ["reason_not_in_good_standing"]
