"""Every verb as every role, on one's own records and on somebody else's."""

import importlib
import inspect
import pkgutil
from dataclasses import dataclass, fields, is_dataclass, replace

import pytest

import core.services
from core.domain.application import Application, Document, DocumentKind, Message, Print
from core.domain.errors import NotAllowedError, NotFoundError
from core.domain.identity import PORTAL_ITSELF, Actor, Role
from core.services.rights import OPEN_VERBS, VERBS
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of

EVERYBODY = set(Role) - {Role.PORTAL}
APPLICANT, PORTAL = {Role.APPLICANT}, {Role.PORTAL}


@dataclass(frozen=True)
class Belongings:
    """What somebody has at the portal."""

    owner: Actor
    application: Application
    document: Document
    printed: Print
    message: Message


def _attach(portal, actor, it):
    return portal.documents.attach(actor, it.application.id, DocumentKind.FIRST_ID, "a.pdf", b"new")


def _receipt(portal, actor, it):
    portal.enrolment.submit(it.owner, it.application.id)
    return portal.enrolment.receipt(actor, it.application.reference, "fr")


def _open_copy(portal, actor, it):
    portal.clock.move(days=31)
    return portal.enrolment.open_application(actor, it.application.id)


ON_A_RECORD = {
    "Credentials.end_session": (
        EVERYBODY,
        lambda p, a, it: p.credentials.end_session(a, it.owner.session_id),
    ),
    "Enrolment.look": (APPLICANT, lambda p, a, it: p.enrolment.look(a, it.application.id)),
    "Enrolment.look_up": (APPLICANT, lambda p, a, it: p.enrolment.look_up(a, it.application.reference)),
    "Enrolment.open_application": (APPLICANT, _open_copy),
    "Enrolment.answer": (
        APPLICANT,
        lambda p, a, it: p.enrolment.answer(a, it.application.id, "given_names", {"given_names": "Anne"}),
    ),
    "Enrolment.print_form": (APPLICANT, lambda p, a, it: p.enrolment.print_form(a, it.application.id, "en")),
    "Enrolment.printed_form": (APPLICANT, lambda p, a, it: p.enrolment.printed_form(a, it.printed.id)),
    "Enrolment.receipt": (APPLICANT, _receipt),
    "Enrolment.submit": (APPLICANT, lambda p, a, it: p.enrolment.submit(a, it.application.id)),
    "Documents.attach": (APPLICANT, _attach),
    "Documents.remove": (APPLICANT, lambda p, a, it: p.documents.remove(a, it.document.id)),
    "Documents.document": (APPLICANT, lambda p, a, it: p.documents.document(a, it.document.id)),
    "Documents.file": (APPLICANT, lambda p, a, it: p.documents.file(a, it.document.id)),
    "Documents.page": (APPLICANT, lambda p, a, it: p.documents.page(a, it.document.id, 1, 400)),
    "Correspondence.read_message": (
        APPLICANT,
        lambda p, a, it: p.correspondence.read_message(a, it.message.id, "fr"),
    ),
}
ON_ONESELF = {
    "Credentials.accept_portal_terms": (EVERYBODY, lambda p, a: p.credentials.accept_portal_terms(a, "fr")),
    "Credentials.sign_out": (EVERYBODY, lambda p, a: p.credentials.sign_out(a)),
    "Credentials.sessions": (EVERYBODY, lambda p, a: p.credentials.sessions(a)),
    "Enrolment.open_account": ({Role.NEWCOMER}, lambda p, a: p.enrolment.open_account(a, steps.NO_NO_YES)),
    "Enrolment.applications": (APPLICANT, lambda p, a: p.enrolment.applications(a)),
    "Correspondence.messages": (APPLICANT, lambda p, a: p.correspondence.messages(a, "fr")),
    "Correspondence.mailbox": ({Role.STAKEHOLDER}, lambda p, a: p.correspondence.mailbox(a)),
    "Correspondence.deliver": (PORTAL, lambda p, a: p.correspondence.deliver(a)),
    "Oversight.run_due": (PORTAL, lambda p, a: p.oversight.run_due(a)),
    "Oversight.expire": (PORTAL, lambda p, a: p.oversight.expire(a)),
    "Oversight.remind": (PORTAL, lambda p, a: p.oversight.remind(a)),
}
BEFORE_BEING_ANYBODY = {
    "Credentials.register", "Credentials.sign_in", "Credentials.exchange", "Credentials.sign_in_by_partner",
    "Credentials.keep_attempt", "Credentials.take_attempt", "Credentials.who_is",
    "Credentials.recovery_questions", "Credentials.reset_password",
}  # fmt: skip


