"""Every verb as every role, on one's own records and on somebody else's."""

import importlib
import inspect
import pkgutil
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache

import pytest

import core.services
from core.domain.accounts.identity import PORTAL_ITSELF, Actor, Role, Session
from core.domain.application.application import DocumentKind, Outcome
from core.domain.application.proceedings import DraftDecision
from core.domain.desk.view import View
from core.domain.errors import NotAllowedError, NotFoundError
from core.domain.rules.register_care import Assent
from core.services.rights import OPEN_VERBS, VERBS
from tests.services import laboratory, steps
from tests.services.refusals import refusal_of
from tests.services.worlds import MENDABLE, WORLDS

EVERYBODY = set(Role) - {Role.PORTAL}
PROVEN = EVERYBODY - {Role.UNPROVEN}
HOLDERS = PROVEN - {Role.NEWCOMER, Role.APPLICANT}
APPLICANT, PORTAL, REPRESENTATIVE = {Role.APPLICANT}, {Role.PORTAL}, {Role.REPRESENTATIVE}
NEWCOMER, UNPROVEN, STAKEHOLDER = {Role.NEWCOMER}, {Role.UNPROVEN}, {Role.STAKEHOLDER}
OFFICER, ADMINISTRATOR, READERS = {Role.OFFICER}, {Role.ADMINISTRATOR}, {Role.APPLICANT, Role.REPRESENTATIVE}
STAFF, MANAGER = {Role.OFFICER, Role.MANAGER}, {Role.MANAGER}
NOBODY = set()


def _field(actor):
    return "part_email" if actor.role is Role.APPLICANT else "note_text"


@dataclass(frozen=True)
class Row:
    """One verb: in which world, who may do it to one's own, who to anybody's, how it is called."""

    world: str
    owners: set
    staff: set
    call: object
    code: str = "not_found"

    @property
    def roles(self):
        return self.owners | self.staff


def _attach(portal, actor, it):
    return portal.documents.attach(actor, it.application.id, DocumentKind.FIRST_ID, "a.pdf", b"new")


def _open_copy(portal, actor, it):
    portal.clock.move(days=31)
    return portal.enrolment.open_application(actor, it.application.id)


def _revise(portal, actor, it):
    portal.clock.move(days=60)
    if actor.role is Role.MANAGER:
        portal.publications.publish_due(PORTAL_ITSELF)
    return portal.publications.revise(actor, date(2026, 1, 1), "Oubli.")


def _preview(portal, actor, it):
    portal.clock.move(days=60)
    if actor.role is Role.MANAGER:
        portal.publications.publish_due(PORTAL_ITSELF)
    return portal.publications.preview(actor, date(2026, 1, 1))


def _decide(portal, actor, it):
    return portal.casework.decide(actor, it.application.id, 1, steps.DRAFTS[Outcome.APPROVED])


def _given_names(portal, actor, it):
    return portal.enrolment.answer(actor, it.application.id, "given_names", {"given_names": "Anne"})


def _answer(portal, actor, it):
    asked = portal.kept(Session, id=it.owner.session_id)[0].asked_place
    return portal.security.answer(actor, steps.SECURITY_ANSWERS[asked - 1])


def _change_password(portal, actor, it):
    return portal.accounts.change_password(actor, steps.PASSWORD, "Nouveau-Secret2", "Nouveau-Secret2")


def _add(portal, actor, it):
    return portal.accounts.add(actor, "nouveaux", steps.PASSWORD, "officer", "Camille")


def _compare(portal, actor, it):
    return portal.rule_lab.compare(actor, it.proposal.id, it.proposal.id, laboratory.PERIOD)


def _give_back(portal, actor, it):
    portal.claims.take(actor, it.application.id)
    return portal.claims.give_back(actor, it.application.id)


def _release(portal, actor, it):
    portal.holds.hold(actor, it.application.id, "advice", portal.outside.today())
    return portal.holds.release(actor, it.application.id)


def _draft_of(portal, it):
    """Return the key of a request's latest draft."""
    return portal.kept(DraftDecision, application_id=it.application.id, order="number")[-1].id


