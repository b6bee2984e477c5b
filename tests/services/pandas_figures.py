"""The Tally port a second time, in pandas: the tests' double, and what the SQL is held against."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.domain.application.application import Answer, Application, Decision, Document, Print, Submission
from core.domain.application.proceedings import UndoneDecision
from core.domain.application.question_wording import HelpOpened
from core.domain.rules.early_findings import RuleTold
from core.domain.statistics.cube import QuarterCount
from core.domain.statistics.file_counts import (
    DecidedFiles,
    EndedRequests,
    FileCounts,
    FileWaits,
    OpenedOn,
    ReachedSteps,
    ReasonSet,
    RefusedAt,
    Rounds,
    TouchedQuestions,
)
from core.domain.statistics.filters import Filter
from core.domain.statistics.outcomes import WAITS
from core.domain.statistics.periods import Month

COLUMNS = {
    Application: [
        "id", "state", "opened_on", "opened_at", "last_day", "submitted_at", "decided_at", "round",
        "regulator", "province", "language", "licence", "at_question",
    ],
    Decision: ["id", "application_id", "round", "outcome", "reason_codes", "decided_at"],
    Submission: ["application_id", "number", "submitted_at"],
    Answer: ["application_id", "question", "times"],
    Print: ["application_id"],
    Document: ["application_id"],
    HelpOpened: ["application_id", "question"],
    UndoneDecision: ["decision_id"],
    RuleTold: ["application_id", "rule", "reason", "screen", "what"],
}  # fmt: skip
FINAL = ["approved", "enrolled", "refused"]


def frames_of(store):
    """Return the records of a store as frames."""
    with store.read() as tx:
        return {
            kind: pd.DataFrame(
                [{name: getattr(it, name) for name in names} for it in tx.find(kind)], columns=names
            )
            for kind, names in COLUMNS.items()
        }


@dataclass
class PandasFigures:
    """Counts frames, or the records of a store as they are when asked."""

    store: object
    calendar: object
    zone: object
    frames: dict | None = None
    filed: object = None

    def began_on(self):
        opened = self._frames()[Application]["opened_on"]
        return min(opened, default=None)

    def _frames(self):
        return frames_of(self.store) if self.frames is None else self.frames

    def _day(self, instants):
        return pd.to_datetime(instants, utc=True).dt.tz_convert(str(self.zone)).dt.date

    def _filed(self, frames):
        """Return every decided file with all that is known of it; found once where the frames stay."""
        if self.frames is None:
            return self._found(frames)
        self.filed = self._found(frames) if self.filed is None else self.filed
        return self.filed

    def _found(self, frames):
        filed = frames[Application]
        filed = filed[filed["state"].astype(str).isin(FINAL)].copy()
        filed["refused"] = filed["state"].astype(str) == "refused"
        filed["decided_on"] = self._day(filed["decided_at"])
        filed["month"] = [Month.of(day).place for day in filed["decided_on"]]
        decisions = frames[Decision].assign(outcome=frames[Decision]["outcome"].astype(str))
        decisions = decisions[~decisions["id"].isin(frames[UndoneDecision]["decision_id"])]
        last = decisions.sort_values(["decided_at", "id"]).groupby("application_id").tail(1)
        given = last[last["outcome"] == "refused"].set_index("application_id")["reason_codes"]
        filed["decision"] = filed["id"].map(last.set_index("application_id")["id"])
        filed["codes"] = [
            tuple(sorted(given.get(id, ()))) if refused else ()
            for id, refused in zip(filed["id"], filed["refused"], strict=True)
        ]
        sent = frames[Submission].assign(day=self._day(frames[Submission]["submitted_at"]))
        first = sent[sent["number"] == 1].set_index("application_id")["day"]
        filed["sent_on"] = [
            first.get(id, day) for id, day in zip(filed["id"], self._day(filed["submitted_at"]), strict=True)
        ]
        asked = decisions[decisions["outcome"] == "documents_required"]
        asked = asked.assign(day=self._day(asked["decided_at"]), next=asked["round"] + 1)
        back = asked.merge(
            sent,
            how="left",
            left_on=["application_id", "next"],
            right_on=["application_id", "number"],
            suffixes=("", "_back"),
        )
        ended = filed.set_index("id")["decided_on"]
        back["until"] = [
            ended.get(id) if pd.isna(day) else day
            for id, day in zip(back["application_id"], back["day_back"], strict=True)
        ]
        between = self.calendar.between
        back = back[back["application_id"].isin(ended.index)]
        back = back.assign(
            days=[between(since, until) for since, until in zip(back["day"], back["until"], strict=True)]
        )
        theirs = back.groupby("application_id")["days"].sum()
        filed["asked"] = filed["id"].isin(theirs.index)
        filed["theirs"] = filed["id"].map(theirs).fillna(0).astype(int)
        filed["all"] = [
            between(since, until) for since, until in zip(filed["sent_on"], filed["decided_on"], strict=True)
        ]
        filed["ours"] = filed["all"] - filed["theirs"]
        return filed

    def count(self, wanted, today, questions, cuts):
        frames = self._frames()
        here = chosen(frames[Application], wanted)
        both = (wanted.period.before.begins, wanted.period.ends)
        filed = chosen(self._filed(frames), wanted)
        filed = where(filed, (both[0] <= day < both[1] for day in filed["decided_on"]))
        now = where(filed, (day >= wanted.period.begins for day in filed["decided_on"]))
        return FileCounts(
            decided=rows(DecidedFiles, filed, "month", "refused", "asked"),
            rounds=rows(Rounds, filed.rename(columns={"round": "rounds"}), "month", "rounds"),
            waited=tuple(sorted(row for whose in WAITS for row in waits(filed, whose))),
            opened_on=self._opened_on(now, cuts),
            reason_sets=rows(ReasonSet, filed[filed["refused"]], "month", "codes"),
            refused_at=rows(RefusedAt, by_code(now), "regulator", "code"),
            ended=self._ended(here, wanted, today, both),
            reached=self._reached(frames, here, wanted, today),
            touched=self._touched(frames, now, questions),
        )

    def told(self, wanted):
        """Return each file refused in the period with each reason: where it was told, whether it was sent."""
        frames = self._frames()
        filed = chosen(self._filed(frames), wanted)
        filed = where(filed, (Month(month) in wanted.period for month in filed["month"]))
        rows = frames[RuleTold]
        first = rows[rows["what"] == "told"].drop_duplicates(["application_id", "reason"])
        places = first.set_index(["application_id", "reason"])["screen"].str.replace(
            "^question:.*|^screen:", lambda it: "question" if it[0].startswith("question") else "", regex=True
        )
        last = rows.drop_duplicates(["application_id", "rule"], keep="last")
        sent = {(it.application_id, it.reason) for it in last.itertuples() if it.what == "sent"}
        refused = filed[filed["refused"]].explode("codes")
        return [
            (it.id, it.codes, places.get((it.id, it.codes), ""), (it.id, it.codes) in sent)
            for it in refused.itertuples()
        ]

    def waited(self, period):
        return self.count(Filter(period), period.ends, (), ()).waited

    def _opened_on(self, now, cuts):
        placed = by_code(now)
        placed["day"] = [
            max((cut for cut in cuts if cut <= day), default=None) for day in placed["opened_on"]
        ]
        return rows(OpenedOn, placed[placed["day"].notna()], "day", "code")

    def _ended(self, here, wanted, today, both):
        over = where(here, (both[0] <= day < min(both[1], today) for day in here["last_day"]))
        return rows(
            EndedRequests,
            over.assign(
                month=[Month.of(day).place for day in over["last_day"]],
                expired=over["submitted_at"].isna(),
            ),
            "month",
            "expired",
        )

    def _reached(self, frames, here, wanted, today):
        here = where(here, (day in wanted.period for day in map(Month.of, here["opened_on"])))
        printed, given = set(frames[Print]["application_id"]), set(frames[Document]["application_id"])

        def step(row):
            if pd.notna(row["submitted_at"]):
                return "decided" if str(row["state"]) in FINAL else "submitted"
            return "documents" if row["id"] in given else "printed" if row["id"] in printed else "opened"

        steps = [step(row) for _, row in here.iterrows()]
        waits = [
            name == "submitted" or (name != "decided" and day >= today)
            for name, day in zip(steps, here["last_day"], strict=True)
        ]
        over = [
            str(state) == "expired" and day < today
            for state, day in zip(here["state"], here["last_day"], strict=True)
        ]
        left = zip(steps, here["at_question"], over, strict=True)
        questions = [it if name == "opened" and gone else "" for name, it, gone in left]
        told = here.assign(step=steps, question=questions, is_under_way=waits)
        return rows(ReachedSteps, told, "step", "question", "is_under_way")

    def _touched(self, frames, now, questions):
        again, help = frames[Answer], frames[HelpOpened].drop_duplicates()
        again = again[again["times"] == 2].assign(how="again")
        both = pd.concat([again, help.assign(how="opened")])[["how", "question", "application_id"]]
        both = both[both["question"].isin(list(questions))]
        told = both.merge(now[["id", "codes"]], left_on="application_id", right_on="id")
        return rows(TouchedQuestions, told, "how", "question", "codes")

    def cells(self, quarter, reasons):
        frames = self._frames()
        filed = self._filed(frames)
        filed = where(filed, (Month(month) in quarter for month in filed["month"]))
        months = {place: str(Month(place)) for place in filed["month"]}
        filed = filed.assign(month=filed["month"].map(months))
        last = frames[Application]
        last = where(last, (Month.of(day) in quarter for day in last["last_day"]))
        last = last.assign(month=[str(Month.of(day)) for day in last["last_day"]])
        every = ("month", "regulator", "province", "language", "licence")
        told = [
            *cells_of("decided", filed, every), *cells_of("refused", filed[filed["refused"]], every),
            *cells_of("asked", filed[filed["asked"]], every), *cells_of("ended", last, ("month",)),
            *cells_of("expired", last[last["submitted_at"].isna()], ("month",)),
        ]  # fmt: skip
        for reason in reasons:
            told += cells_of(reason, where(filed, (reason in codes for codes in filed["codes"])), every)
        return sorted(told)

    def behind(self, wanted, bar, today, limit):
        filed = chosen(self._filed(self._frames()), wanted)
        filed = where(filed, (Month(month) in wanted.period for month in filed["month"]))
        kept = where(filed, (stands_behind(row, bar) for _, row in filed.iterrows()))
        kept = kept.assign(decision=kept["decision"].map(str)).sort_values(
            ["decided_on", "decision"], ascending=False
        )
        return len(kept), list(kept["id"])[:limit]


def where(frame, holds):
    """Return the rows for which something holds; none of an empty frame."""
    return frame[pd.Series(list(holds), index=frame.index, dtype=bool)]


def chosen(frame, wanted):
    for name, code in wanted.chosen.items():
        frame = frame[frame[name] == ("" if code == "none" else code)]
    return frame


def waits(filed, whose):
    """Return how long files took: in all, us, or the applicant."""
    return rows(FileWaits, filed.assign(whose=whose, days=filed[whose]), "month", "whose", "days")


def by_code(now):
    """Return each decided file once for itself, once if it was refused, and once for each reason."""
    codes = [
        ["", *(["refused"] if refused else []), *found]
        for refused, found in zip(now["refused"], now["codes"], strict=True)
    ]
    return now.assign(code=codes).explode("code")


def rows(kind, frame, *names):
    """Return a kind of row for each group, in order."""
    if frame.empty:
        return ()
    counts = frame.groupby(list(names), dropna=False).size()
    plain = ((key if isinstance(key, tuple) else (key,), int(files)) for key, files in counts.items())
    return tuple(sorted(kind(*map(plainly, key), files) for key, files in plain))


def plainly(value):
    """Return a value as Python writes it."""
    if isinstance(value, date | tuple | str):
        return value
    return value.item() if hasattr(value, "item") else value


def cells_of(measure, frame, every):
    """Return a measure's cells."""
    found = [QuarterCount(measure, "", "", len(frame))] if len(frame) else []
    for by in every:
        found += [QuarterCount(measure, by, code, len(here)) for code, here in frame.groupby(by)]
    return found


def stands_behind(row, bar):
    outcome = "refused" if row["refused"] else "approved"
    rounds = row["round"] >= 3 if bar.rounds == 3 else row["round"] == bar.rounds
    return (
        bar.outcome in ("", outcome)
        and {bar.reason, bar.other} - {""} <= set(row["codes"])
        and (not bar.only or len(row["codes"]) == 1)
        and (not bar.asked or row["asked"])
        and (not bar.rounds or rounds)
    )
