"""What leads the page of those who see published figures only, made of protected counts alone."""

from core.domain.statistics.cube import PublishedQuarters
from core.domain.statistics.rates import Rate
from core.services.statistics.board import Figure
from core.services.statistics.figure_words import FigureWords

SHARES = (("refused", "decided"), ("asked", "decided"), ("expired", "ended"))


def public_leading(published: PublishedQuarters, tell: FigureWords) -> tuple[str, tuple[Figure, ...]]:
    """Return the answer in a sentence, and the published figures."""
    rates = {measure: published.rate(measure, whole) for measure, whole in SHARES}
    refused, decided = rates["refused"], published.shown("decided")
    if refused.share is None:
        lead = tell.say("public_lead_hidden")
    else:
        share, whole = tell.percents(refused.share), tell.whole(decided.files)
        lead = tell.say("public_lead", refused=share, decided=whole)
    return lead, tuple(_figure(name, rate, tell) for name, rate in rates.items())


def _figure(name: str, rate: Rate, tell: FigureWords) -> Figure:
    value = tell.say("hidden") if rate.share is None else tell.percents(rate.share)
    note = (
        tell.say("of_files", part=tell.whole(rate.part), whole=tell.whole(rate.whole)) if rate.whole else ""
    )
    return Figure(name, tell.say(f"figure_{name}"), value, "", note, tell.say(f"means_{name}"))