def _take_back(portal, actor, it):
    """Object to another officer's draft, make one's own, and take that one back."""
    verbs = portal.countersignatures
    verbs.object(actor, it.application.id, _draft_of(portal, it), "Trop tôt")
    stage = portal.casework.case(actor, it.application.id).seen.stage
    portal.casework.decide(actor, it.application.id, stage, steps.DRAFTS[Outcome.APPROVED])
    return verbs.take_back(actor, it.application.id)


def _undo(portal, actor, it):
    _decide(portal, actor, it)
    return portal.decision_undo.undo(actor, it.application.id)


def _reword(portal, actor, it):
    texts = {"subject_fr": "Objet", "subject_en": "Subject", "body_fr": "Corps", "body_en": "Body"}
    return portal.letter_texts.publish(actor, "moved", 1, texts)


def _exported(portal, actor, it):
    return list(portal.queues.export(actor, View("open")))


def _propose(portal, actor, it):
    told = b"number,family_name,given_names,standing\nR900001,Fictif,Alex,active\n"
    return portal.registers.propose(actor, "CICC", told, portal.outside.today())


def _apply(portal, actor, it):
    return portal.registers.apply(actor, _propose(portal, PORTAL_ITSELF, it))


def _register_twice(portal, it):
    for _ in range(2):
        portal.registers.apply(PORTAL_ITSELF, _propose(portal, PORTAL_ITSELF, it))


def _way_back(portal, actor, it):
    if actor.role in ADMINISTRATOR | PORTAL:
        _register_twice(portal, it)
    return portal.registers.way_back(actor, "CICC")


def _bring_back(portal, actor, it):
    way = _way_back(portal, PORTAL_ITSELF, it) if actor.role in ADMINISTRATOR | PORTAL else None
    return portal.registers.bring_back(actor, way, Assent("CICC", "The wrong file"))


def _confirm_email(portal, actor, it):
    if actor.role is Role.APPLICANT and it.owner.account_id == actor.account_id:
        portal.email_checks.send(it.owner, it.application.id)
    return portal.email_checks.confirm(actor, it.application.id, "123 456")


