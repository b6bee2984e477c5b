"""The public holidays of a province, from the library `holidays`."""

from datetime import date
from functools import cache

import holidays

from core.domain.desk.working_days import WorkingDays


def working_days(province: str) -> WorkingDays:
    """Return the calendar of an office in a province.

    Shapes: the province's public holidays, those that fall on a weekend on the day they are observed.
    """

    @cache
    def of_year(year: int) -> frozenset[date]:
        return frozenset(holidays.country_holidays("CA", subdiv=province, years=year))

    return WorkingDays(of_year)
