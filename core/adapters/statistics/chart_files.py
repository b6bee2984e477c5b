"""Reads the charts and layouts of a data folder."""

import tomllib
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from core.adapters.statistics.chart_sql import refuse_faulty
from core.domain.errors import ConfigurationError
from core.domain.statistics.chart_file import ChartFile, Charts, Layout


def load_charts(folder: Path) -> Charts:
    """Return the charts of a folder, every statement found to read the ledger and nothing else.

    Raises: ConfigurationError naming the file and its fault.
    """
    charts = Charts(
        files={path.stem: _read(path, ChartFile, code=path.stem) for path in sorted(folder.glob("*.toml"))},
        layouts={path.stem: _read(path, Layout) for path in sorted((folder / "layouts").glob("*.toml"))},
    )
    refuse_faulty(charts)
    return charts


def _read(path: Path, kind: Any, **more: str) -> Any:
    try:
        return kind.model_validate(_filled(tomllib.loads(path.read_text("utf-8"))) | more)
    except (ValidationError, ValueError, OSError) as fault:
        raise ConfigurationError(
            "content_faulty", folder=f"data/charts/{path.name}", fault=_in_words(fault)
        ) from fault


def _in_words(fault: Exception) -> str:
    """Return a fault in a line, each part of it with the key it is about."""
    if not isinstance(fault, ValidationError):
        return str(fault)
    return "; ".join(f"{'.'.join(map(str, it['loc']))}: {it['msg']}" for it in fault.errors())


def _filled(value: Any) -> Any:
    """Return what TOML says with "null" as the nothing that Vega-Lite knows and TOML does not."""
    if isinstance(value, dict):
        return {name: _filled(it) for name, it in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_filled(it) for it in cast("list[Any]", value)]
    return None if value == "null" else value