ON_A_RECORD = {
    "Credentials.end_session": Row(
        "opened", PROVEN, NOBODY, lambda p, a, it: p.credentials.end_session(a, it.owner.session_id)
    ),
    "Enrolment.look": Row("opened", READERS, NOBODY, lambda p, a, it: p.enrolment.look(a, it.application.id)),
    "Enrolment.look_up": Row(
        "opened", READERS, NOBODY, lambda p, a, it: p.enrolment.look_up(a, it.application.reference)
    ),
    "Enrolment.history": Row(
        "opened", READERS, NOBODY, lambda p, a, it: p.enrolment.history(a, it.application.id)
    ),
    "Enrolment.open_application": Row("opened", APPLICANT, NOBODY, _open_copy),
    "Enrolment.answer": Row("opened", APPLICANT, NOBODY, _given_names),
    "Enrolment.print_form": Row(
        "opened", APPLICANT, NOBODY, lambda p, a, it: p.enrolment.print_form(a, it.application.id, "en")
    ),
    "Enrolment.printed_form": Row(
        "opened", READERS, NOBODY, lambda p, a, it: p.enrolment.printed_form(a, it.printed.id)
    ),
    "Enrolment.submit": Row(
        "opened", APPLICANT, NOBODY, lambda p, a, it: p.enrolment.submit(a, it.application.id)
    ),
    "Enrolment.receipt": Row(
        "sent", READERS, NOBODY, lambda p, a, it: p.enrolment.receipt(a, it.application.reference, "fr")
    ),
    "Explanations.opened": Row(
        "opened",
        APPLICANT,
        NOBODY,
        lambda p, a, it: p.explanations.opened(a, it.application.id, "licence", "help"),
    ),
    "Documents.attach": Row("opened", APPLICANT, NOBODY, _attach),
    "Documents.remove": Row(
        "opened", APPLICANT, NOBODY, lambda p, a, it: p.documents.remove(a, it.document.id)
    ),
    "Documents.document": Row(
        "sent", READERS, STAFF, lambda p, a, it: p.documents.document(a, it.document.id)
    ),
    "Documents.file": Row("sent", READERS, STAFF, lambda p, a, it: p.documents.file(a, it.document.id)),
    "Documents.page": Row(
        "sent", READERS, STAFF, lambda p, a, it: p.documents.page(a, it.document.id, 1, 400)
    ),
    "Scans.told": Row("opened", APPLICANT, NOBODY, lambda p, a, it: p.scans.told(a, it.application.id)),
    "Scans.keep": Row("opened", APPLICANT, NOBODY, lambda p, a, it: p.scans.keep(a, it.document.id)),
    "Correspondence.read_message": Row(
        "opened", READERS, NOBODY, lambda p, a, it: p.correspondence.read_message(a, it.message.id, "fr")
    ),
    "Correspondence.send_again": Row(
        "opened", NOBODY, ADMINISTRATOR, lambda p, a, it: p.correspondence.send_again(a, it.message.id)
    ),
    "Judgements.forecast": Row(
        "opened", APPLICANT, NOBODY, lambda p, a, it: p.judgements.forecast(a, it.application.id)
    ),
    "Judgements.reopened": Row(
        "opened", APPLICANT, NOBODY, lambda p, a, it: p.judgements.reopened(a, it.application.id)
    ),
    "Judgements.at_question": Row(
        "opened",
        APPLICANT,
        NOBODY,
        lambda p, a, it: p.judgements.at_question(a, it.application.id, "second_id"),
    ),
    "Judgements.verdicts": Row(
        "sent", NOBODY, STAFF, lambda p, a, it: p.judgements.verdicts(a, it.application.id)
    ),
    "Judgements.as_judged": Row(
        "sent", NOBODY, STAFF, lambda p, a, it: p.judgements.as_judged(a, it.application.id)
    ),
    "Casework.open_case": Row(
        "sent", NOBODY, STAFF, lambda p, a, it: p.casework.open_case(a, it.application.id)
    ),
    "Casework.case": Row("sent", NOBODY, STAFF, lambda p, a, it: p.casework.case(a, it.application.id)),
    "Casework.preview": Row(
        "sent",
        NOBODY,
        OFFICER,
        lambda p, a, it: p.casework.preview(a, it.application.id, steps.DRAFTS[Outcome.APPROVED]),
    ),
    "Casework.decide": Row("sent", NOBODY, OFFICER, _decide),
    "Casebook.look": Row("sent", NOBODY, STAFF, lambda p, a, it: p.casebook.look(a, it.application.id)),
    "PageLooks.look": Row("sent", NOBODY, OFFICER, lambda p, a, it: p.page_looks.look(a, it.document.id, 1)),
    "PageLooks.pages": Row(
        "sent", NOBODY, OFFICER, lambda p, a, it: p.page_looks.pages(a, it.application.id)
    ),
    "Checklists.look": Row("sent", NOBODY, OFFICER, lambda p, a, it: p.checklists.look(a, it.application.id)),
    "Checklists.answer": Row(
        "sent", NOBODY, OFFICER, lambda p, a, it: p.checklists.answer(a, it.application.id, {})
    ),
    "Casebook.write": Row(
        "sent", NOBODY, STAFF, lambda p, a, it: p.casebook.write(a, it.application.id, "À vérifier")
    ),
    "Casebook.tag": Row(
        "sent",
        NOBODY,
        STAFF,
        lambda p, a, it: p.casebook.tag(a, it.application.id, frozenset(["call_back"]), frozenset()),
    ),
    "Claims.take": Row("sent", NOBODY, OFFICER, lambda p, a, it: p.claims.take(a, it.application.id)),
    "Claims.look": Row("sent", NOBODY, STAFF, lambda p, a, it: p.claims.look(a, it.application.id)),
    "Claims.give_back": Row("sent", NOBODY, OFFICER, _give_back),
    "Claims.take_over": Row(
        "sent", NOBODY, OFFICER, lambda p, a, it: p.claims.take_over(a, it.application.id, "Absence")
    ),
    "Claims.stand_aside": Row(
        "sent", NOBODY, OFFICER, lambda p, a, it: p.claims.stand_aside(a, it.application.id, "Ma voisine")
    ),
    "EmailChecks.look": Row(
        "opened", APPLICANT, NOBODY, lambda p, a, it: p.email_checks.look(a, it.application.id)
    ),
    "EmailChecks.send": Row(
        "sent", APPLICANT, NOBODY, lambda p, a, it: p.email_checks.send(a, it.application.id)
    ),
    "EmailChecks.confirm": Row("sent", APPLICANT, NOBODY, _confirm_email),
    "KeptTexts.keep": Row(
        "sent",
        APPLICANT,
        STAFF,
        lambda p, a, it: p.kept_texts.keep(a, str(it.application.id), _field(a), "À", 0),
    ),
    "Assignments.assign": Row(
        "sent", NOBODY, MANAGER, lambda p, a, it: p.assignments.assign(a, [it.application.id], [it.worker.id])
    ),
    "Holds.hold": Row(
        "sent",
        NOBODY,
        OFFICER,
        lambda p, a, it: p.holds.hold(a, it.application.id, "advice", p.outside.today()),
    ),
    "Holds.release": Row("sent", NOBODY, OFFICER, _release),
    "Notices.preview": Row(
        "careful",
        NOBODY,
        OFFICER,
        lambda p, a, it: p.notices.preview(a, it.application.id, MENDABLE),
    ),
    "Notices.give": Row(
        "careful",
        NOBODY,
        OFFICER,
        lambda p, a, it: p.notices.give(a, it.application.id, 1, MENDABLE),
    ),
    "Notices.answer": Row(
        "noticed", APPLICANT, NOBODY, lambda p, a, it: p.notices.answer(a, it.application.id, "Non")
    ),
    "Countersignatures.preview": Row(
        "drafted", NOBODY, OFFICER, lambda p, a, it: p.countersignatures.preview(a, it.application.id)
    ),
    "Countersignatures.agree": Row(
        "drafted",
        NOBODY,
        OFFICER,
        lambda p, a, it: p.countersignatures.agree(a, it.application.id, _draft_of(p, it)),
    ),
    "Countersignatures.object": Row(
        "drafted",
        NOBODY,
        OFFICER,
        lambda p, a, it: p.countersignatures.object(a, it.application.id, _draft_of(p, it), "Non"),
    ),
    "Countersignatures.take_back": Row("drafted", NOBODY, OFFICER, _take_back),
    "DecisionUndo.until": Row(
        "careful", NOBODY, OFFICER, lambda p, a, it: p.decision_undo.until(a, it.application.id)
    ),
    "DecisionUndo.undo": Row("careful", NOBODY, OFFICER, _undo),
    "Reconsiderations.open_documents": Row(
        "refused",
        APPLICANT,
        NOBODY,
        lambda p, a, it: p.reconsiderations.open_documents(a, it.application.id),
    ),
    "Reconsiderations.ask": Row(
        "refused",
        APPLICANT,
        NOBODY,
        lambda p, a, it: p.reconsiderations.ask(a, it.application.id, "Non"),
    ),
    "Queues.rename": Row(
        "kept", STAFF, NOBODY, lambda p, a, it: p.queues.rename(a, it.saved.id, "Un autre nom")
    ),
    "Queues.remove": Row("kept", STAFF, NOBODY, lambda p, a, it: p.queues.remove(a, it.saved.id)),
    "Pins.issue": Row(
        "approved", NOBODY, OFFICER | ADMINISTRATOR, lambda p, a, it: p.pins.issue(a, it.application.id)
    ),
    "Pins.revoke": Row(
        "approved", NOBODY, OFFICER | ADMINISTRATOR, lambda p, a, it: p.pins.revoke(a, it.application.id)
    ),
    "Pins.issue_for_colleague": Row(
        "approved",
        REPRESENTATIVE,
        NOBODY,
        lambda p, a, it: p.pins.issue_for_colleague(a, it.application.reference),
        "colleague_not_found",
    ),
    "Accounts.authorise": Row(
        "enrolled",
        NOBODY,
        ADMINISTRATOR,
        lambda p, a, it: p.accounts.authorise(a, it.application.reference, True),
    ),
    "Accounts.put_in_team": Row(
        "approved", NOBODY, ADMINISTRATOR, lambda p, a, it: p.accounts.put_in_team(a, it.worker.id, "Est")
    ),
    "Accounts.close": Row(
        "approved", NOBODY, ADMINISTRATOR, lambda p, a, it: p.accounts.close(a, it.worker.id)
    ),
    "Accounts.attestation": Row(
        "enrolled",
        REPRESENTATIVE,
        NOBODY,
        lambda p, a, it: p.accounts.attestation(a, it.application.reference, "fr"),
    ),
}


