"""The office's calendar as its data file lays it down."""

from pathlib import Path

from core.adapters.registers.office_calendar import load_calendar

OFFICE_DAYS = load_calendar(Path(__file__).resolve().parent.parent / "data" / "calendar.toml")
