"""Where somebody signed in begins: the next thing they must do, else their role's own home.

Source: guide 0.1, 1.7, 1.8.
"""

from core.domain.accounts.identity import Role, Visit

HOMES = {
    Role.NEWCOMER: "pages/applicant/screening.py",
    Role.APPLICANT: "pages/applicant/home.py",
    Role.REPRESENTATIVE: "pages/applicant/welcome.py",
    Role.OFFICER: "pages/officer/queue.py",
    Role.MANAGER: "pages/officer/queue.py",
    Role.ADMINISTRATOR: "pages/administrator/accounts.py",
    Role.STAKEHOLDER: "pages/stakeholder/mailbox.py",
}


ARRIVAL = "pages/applicant/arrival.py"
"""Where a newcomer who signs in is welcomed; who has just registered goes straight on (guide 1.7, 4.1)."""


def first_screen(visit: Visit) -> str:
    """Return the screen on which somebody begins.

    Source: guide 4.12 to 4.15: the terms come before the questions are created, and after one is asked.
    """
    if visit.needs == "security_question":
        return "pages/applicant/security_question.py"
    if not visit.portal_terms_accepted:
        return "pages/applicant/terms.py"
    if visit.needs:
        return "pages/applicant/security_setup.py"
    return HOMES.get(visit.actor.role, "pages/applicant/home.py")


def after_sign_in(visit: Visit) -> str:
    """Return where somebody lands who has just signed in.

    Source: guide 4.1.
    """
    return ARRIVAL if visit.actor.role is Role.NEWCOMER else first_screen(visit)