def oneself(world, roles, call):
    return Row(world, roles, NOBODY, call)


ON_ONESELF = {
    "Credentials.accept_portal_terms": oneself(
        "opened", EVERYBODY, lambda p, a, it: p.credentials.accept_portal_terms(a, "fr")
    ),
    "Credentials.sign_out": oneself("opened", EVERYBODY, lambda p, a, it: p.credentials.sign_out(a)),
    "Credentials.sessions": oneself("opened", PROVEN, lambda p, a, it: p.credentials.sessions(a)),
    "Enrolment.open_account": oneself(
        "opened", NEWCOMER, lambda p, a, it: p.enrolment.open_account(a, steps.NO_NO_YES)
    ),
    "Enrolment.applications": oneself("opened", READERS, lambda p, a, it: p.enrolment.applications(a)),
    "Correspondence.messages": oneself(
        "opened", READERS, lambda p, a, it: p.correspondence.messages(a, "fr")
    ),
    "Correspondence.mailbox": oneself("opened", STAKEHOLDER, lambda p, a, it: p.correspondence.mailbox(a)),
    "Correspondence.troubled": oneself(
        "opened", ADMINISTRATOR, lambda p, a, it: p.correspondence.troubled(a, "fr")
    ),
    "Correspondence.deliver": oneself("sent", PORTAL, lambda p, a, it: p.correspondence.deliver(a)),
    "Oversight.run_due": oneself("sent", PORTAL, lambda p, a, it: p.oversight.run_due(a)),
    "Oversight.expire": oneself("sent", PORTAL, lambda p, a, it: p.oversight.expire(a)),
    "Oversight.remind": oneself("sent", PORTAL, lambda p, a, it: p.oversight.remind(a)),
    "Oversight.verify_audit": oneself(
        "sent", ADMINISTRATOR | PORTAL, lambda p, a, it: p.oversight.verify_audit(a)
    ),
    "Statistics.page": oneself("sent", STAFF, lambda p, a, it: p.statistics.page(a, {}, "fr")),
    "Statistics.behind": oneself(
        "sent", STAFF, lambda p, a, it: p.statistics.behind(a, {"outcome": "refused"})
    ),
    "Statistics.pivot": oneself(
        "sent", STAFF, lambda p, a, it: p.statistics.pivot(a, {}, "fr", "month", "outcome")
    ),
    "Statistics.prevention": oneself(
        "sent", STAFF, lambda p, a, it: p.statistics.prevention(a, "fr", ("other",))
    ),
    "Publications.editions": oneself("sent", MANAGER, lambda p, a, it: p.publications.editions(a)),
    "Publications.preview": oneself("sent", MANAGER, _preview),
    "Publications.publish_due": oneself("sent", PORTAL, lambda p, a, it: p.publications.publish_due(a)),
    "Publications.revise": oneself("sent", MANAGER, _revise),
    "Statistics.published": oneself(
        "sent", STAKEHOLDER, lambda p, a, it: p.statistics.published(a, {}, "fr")
    ),
    "Statistics.download": oneself(
        "sent", STAFF | STAKEHOLDER, lambda p, a, it: p.statistics.download(a, {}, "fr", "report.pdf")
    ),
    "Queues.look": oneself("sent", STAFF, lambda p, a, it: p.queues.look(a, View("open"))),
    "Quality.look": oneself("sent", STAFF, lambda p, a, it: p.quality.look(a, 30)),
    "Queues.save": oneself("sent", STAFF, lambda p, a, it: p.queues.save(a, "Mes vues", View("open"))),
    "Queues.export": oneself("sent", STAFF, _exported),
    "Queues.workbook": oneself("sent", STAFF, lambda p, a, it: p.queues.workbook(a, View("open"), "fr")),
    "Queues.catch_up": oneself("sent", PORTAL, lambda p, a, it: p.queues.catch_up(a)),
    "Claims.take_next": oneself("sent", OFFICER, lambda p, a, it: p.claims.take_next(a, View("open"))),
    "Claims.acknowledge": oneself("sent", STAFF, lambda p, a, it: p.claims.acknowledge(a)),
    "Assignments.assign_oldest": oneself(
        "sent", MANAGER, lambda p, a, it: p.assignments.assign_oldest(a, View("open"), 5, [it.worker.id])
    ),
    "Casework.find": oneself(
        "sent", STAFF | ADMINISTRATOR, lambda p, a, it: p.casework.find(a, "Zoé Ñuñez O'Brien")
    ),
    "KeptTexts.kept": oneself("sent", STAFF | APPLICANT, lambda p, a, it: p.kept_texts.kept(a, "queue")),
    "KeptTexts.forget": oneself("sent", STAFF | APPLICANT, lambda p, a, it: p.kept_texts.forget(a, "queue")),
    "KeptTexts.sweep": oneself("sent", PORTAL, lambda p, a, it: p.kept_texts.sweep(a)),
    "Casework.named": oneself("sent", STAFF, lambda p, a, it: p.casework.named(a, it.application.reference)),
    "Credentials.is_still_here": oneself("sent", STAFF, lambda p, a, it: p.credentials.is_still_here(a)),
    "Scans.look": oneself("sent", PORTAL, lambda p, a, it: p.scans.look(a, b"scan")),
    "Judgements.explain": oneself(
        "sent", PORTAL, lambda p, a, it: p.judgements.explain(a, it.application.reference)
    ),
    "Notices.end_due": oneself("noticed", PORTAL, lambda p, a, it: p.notices.end_due(a)),
    "LetterTexts.all": oneself("sent", MANAGER, lambda p, a, it: p.letter_texts.all(a)),
    "LetterTexts.look": oneself("sent", MANAGER, lambda p, a, it: p.letter_texts.look(a, "moved")),
    "LetterTexts.preview": oneself(
        "sent",
        MANAGER,
        lambda p, a, it: p.letter_texts.preview(
            a, "moved", {"subject_fr": "A", "subject_en": "B", "body_fr": "C", "body_en": "D"}
        ),
    ),
    "LetterTexts.publish": oneself("sent", MANAGER, _reword),
    "Retention.due": oneself("refused", PORTAL, lambda p, a, it: p.retention.due(a)),
    "Retention.erase": oneself("refused", PORTAL, lambda p, a, it: p.retention.erase(a)),
    "Pins.enrol": oneself("approved", NEWCOMER | APPLICANT, lambda p, a, it: steps.enrol(p, a, it.pin)),
    "Security.set_questions": oneself(
        "sent", UNPROVEN | HOLDERS, lambda p, a, it: p.security.set_questions(a, steps.SECURITY)
    ),
    "Security.question": oneself("enrolled", UNPROVEN, lambda p, a, it: p.security.question(a)),
    "Security.answer": oneself("enrolled", UNPROVEN, _answer),
    "AccountMoves.start": oneself("enrolled", REPRESENTATIVE, lambda p, a, it: p.moves.start(a)),
    "AccountMoves.finish_due": oneself("enrolled", PORTAL, lambda p, a, it: p.moves.finish_due(a)),
    "Accounts.add": oneself("sent", ADMINISTRATOR | PORTAL, _add),
    "Accounts.unlock": oneself(
        "sent", ADMINISTRATOR | PORTAL, lambda p, a, it: p.accounts.unlock(a, "zoetrope")
    ),
    "Accounts.staff": oneself("approved", ADMINISTRATOR, lambda p, a, it: p.accounts.staff(a)),
    "Registers.shelf": oneself("sent", ADMINISTRATOR | PORTAL, lambda p, a, it: p.registers.shelf(a)),
    "Registers.propose": oneself("sent", ADMINISTRATOR | PORTAL, _propose),
    "Registers.apply": oneself("sent", ADMINISTRATOR | PORTAL, _apply),
    "Registers.way_back": oneself("sent", ADMINISTRATOR | PORTAL, _way_back),
    "Registers.bring_back": oneself("sent", ADMINISTRATOR | PORTAL, _bring_back),
    "Accounts.change_password": oneself("sent", PROVEN, _change_password),
    "Accounts.enrolment": oneself("enrolled", REPRESENTATIVE, lambda p, a, it: p.accounts.enrolment(a)),
    "Accounts.mine": oneself("enrolled", REPRESENTATIVE, lambda p, a, it: p.accounts.mine(a)),
    "Accounts.attested": oneself("enrolled", REPRESENTATIVE, lambda p, a, it: p.accounts.attested(a, "fr")),
}
IN_THE_LAB = {
    "RuleLab.editions": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.editions(a)),
    "RuleLab.book": oneself("lab", MANAGER | PORTAL, lambda p, a, it: p.rule_lab.book(a)),
    "RuleLab.proposals": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.proposals(a)),
    "RuleLab.proposal": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.proposal(a, it.proposal.id)),
    "RuleLab.try_out": oneself(
        "lab", MANAGER, lambda p, a, it: p.rule_lab.try_out(a, laboratory.advice(), laboratory.PERIOD)
    ),
    "RuleLab.files": oneself(
        "lab",
        MANAGER,
        lambda p, a, it: p.rule_lab.files(a, laboratory.advice(), laboratory.PERIOD, "changed"),
    ),
    "RuleLab.draft": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.draft(a, "A", laboratory.advice())),
    "RuleLab.revise": oneself(
        "lab", MANAGER, lambda p, a, it: p.rule_lab.revise(a, it.proposal.id, 1, "B", laboratory.advice())
    ),
    "RuleLab.note": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.note(a, it.proposal.id, "Pourquoi?")),
    "RuleLab.drop": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.drop(a, it.proposal.id)),
    "RuleLab.compare": oneself("lab", MANAGER, _compare),
    "RuleLab.replay": oneself(
        "lab", MANAGER, lambda p, a, it: p.rule_lab.replay(a, it.proposal.id, laboratory.PERIOD)
    ),
    "RuleLab.publish": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.publish(a, it.proposal.id, 1)),
    "RuleLab.withdraw": oneself("lab", MANAGER, lambda p, a, it: p.rule_lab.withdraw(a, 2, "Retrait")),
}
AS_A_NEWCOMER = {
    "AccountMoves.finish": oneself("enrolled", NEWCOMER, lambda p, a, it: p.moves.finish(a, it.move_code)),
    "AccountMoves.questions": oneself(
        "enrolled", NEWCOMER, lambda p, a, it: p.moves.questions(a, it.application.reference)
    ),
    "AccountMoves.ask": oneself(
        "enrolled",
        NEWCOMER,
        lambda p, a, it: p.moves.ask(a, it.application.reference, steps.SECURITY_ANSWERS),
    ),
}
EVERY_VERB = {**ON_A_RECORD, **ON_ONESELF, **AS_A_NEWCOMER, **IN_THE_LAB}
BEFORE_BEING_ANYBODY = {
    "Credentials.register", "Credentials.sign_in", "Credentials.exchange", "Credentials.sign_in_by_partner",
    "Credentials.keep_attempt", "Credentials.take_attempt", "Credentials.who_is", "Credentials.who_asks",
    "Credentials.recovery_questions", "Credentials.reset_password", "AccountMoves.stop", "UsualWaits.usual",
}  # fmt: skip


