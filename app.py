"""Which screens exist, for whom; nothing else."""

from pages.parts.frame import EVERYBODY, VISITORS, Screen, show

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
        Screen("public/guide.py", "guide", "public.guide_menu", EVERYBODY),
        Screen("public/refusals.py", "refusals", "public.refusals_menu", EVERYBODY),
        Screen("public/about_partners.py", "about-partners", "public.about_partners_menu", VISITORS),
    )
)
