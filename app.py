"""Which screens exist, for whom; nothing else."""

from core.domain.accounts.identity import Role
from pages.parts.shell.frame import EVERYBODY, VISITORS, Audience, Screen, show

APPLICANTS: Audience = frozenset([Role.APPLICANT])
STAFF: Audience = frozenset([Role.OFFICER, Role.MANAGER])
MANAGERS: Audience = frozenset([Role.MANAGER])
ADMINISTRATORS: Audience = frozenset([Role.ADMINISTRATOR])
MENDERS: Audience = frozenset([Role.OFFICER, Role.ADMINISTRATOR])
REPRESENTATIVES: Audience = frozenset([Role.REPRESENTATIVE])
STAKEHOLDERS: Audience = frozenset([Role.STAKEHOLDER])

show(
    (
        Screen("public/sign_in.py", "", "sign_in.menu", VISITORS),
        Screen("public/gckey.py", "gckey", "sign_in.gckey_title"),
        Screen("public/gckey_terms.py", "register-terms", "register.menu", VISITORS),
        Screen("public/register.py", "register", "register.title"),
        Screen("public/registration_complete.py", "registered", "register.done_title"),
        Screen("public/forgotten.py", "forgotten", "forgotten.title"),
        Screen("public/partners.py", "partners", "partners_page.title"),
        Screen("public/partner_return.py", "partner-return", "partners_page.return_title"),
        Screen("public/partner_problem.py", "partner-problem", "partners_page.problem_title"),
        Screen("applicant/terms.py", "terms", "terms.menu"),
        Screen("applicant/arrival.py", "arrival", "arrival.menu"),
        Screen("applicant/screening.py", "screening", "screening.menu"),
        Screen("applicant/pin.py", "pin", "pin.menu"),
        Screen("applicant/security_setup.py", "security-setup", "security_setup.menu"),
        Screen("applicant/security_question.py", "security-question", "security_question.title"),
        Screen("applicant/welcome.py", "welcome", "welcome.menu", REPRESENTATIVES),
        Screen("applicant/home.py", "home", "home.menu", APPLICANTS),
        Screen("applicant/question.py", "question", "question.menu"),
        Screen("applicant/review.py", "review", "review.menu"),
        Screen("applicant/form.py", "form", "form_page.title"),
        Screen("applicant/documents.py", "documents", "documents.title"),
        Screen("applicant/upload.py", "upload", "upload.menu"),
        Screen("applicant/viewer.py", "viewer", "viewer.menu"),
        Screen("applicant/notice.py", "notice", "notice.title"),
        Screen("applicant/reconsideration.py", "reconsideration", "reconsideration.title"),
        Screen("applicant/confirmation.py", "confirmation", "confirmation.menu"),
        Screen("applicant/messages.py", "messages", "messages.title", APPLICANTS | REPRESENTATIVES),
        Screen("applicant/enrolment.py", "enrolment", "enrolment.title", REPRESENTATIVES),
        Screen("applicant/history.py", "history", "own_history.menu", REPRESENTATIVES),
        Screen("applicant/credential.py", "credential", "credential.title", REPRESENTATIVES),
        Screen("applicant/organisation.py", "organisation", "organisation.title"),
        Screen("applicant/move.py", "move", "move.menu"),
        Screen("applicant/sessions.py", "sessions", "sessions.title"),
        Screen("officer/queue.py", "queue", "queue.title", STAFF),
        Screen("officer/case.py", "case", "case.menu"),
        Screen("manager/statistics.py", "statistics", "statistics.title", STAFF),
        Screen("manager/files.py", "statistics-files", "statistics.behind_title"),
        Screen("manager/publications.py", "publications", "publications.title"),
        Screen("manager/quality.py", "quality", "quality.title", STAFF),
        Screen("manager/assign.py", "assign", "assign.title", MANAGERS),
        Screen("manager/letter_texts.py", "letter-texts", "letter_texts.title", MANAGERS),
        Screen("manager/rule_lab.py", "rule-lab", "rule_lab.title", MANAGERS),
        Screen("manager/rule.py", "rule", "rule_editor.menu"),
        Screen("manager/proposal.py", "proposal", "proposal.menu"),
        Screen("manager/report.py", "replay-report", "replay.menu"),
        Screen("manager/compare.py", "compare-proposals", "compare.title"),
        Screen("officer/past_judgement.py", "as-judged", "as_judged.menu"),
        Screen("administrator/accounts.py", "accounts", "accounts.title", ADMINISTRATORS),
        Screen("administrator/registers.py", "registers", "registers.title", ADMINISTRATORS),
        Screen("administrator/enrolments.py", "enrolments", "enrolments.title", MENDERS),
        Screen("administrator/letters.py", "letters", "letters.title", ADMINISTRATORS),
        Screen("administrator/audit.py", "audit", "audit.title", ADMINISTRATORS),
        Screen("public/stop_move.py", "stop-move", "stop_move.title", VISITORS),
        Screen("stakeholder/statistics.py", "published-statistics", "statistics.public_title", STAKEHOLDERS),
        Screen("stakeholder/mailbox.py", "mailbox", "mailbox.title", STAKEHOLDERS),
        Screen("public/guide.py", "guide", "public.guide_menu", EVERYBODY),
        Screen("public/refusals.py", "refusals", "public.refusals_menu", EVERYBODY),
        Screen("public/scenarios.py", "scenarios", "demonstration.scenarios"),
        Screen("public/usual_waits.py", "waiting-times", "waiting.title", VISITORS | APPLICANTS),
        Screen("public/about_partners.py", "about-partners", "public.about_partners_menu", VISITORS),
    )
)