@pytest.fixture(scope="module")
def _two():
    """A portal with two applicants, each with a request that waits to be submitted, and a reminder."""
    portal = portal_of_memory()
    owners = [steps.applicant(portal), steps.applicant_by_partner(portal)]
    applications = [steps.ready(portal, owner) for owner in owners]
    portal.clock.move(days=16)
    portal.oversight.remind(PORTAL_ITSELF)
    return portal, [_belongings(portal, owner, it) for owner, it in zip(owners, applications, strict=True)]


def _belongings(portal, owner, application):
    first = [portal.kept(kind, application_id=application.id)[0] for kind in (Document, Print, Message)]
    return Belongings(owner, application, *first)


@pytest.fixture
def two(_two):
    portal, (mine, theirs) = _two
    return portal.copy(), mine, theirs


class PageVault:
    """A vault whose every page is the same picture."""

    def page(self, key, media_type, number, width):
        return b"picture"

    def __init__(self, vault):
        self.inspect, self.keep, self.read = vault.inspect, vault.keep, vault.read


def called(portal, verb, actor, *belongings):
    """Return the refusal of a verb, or None."""
    seeing = portal.with_outside(vault=PageVault(portal.outside.vault))
    return refusal_of(lambda: verb(seeing, actor, *belongings))


def as_role(actor, role):
    return replace(actor, role=role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", [*ON_A_RECORD, *ON_ONESELF])
def test_a_verb_is_for_the_roles_of_the_table_and_no_other(two, name, role):
    portal, mine, _ = two
    roles, verb = {**ON_A_RECORD, **ON_ONESELF}[name]
    before = portal.everything()

    refusal = called(portal, verb, as_role(mine.owner, role), *([mine] if name in ON_A_RECORD else []))

    if role in roles:
        assert refusal is None
    else:
        assert (type(refusal), refusal.code) == (NotAllowedError, "not_allowed")
        assert name == "Enrolment.receipt" or portal.everything() == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ON_A_RECORD)
def test_the_records_of_somebody_else_do_not_exist_for_anybody(two, name, role):
    portal, mine, theirs = two
    roles, verb = ON_A_RECORD[name]
    before = portal.everything()

    refusal = called(portal, verb, as_role(mine.owner, role), theirs)

    expected = (NotFoundError, "not_found") if role in roles else (NotAllowedError, "not_allowed")
    assert (type(refusal), refusal.code) == expected
    assert name == "Enrolment.receipt" or portal.everything() == before


@pytest.mark.parametrize("name", ON_A_RECORD)
def test_an_applicant_without_account_reaches_nothing(two, name):
    portal, mine, _ = two
    verb = ON_A_RECORD[name][1]

    refusal = called(portal, verb, Actor(Role.APPLICANT), mine)

    assert type(refusal) in (NotFoundError, NotAllowedError)


def test_lists_hold_only_what_is_ones_own(two):
    portal, mine, _ = two

    assert [seen.application.id for seen in portal.enrolment.applications(mine.owner)] == [
        mine.application.id
    ]
    assert [read.message.id for read in portal.correspondence.messages(mine.owner, "fr")] == [mine.message.id]


def test_this_table_knows_every_verb_and_says_the_same_of_its_roles():
    known = {name: roles for name, (roles, _) in {**ON_A_RECORD, **ON_ONESELF}.items()}

    assert {name: set(roles) for name, roles in VERBS.items()} == known
    assert OPEN_VERBS == BEFORE_BEING_ANYBODY


def test_every_public_method_of_a_service_says_who_may_call_it():
    for module in pkgutil.iter_modules(core.services.__path__):
        importlib.import_module(f"core.services.{module.name}")
    methods = {method.__qualname__ for service in services() for method in public_methods(service)}

    assert methods == set(VERBS) | OPEN_VERBS


def services():
    """Return every class of the services that holds the outside world."""
    for module in pkgutil.iter_modules(core.services.__path__):
        for _, thing in inspect.getmembers(
            importlib.import_module(f"core.services.{module.name}"), inspect.isclass
        ):
            if is_dataclass(thing) and "outside" in {field.name for field in fields(thing)}:
                yield thing


def public_methods(service):
    return [
        method for name, method in inspect.getmembers(service, inspect.isfunction) if not name.startswith("_")
    ]
