"""A chart is one file: its statement reads the ledger and nothing else, its picture is a specification."""

import altair
import pytest

from core.adapters.statistics.chart_files import load_charts
from core.adapters.statistics.chart_sql import faults_of
from core.bootstrap import ROOT
from core.domain.statistics.chart import Chart, specification
from core.domain.statistics.chart_file import Charts

FILES = load_charts(ROOT / "data" / "charts")


@pytest.mark.parametrize("file", FILES.files.values(), ids=lambda it: it.code)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_picture_is_valid_vega_lite(file, language):
    made = Chart(file.code, file.title.fr, file.says.fr, (), (), file.spec)

    altair.Chart.from_dict(specification(made, language) | {"data": {"values": []}}).to_dict()


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT name AS month, 1 AS files FROM application", "no table 'application'"),
        ("DELETE FROM outcome", "must be one SELECT"),
        ("SELECT month, files FROM outcome; SELECT 1", "cannot be read"),
        ("SELECT month, read_text('/etc/passwd') AS files FROM outcome", "function"),
        ("SELECT secret AS month, files FROM outcome", "no column 'secret'"),
        ("SELECT month FROM outcome", "gives no column 'decided'"),
        ("SELECT month, files FROM published", "no table 'published'"),
        ("SELEC month", "the statement"),
    ],
)
def test_a_faulty_statement_is_named_with_its_file_in_words(sql, fault):
    file = FILES.files["trend"].model_copy(update={"sql": sql})

    told = faults_of(Charts(files={"trend": file}, layouts={}))

    assert told[0].startswith("trend.toml: ")
    assert fault in " ".join(told)


def test_a_layout_that_names_no_chart_is_refused_in_words():
    layout = FILES.layouts["office"].model_copy(update={"report": ("nowhere",)})

    assert "office.toml: no chart is called 'nowhere'" in faults_of(
        Charts(files=FILES.files, layouts={"office": layout})
    )
