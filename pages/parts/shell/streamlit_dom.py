"""All that the portal knows of the HTML which Streamlit makes; style sheet, scripts and tests say `[st=…]`.

An upgrade that renames something fails one test, which names what is gone.
"""

import re
from collections.abc import Mapping

SELECTORS: Mapping[str, str] = {
    "app": "[data-testid=stApp]",
    "at-rest": "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]",
    "block": "[data-testid=stVerticalBlock]",
    "bottom": "[data-testid=stBottom]",
    "bottom-block": "[data-testid=stBottomBlockContainer]",
    "button": "[data-testid=stButton]",
    "caption": "[data-testid=stCaptionContainer]",
    "chart-tools": "[data-testid=stElementToolbar]",
    "connected": "[data-testid=stApp][data-test-connection-state=CONNECTED]",
    "close-menu": "[data-testid=stSidebarCollapseButton]",
    "column": "[data-testid=stColumn]",
    "date-field": "[data-testid=stDateInput]",
    "element": "[data-testid=stElementContainer]",
    "ellipsis": ".stMarkdownEllipsis",
    "figure": "[data-testid=stMetric]",
    "figure-label": "[data-testid=stMetricLabel]",
    "figure-value": "[data-testid=stMetricValue]",
    "file-field": "[data-testid^=stFileUploader]",
    "form": "[data-testid=stForm]",
    "glyph": "[data-testid=stIconMaterial]",
    "header": "[data-testid=stHeader]",
    "heading": "[data-testid=stHeading]",
    "heading-tools": "[data-testid=stHeaderActionElements]",
    "html": "[data-testid=stHtml]",
    "label": "[data-testid=stWidgetLabel]",
    "list-field": "[data-testid=stSelectbox]",
    "long-field": "[data-testid=stTextArea]",
    "main": "[data-testid=stMain]",
    "main-block": "[data-testid=stMainBlockContainer]",
    "markdown": "[data-testid=stMarkdown]",
    "menu": "[data-testid=stSidebar]",
    "menu-link": "[data-testid=stSidebarNavLink]",
    "menu-links": "[data-testid=stSidebarNav]",
    "open-menu": "[data-testid=stExpandSidebarButton]",
    "page-link": "[data-testid=stPageLink-NavLink]",
    "row": "[data-testid=stHorizontalBlock]",
    "short-field": "[data-testid=stTextInput]",
    "submit": "[data-testid=stFormSubmitButton]",
    "text": "[data-testid=stText]",
    "writing-help": "[data-testid=InputInstructions]",
}
NAMED = re.compile(r"\[st=([a-z-]+)\]")


def resolved(text: str) -> str:
    """Return a style sheet, a script or a selector with Streamlit's own names in it."""
    return NAMED.sub(lambda named: SELECTORS[named[1]], text)
