"""The ledger as Parquet by month, on any address that fsspec knows, for whatever engine an analyst has.

Without a request's key, days cut to their month, pairs that cancel folded away. It is exact data about few
people all the same: for the office, never for publication.
"""

from typing import Any

import fsspec  # pyright: ignore[reportMissingTypeStubs]  # fsspec carries no types
import pandas as pd
import sqlalchemy as sa

from core.adapters.store.store import SqlStore
from core.domain.statistics.periods import Month

PROFILE = "regulator, province, language, licence"
LEFT_OUT = {
    "outcome": ("outcome_entry", "month",
                f"outcome, {PROFILE}, rounds, days, theirs, reasons, touched, told"),
    "step": ("step_entry", "opened_month", f"step, question, last_month, {PROFILE}"),
}  # fmt: skip
"""The tables, the month each is parted by, and the columns that leave the portal beside it."""


def export(store: SqlStore, target: str) -> int:
    """Write one file for each table and month under a folder or URL, and return how many."""
    written = 0
    for name, (table, month, columns) in LEFT_OUT.items():
        query = f"""SELECT {month} AS month, {columns}, CAST(sum(files) AS BIGINT) AS files FROM {table}
        GROUP BY {month}, {columns} HAVING sum(files) <> 0 ORDER BY {month}, {columns}"""  # noqa: S608 our own names
        with store.reading() as connection:
            rows = connection.execute(sa.text(query)).mappings().all()
        months = sorted({row["month"] for row in rows})
        for place in months:
            told = str(Month(place))
            part: Any = pd.DataFrame([{**row, "month": told} for row in rows if row["month"] == place])
            address = f"{target.rstrip('/')}/{name}/{told}.parquet"
            with _opened(address) as out:
                part.to_parquet(out, index=False, compression="zstd")
        written += len(months)
    return written


def _opened(address: str) -> Any:
    return fsspec.open(address, "wb", auto_mkdir=True)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