@cache
def world(name):
    return WORLDS[name]()


def two(name):
    """Return a portal of the test's own, what one person has there, and what another has."""
    portal, mine, theirs = world(name)
    return portal.copy(), mine, theirs


class PageVault:
    """A vault whose every page is the same picture."""

    def page(self, key, media_type, number, width):
        return b"picture"

    def __init__(self, vault):
        self.inspect, self.keep, self.read, self.erase = vault.inspect, vault.keep, vault.read, vault.erase


def called(portal, row, actor, it):
    """Return the refusal of a verb, or None."""
    seeing = portal.with_outside(vault=PageVault(portal.outside.vault))
    return refusal_of(lambda: row.call(seeing, actor, it))


def as_role(actor, role):
    return replace(actor, role=role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", EVERY_VERB)
def test_a_verb_is_for_the_roles_of_the_table_and_no_other(name, role):
    row = EVERY_VERB[name]
    portal, mine, _ = two(row.world)
    before = portal.everything()
    somebody = mine.newcomer if name in AS_A_NEWCOMER else mine.owner

    refusal = called(portal, row, as_role(somebody, role), mine)

    if role in row.roles:
        assert refusal is None
    else:
        assert (type(refusal), refusal.code) == (NotAllowedError, "not_allowed")
        assert portal.everything() == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ON_A_RECORD)
