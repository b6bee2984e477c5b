"""Which screens exist, for whom; nothing else."""

from core.domain.identity import Role
from pages.parts.frame import EVERYBODY, VISITORS, Audience, Screen, show

APPLICANTS: Audience = frozenset([Role.APPLICANT])
STAKEHOLDERS: Audience = frozenset([Role.STAKEHOLDER])

show(
    (
        Screen("public/sign_in.py", "", "sign_in.menu", VISITORS),
        Screen("public/gckey.py", "gckey", "sign_in.gckey_title"),
        Screen("public/gckey_terms.py", "register-terms", "register.menu", VISITORS),
        Screen("public/register.py", "register", "register.title"),
        Screen("public/registered.py", "registered", "register.done_title"),
        Screen("public/forgotten.py", "forgotten", "forgotten.title"),
        Screen("public/partners.py", "partners", "partners_page.title"),
        Screen("public/partner_return.py", "partner-return", "partners_page.return_title"),
        Screen("public/partner_problem.py", "partner-problem", "partners_page.problem_title"),
        Screen("applicant/terms.py", "terms", "terms.menu"),
        Screen("applicant/screening.py", "screening", "screening.menu"),
        Screen("applicant/home.py", "home", "home.menu", APPLICANTS),
        Screen("applicant/question.py", "question", "question.menu"),
        Screen("applicant/review.py", "review", "review.menu"),
        Screen("applicant/form.py", "form", "form_page.title"),
        Screen("applicant/documents.py", "documents", "documents.title"),
        Screen("applicant/upload.py", "upload", "upload.menu"),
        Screen("applicant/viewer.py", "viewer", "viewer.menu"),
        Screen("applicant/confirmation.py", "confirmation", "confirmation.menu"),
        Screen("applicant/messages.py", "messages", "messages.title", APPLICANTS),
        Screen("applicant/sessions.py", "sessions", "sessions.title"),
        Screen("stakeholder/mailbox.py", "mailbox", "mailbox.title", STAKEHOLDERS),
        Screen("public/guide.py", "guide", "public.guide_menu", EVERYBODY),
        Screen("public/refusals.py", "refusals", "public.refusals_menu", EVERYBODY),
        Screen("public/about_partners.py", "about-partners", "public.about_partners_menu", VISITORS),
    )
)
