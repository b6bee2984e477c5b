"""What people typed is never read as Markdown or HTML: every text of a screen is our own, or made plain."""

import ast

from tests.architecture.sources import ROOT, name, sources, tree

READS_MARKDOWN = {
    "badge", "button", "caption", "checkbox", "date_input", "download_button", "error", "expander",
    "feedback", "file_uploader", "form_submit_button", "header", "info", "link_button", "markdown",
    "menu_button", "metric", "number_input", "page_link", "pills", "popover", "progress", "radio",
    "segmented_control", "selectbox", "slider", "spinner", "status", "subheader", "success", "table", "tabs",
    "text_area", "text_input", "title", "toast", "toggle", "warning", "write", "multiselect", "dialog",
}  # fmt: skip
OPTIONS_READ_MARKDOWN = {"radio", "pills", "segmented_control"}
ELSEWHERE = {"write", "table", "progress", "status", "title", "error"}
"""Names that methods of other things bear too: these count as Streamlit's only where `st` bears them."""
OUR_OWN = {"say", "explain", "plain", "joined", "Markdown"}
KEYWORDS = {"label", "body", "help", "text", "captions"}


def pages():
    return [path for path in sources() if name(path).startswith("pages/")]


def is_markdown(annotation):
    return annotation is not None and "Markdown" in {
        node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)
    }


def typed_names():
    """Return each function and field of the pages, and whether its type says that Markdown may read it."""
    for path in pages():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                yield node.name, is_markdown(node.returns)
            elif isinstance(node, ast.AnnAssign):
                yield getattr(node.target, "id", ""), is_markdown(node.annotation)


TYPED_NAMES = set(typed_names())
VOUCHED = {name for name, is_safe in TYPED_NAMES if is_safe and (name, False) not in TYPED_NAMES} | OUR_OWN


def pieces_of(node):
    """Return the expressions that one expression is put together from; nothing where it is a whole."""
    match node:
        case ast.Lambda(body=body) | ast.ListComp(elt=body) | ast.GeneratorExp(elt=body):
            return [body]
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.JoinedStr(values=pieces):
            return [piece.value for piece in pieces if isinstance(piece, ast.FormattedValue)]
        case ast.List(elts=pieces) | ast.Tuple(elts=pieces):
            return pieces
    return None


def is_safe(node, scope):
    """Say whether an expression comes to text of our own, or to text made plain."""
    pieces = pieces_of(node)
    if pieces is not None:
        return all(is_safe(piece, scope) for piece in pieces)
    called = node.func if isinstance(node, ast.Call) else node
    word = getattr(called, "attr", getattr(called, "id", ""))
    # content in two languages is ours: `question.title.of(language())`
    return isinstance(node, ast.Constant) or word in VOUCHED | {"of"} or word in scope


def scope_of(function):
    """Return the names that hold safe text in a function, or in a screen."""
    safe = set()
    nodes = list(ast.walk(function))
    safe |= {node.arg for node in nodes if isinstance(node, ast.arg) and is_markdown(node.annotation)}
    changes = True
    while changes:
        before = len(safe)
        assigned = {}
        for node in nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    assigned |= pairs(target, node.value, assigned, safe)
        safe |= {target for target, is_fine in assigned.items() if is_fine}
        changes = len(safe) != before
    return safe


def pairs(target, value, assigned, safe):
    """Return each name assigned, and whether all that it is given is safe."""
    if isinstance(target, ast.Name):
        return {target.id: is_safe(value, safe) and assigned.get(target.id, True)}
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        found = {}
        for one, told in zip(target.elts, value.elts, strict=True):
            found |= pairs(one, told, assigned, safe)
        return found
    return {}


def texts_of(call):
    """Return what a call gives Streamlit to read as Markdown."""
    kind = call.func.attr
    if kind != "page_link":  # its first is an address
        yield from call.args[:1]
    yield from (word.value for word in call.keywords if word.arg in KEYWORDS)
    if kind in OPTIONS_READ_MARKDOWN:
        yield from (word.value for word in call.keywords if word.arg == "format_func")
        yield from call.args[3:4]


def reads_markdown(node):
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    kind, on = node.func.attr, getattr(node.func.value, "id", "")
    return kind in READS_MARKDOWN and (on == "st" or kind not in ELSEWHERE)


def unsafe(path, whole):
    functions = [node for node in ast.walk(whole) if isinstance(node, ast.FunctionDef)]
    within = {id(node): function for function in functions for node in ast.walk(function)}
    for node in filter(reads_markdown, ast.walk(whole)):
        scope = scope_of(within.get(id(node), whole))
        for text in texts_of(node):
            if not is_safe(text, scope):
                yield f"{path}:{node.lineno} {node.func.attr}({ast.unparse(text)})"


def test_what_streamlit_reads_as_markdown_is_our_own_or_made_plain():
    assert [row for path in pages() for row in unsafe(name(path), tree(path))] == []


def test_what_this_test_refuses_is_what_people_typed():
    told = """
def draw(row, vouched: Markdown):
    st.header(row.name)
    st.radio(say("a.b"), options, format_func=names.__getitem__)
    st.button(f"{say('a.b')} {row.name}")
    told = row.name
    st.caption(told)
    st.page_link("a.py", label=row.name)
    st.markdown(vouched)
    st.title(plain(row.name))
    st.radio(say("a.b"), options, format_func=lambda it: say(f"a.{it}"))
"""

    refused = [row.split(" ", 1)[1] for row in unsafe("here", ast.parse(told))]

    assert refused == [
        "header(row.name)",
        "radio(names.__getitem__)",
        "button(f\"{say('a.b')} {row.name}\")",
        "caption(told)",
        "page_link(row.name)",
    ]


def test_only_one_place_escapes_for_html_and_none_lets_html_through_markdown():
    found = [
        name(path)
        for path in pages()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and node.module == "html")
        or (isinstance(node, ast.keyword) and node.arg in ("unsafe_allow_html", "unsafe_allow_javascript"))
    ]

    assert sorted(found) == ["pages/parts/shell/html_page.py"]


def test_the_screens_are_where_this_test_looks():
    assert ROOT / "pages/public/sign_in.py" in pages()