def test_the_records_of_somebody_else_exist_only_for_whom_the_table_names(name, role):
    row = ON_A_RECORD[name]
    portal, mine, theirs = two(row.world)
    before = portal.everything()

    refusal = called(portal, row, as_role(mine.owner, role), theirs)

    if role in row.staff:
        assert refusal is None
    else:
        expected = (NotFoundError, row.code) if role in row.owners else (NotAllowedError, "not_allowed")
        assert (type(refusal), refusal.code) == expected
        assert portal.everything() == before


@pytest.mark.parametrize(
    ("name", "role"),
    [(name, role) for name, row in ON_A_RECORD.items() if row.world == "sent" for role in sorted(row.staff)],
)
def test_a_request_that_was_never_sent_is_nobodys_business_but_its_applicants(name, role):
    portal, mine, theirs = two("opened")
    before = portal.everything()

    refusal = called(portal, ON_A_RECORD[name], as_role(mine.owner, role), theirs)

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")
    assert portal.everything() == before


@pytest.mark.parametrize("role", sorted(READERS))
@pytest.mark.parametrize("name", [name for name, row in ON_A_RECORD.items() if row.owners & READERS])
def test_somebody_without_account_reaches_nothing(name, role):
    row = ON_A_RECORD[name]
    portal, mine, _ = two(row.world)

    refusal = called(portal, row, Actor(role), mine)

    assert type(refusal) in (NotFoundError, NotAllowedError)


