"""Portals where two people stand at the same place of the road, for tests of who may do what to whom."""

from dataclasses import dataclass, replace

from core.domain.accounts.identity import PORTAL_ITSELF, Account, Actor, Role
from core.domain.application.application import Application, Document, Message, Outcome, Print
from core.domain.application.outcome_draft import Draft
from core.domain.decisions.office_practice import Practice
from core.domain.desk.view import SavedView, View
from core.domain.rules.proposals import RuleProposal
from tests.services import laboratory, steps
from tests.services.doubles import portal_of_memory

OTHER_FIRM = {"organisation": {"organisation": "Étude Autre"}}


@dataclass(frozen=True)
class Belongings:
    """What somebody has at the portal, and who else stands around."""

    owner: Actor
    application: Application
    document: Document
    printed: Print
    message: Message
    pin: str = ""
    move_code: str = ""
    newcomer: Actor | None = None
    worker: Account | None = None
    proposal: RuleProposal | None = None
    saved: SavedView | None = None


def two_people(portal, bring):
    """Bring two people somewhere on the road, and return what each has."""
    owners = [steps.applicant(portal), steps.applicant_by_partner(portal)]
    brought = [bring(portal, owners[0]), bring(portal, owners[1], **OTHER_FIRM)]
    return [_belongings(portal, owner, it) for owner, it in zip(owners, brought, strict=True)]


def _belongings(portal, owner, application):
    first = [portal.kept(kind, application_id=application.id)[0] for kind in (Document, Print, Message)]
    return Belongings(owner, application, *first)


def with_worker(portal, *people):
    """Let an officer work there too."""
    worker = portal.kept(Account, id=steps.worker(portal).account_id)[0]
    return portal, *(replace(it, worker=worker) for it in people)


def opened():
    """Return two people whose requests wait to be submitted, each with a reminder that failed."""
    portal = portal_of_memory()

    def bring(portal, owner, **changes):
        application = steps.ready(portal, owner, **changes)
        portal.clock.move(days=16)
        portal.oversight.remind(PORTAL_ITSELF)
        portal.clock.move(days=-16)
        return application

    mine, theirs = two_people(portal, bring)
    portal.clock.move(days=16)
    with portal.store.write() as tx:
        for it in (mine, theirs):
            tx.replace(it.message.model_copy(update={"state": "failed"}))
    return with_worker(portal, mine, theirs)


def sent():
    """Return two people whose requests are with the officers."""
    portal = portal_of_memory()
    return with_worker(portal, *two_people(portal, steps.submitted))


def kept():
    """Return two people of the desk, each of whom keeps a view."""
    portal, mine, theirs = sent()
    view = View("open", age=8)
    return portal, *(
        replace(it, saved=portal.queues.save(replace(it.owner, role=Role.OFFICER), "Les plus vieilles", view))
        for it in (mine, theirs)
    )


def approved():
    """Return two people with a PIN each, who may also issue one in their firm, and a worker."""
    portal = portal_of_memory()
    officer = steps.worker(portal)
    pins = []

    def bring(portal, owner, **changes):
        application = steps.submitted(portal, owner, **changes)
        steps.decide(portal, officer, application)
        pins.append(steps.pin_in(steps.delivered(portal)))
        return application

    mine, theirs = two_people(portal, bring)
    with portal.store.write() as tx:
        for it, firm in ((mine, "Cabinet Nunez"), (theirs, "Étude Autre")):
            account = tx.get(Account, it.owner.account_id)
            tx.replace(account.model_copy(update={"organisation": firm, "is_authorised_person": True}))
    worker = portal.kept(Account, id=officer.account_id)[0]
    return portal, *(
        replace(it, pin=pin, worker=worker) for it, pin in zip((mine, theirs), pins, strict=True)
    )


def enrolled():
    """Return two representatives, each asked a security question, and somebody new."""
    portal = portal_of_memory()
    officer = steps.worker(portal)
    mine, theirs = two_people(
        portal, lambda *args, **changes: steps.representative(*args, officer, **changes)[1]
    )
    steps.register(portal, "nouvelle")
    newcomer = steps.actor_of(portal, steps.token_of(portal, "nouvelle"))
    brought = []
    for it in (mine, theirs):
        portal.security.question(replace(it.owner, role=Role.UNPROVEN))
        code = portal.moves.start(replace(it.owner, role=Role.REPRESENTATIVE))
        brought.append(replace(it, newcomer=newcomer, move_code=code))
    return portal, *brought


CAREFUL = Practice(first_decisions=0, percent=0)
"""An office that gives notice, can undo, and countersigns only what accuses."""
MENDABLE = Draft(Outcome.REFUSED, reasons=(("second_id_not_valid", ""),))
FINAL = Draft(Outcome.REFUSED, reasons=(("licence_not_eligible", ""),))


def careful(practice=CAREFUL):
    """Return two people whose requests are with the officers of a careful office."""
    portal = portal_of_memory(practice=practice)
    return with_worker(portal, *two_people(portal, steps.submitted))


def _worked_on(work, practice=CAREFUL):
    """Return two people whose requests an officer has done something to."""
    portal, mine, theirs = careful(practice)
    officer = Actor(Role.OFFICER, account_id=mine.worker.id)
    for it in (mine, theirs):
        work(portal, officer, it.application.id)
    return portal, mine, theirs


def noticed():
    """Return two people who were told why their requests would be refused."""
    return _worked_on(lambda p, officer, id: p.notices.give(officer, id, 1, MENDABLE))


def refused():
    """Return two people whose requests were refused not long ago."""
    return _worked_on(lambda p, officer, id: p.casework.decide(officer, id, 1, FINAL))


def drafted():
    """Return two people whose approval waits for a second signature."""
    portal, mine, theirs = careful(Practice())
    first = steps.worker(portal, user_code="premiere")
    for it in (mine, theirs):
        portal.casework.decide(first, it.application.id, 1, Draft(Outcome.APPROVED))
    return portal, mine, theirs


def lab():
    """Return the people of `sent`, an edition that was published, and a proposal ready to be."""
    portal, mine, theirs = sent()
    managers = laboratory.two_managers(portal)
    laboratory.published(portal, *managers)
    proposal = laboratory.ready_to_publish(portal, *managers, laboratory.change(laboratory.NEW))
    return portal, *(replace(it, proposal=proposal) for it in (mine, theirs))


WORLDS = {
    "opened": opened, "sent": sent, "kept": kept, "approved": approved, "enrolled": enrolled,
    "careful": careful, "noticed": noticed, "refused": refused, "drafted": drafted, "lab": lab,
}  # fmt: skip
