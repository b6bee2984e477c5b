"""The strip at the top of a demonstration: whose the tab is, and a press for each part."""

import re

import pytest
from offices import officer

SIGN_IN = "public/sign_in.py"


def strip(screen):
    return next(it for it in (row.proto.body for row in screen.at.main.get("html")) if 'class="strip"' in it)


@pytest.mark.parametrize(("language", "nobody"), [("fr", "Personne n’est en session"), ("en", "Nobody is")])
def test_a_visitor_reads_that_it_is_a_demonstration_and_may_press_six_parts(opened, language, nobody):
    html = strip(opened(SIGN_IN, language))

    assert nobody in html
    assert len(set(re.findall(r'method="post" action="/demo/enter/(\w+)"', html))) == 6


def test_a_tab_says_whose_it_is():
    assert "Ici : Agent, Camille Fictif" in strip(officer().open("officer/queue.py"))
