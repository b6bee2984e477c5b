"""Somebody with a solver who tries to find hidden numbers again from everything that is published.

Every count is an unknown whole number. Known is what arithmetic says of them: parts add up to their total, a
share is no more than what it is a share of, every refused file has a reason, and a number shown was rounded.
What the solver then cannot exclude, nobody can.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from core.domain.statistics.cube import OVERALL, SHARE_OF

OTHER = "a reason that is never published"


@dataclass
class Attack:
    """What is known of one quarter, as rows of a matrix; `tree` says of what each measure is a share."""

    quarter: object
    tree: dict
    protection: object
    places: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)

    def __post_init__(self):
        self.lines = defaultdict(list)
        for measure, by, code in self.quarter.counts:
            self.lines[measure, by].append(code)
        self.lines |= {
            (OTHER, by): codes for (measure, by), codes in self.lines.items() if measure == "refused"
        }
        for (measure, by), codes in self.lines.items():
            self._inside(measure, by, codes)
            if by != OVERALL:
                self._adds_up(measure, by, codes)
        self.low, self.high = np.zeros(len(self.places)), np.full(len(self.places), np.inf)
        for key, shown in self.quarter.counts.items():
            if shown is not None:
                place = self.places[key]
                self.low[place], self.high[place] = self.came_from(shown)
        self.matrix, self.least, self.most = self._matrix()

    def came_from(self, shown):
        """Return the smallest and the largest number that is shown so."""
        base, hidden = self.protection.base, self.protection.most_hidden
        near = range(max(hidden + 1, shown - base), shown + base + 1)
        true = [it for it in near if self.protection.rounded(it) == shown]
        return min(true), max(true)

    def _place(self, *key):
        return self.places.setdefault(key, len(self.places))

    def _inside(self, measure, by, codes):
        """A share is no more than its whole; every refused file has a reason, if only an unpublished one."""
        whole = "refused" if measure == OTHER else self.tree[measure]
        for code in codes:
            if whole:
                row = {self._place(whole, by, code): 1, self._place(measure, by, code): -1}
                self.rows.append((row, 0, np.inf))
            if measure == "refused":
                reasons = (*(it for it in self.tree if it not in SHARE_OF), OTHER)
                every = {self._place(it, by, code): 1 for it in reasons}
                self.rows.append((every | {self._place("refused", by, code): -1}, 0, np.inf))

    def _adds_up(self, measure, by, codes):
        parts = {self._place(measure, by, code): 1 for code in codes}
        self.rows.append((parts | {self._place(measure, OVERALL, OVERALL): -1}, 0, 0))

    def _matrix(self):
        cells = [
            (row, place, sign) for row, (told, _, _) in enumerate(self.rows) for place, sign in told.items()
        ]
        rows, columns, signs = zip(*cells, strict=True)
        shape = (len(self.rows), len(self.places))
        return (
            csr_matrix((signs, (rows, columns)), shape=shape),
            [least for _, least, _ in self.rows],
            [most for _, _, most in self.rows],
        )

    def excluded(self, keys, value):
        """Return the counts that cannot be a number, for all that is known.

        Shapes: one of each table's line is brought to it at a time, then those left one by one.
        """
        lines = defaultdict(list)
        for measure, by, code in keys:
            lines[measure, by].append((measure, by, code))
        left = []
        for together in zip_longest(*lines.values()):
            wanted = [key for key in together if key]
            solution = self._solved(wanted, value)
            left += [key for key in wanted if self._at(solution, key) != value]
        return [key for key in left if self._at(self._solved([key], value), key) != value]

    def _solved(self, keys, value):
        """Return counts in which some are as near to a number as they can be."""
        low, high, wish = self.low.copy(), self.high.copy(), np.zeros(len(self.places))
        for key in keys:
            place = self.places[key]
            wish[place] = 1 if value <= self.low[place] else -1
            high[place] = min(high[place], max(value, self.low[place]))
        # the solver's own shortening of the problem has called a solvable one impossible
        solved = milp(
            wish,
            constraints=LinearConstraint(self.matrix, self.least, self.most),
            integrality=np.ones(len(self.places)),
            bounds=Bounds(low, high),
            options={"presolve": False},
        )
        return solved.x

    def _at(self, solution, key):
        return None if solution is None else round(solution[self.places[key]])
