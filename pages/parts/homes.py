"""Where somebody signed in begins: the next thing they must do, else their role's own home.

Source: guide 0.1, 1.7, 1.8.
"""

from core.domain.identity import Role, Visit

HOMES = {
    Role.NEWCOMER: "pages/applicant/screening.py",
    Role.APPLICANT: "pages/applicant/home.py",
    Role.REPRESENTATIVE: "pages/applicant/home.py",
}


def first_screen(visit: Visit) -> str:
    """Return the screen on which somebody begins."""
    if not visit.portal_terms_accepted:
        return "pages/applicant/terms.py"
    return HOMES.get(visit.actor.role, "pages/applicant/home.py")