def test_who_has_a_security_question_to_answer_can_do_nothing_else():
    may = {name for name, roles in VERBS.items() if Role.UNPROVEN in roles}

    assert may == {
        "Security.set_questions", "Security.question", "Security.answer", "Credentials.sign_out",
        "Credentials.accept_portal_terms",
    }  # fmt: skip


def test_lists_hold_only_what_is_ones_own():
    portal, mine, _ = two("opened")

    assert [seen.application.id for seen in portal.enrolment.applications(mine.owner)] == [
        mine.application.id
    ]
    assert [read.message.id for read in portal.correspondence.messages(mine.owner, "fr")] == [mine.message.id]


def test_this_table_knows_every_verb_and_says_the_same_of_its_roles():
    assert {name: set(roles) for name, roles in VERBS.items()} == {
        name: row.roles for name, row in EVERY_VERB.items()
    }
    assert OPEN_VERBS == BEFORE_BEING_ANYBODY


def test_every_public_method_of_a_service_says_who_may_call_it():
    methods = {method.__qualname__ for service in services() for method in public_methods(service)}

    assert methods == set(VERBS) | OPEN_VERBS


def services():
    """Return every class of the services that holds the outside world."""
    for module in pkgutil.walk_packages(core.services.__path__, "core.services."):
        for _, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if is_dataclass(thing) and "outside" in {field.name for field in fields(thing)}:
                yield thing


def public_methods(service):
    return [
        method for name, method in inspect.getmembers(service, inspect.isfunction) if not name.startswith("_")
    ]
