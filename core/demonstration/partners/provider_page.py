"""The demonstration partners' own pages: plain HTML without a script, every value escaped."""

from collections.abc import Mapping
from html import escape
from string import Template

from pydantic import BaseModel, ConfigDict

from core.domain.application.content import Language, Text

_PAGE = Template("""<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
*{box-sizing:border-box}
body{margin:0;color:#333;background:#fff;font:1.125rem/1.5 "Source Sans","Source Sans 3",sans-serif}
header{background:#26374a;color:#fff}
header div,main{max-width:40rem;margin:0 auto;padding:1rem}
header div{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between}
header a{color:#fff}
a{color:#2b4380}
a:hover,button:hover{color:#0535d2}
header a:hover{color:#fff;text-decoration-thickness:.2em}
:focus-visible{outline:3px solid #0535d2;outline-offset:2px}
header :focus-visible{outline-color:#fff}
.name{font-weight:700}
.note{background:#f1f2f3;border-left:.3rem solid #26374a;padding:.5rem 1rem}
.fault{border-left:.3rem solid #d3080c;padding:.5rem 1rem;color:#d3080c}
label{display:block;font-weight:700;margin-top:1rem}
input{width:100%;max-width:24rem;font:inherit;padding:.4rem;border:2px solid #333;border-radius:.25rem}
.buttons{display:flex;flex-wrap:wrap;gap:1rem;margin-top:1.5rem}
button{font:inherit;padding:.5rem 1.25rem;border:2px solid #2b4380;border-radius:.25rem}
button{background:#fff;color:#2b4380}
button.first{background:#2b4380;color:#fff}
button.first:hover{background:#0535d2;color:#fff}
table{border-collapse:collapse;width:100%;font-size:1rem}
caption{text-align:left;padding-bottom:.5rem}
th,td{text-align:left;padding:.35rem .25rem;border-bottom:1px solid #333;overflow-wrap:break-word}
</style>
</head>
<body>
<header><div><span class="name">$partner</span>$other</div></header>
<main>
<h1>$heading</h1>
<p class="note">$fictitious</p>
$body
</main>
</body>
</html>
""")

_OTHER = Template('<a href="$href" lang="$language" hreflang="$language">$label</a>')

_FORM = Template("""<p>$purpose</p>
$fault<form method="post" action="$action">
<input type="hidden" name="form_word" value="$form_word">
<label for="user_name">$user_name</label>
<input id="user_name" name="user_name" autocomplete="username"
 autocapitalize="none" spellcheck="false" required$told>
<label for="password">$password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required$told>
<div class="buttons">
<button class="first" name="choice" value="sign_in">$sign_in</button>
<button name="choice" value="cancel" formnovalidate>$cancel</button>
</div>
</form>
<h2>$accounts</h2>
<table>
<caption>$accounts_caption</caption>
<thead>
<tr><th scope="col">$customer</th><th scope="col">$user_name</th><th scope="col">$password</th></tr>
</thead>
<tbody>
$rows
</tbody>
</table>""")

_FORM_WORDS = (
    "purpose", "user_name", "password", "sign_in", "cancel", "accounts", "accounts_caption", "customer",
)  # fmt: skip

_ROW = Template('<tr><th scope="row">$name</th><td>$user_name</td><td>$password</td></tr>')


class Customer(BaseModel):
    """A fictitious customer; the password is shown to everybody, and protects nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    subject: str
    name: str
    user_name: str
    password: str


class PartnerPage(BaseModel):
    """What a demonstration partner's page is written with.

    Shapes: words maps `demo_partner.key` to a text with `{partner}`; `other` is this page's address in
            the other language.
    """

    model_config = ConfigDict(frozen=True)
    words: Mapping[str, Text]
    partner: Text
    language: Language
    other: str = ""

    def sign_in(self, customers: tuple[Customer, ...], action: str, form_word: str, fault: str = "") -> str:
        """Return the sign-in page; `fault` is the code of what was wrong with the last try."""
        form = _FORM.substitute(
            {key: self._say(key) for key in _FORM_WORDS},
            fault=f'<p class="fault" id="fault" role="alert">{self._say(fault)}</p>\n' if fault else "",
            told=' aria-invalid="true" aria-describedby="fault"' if fault else "",
            action=escape(action),
            form_word=escape(form_word),
            rows="\n".join(_row(customer) for customer in customers),
        )
        return self._page("heading", form)

    def bad_request(self) -> str:
        """Return the page shown to a browser that no portal sent."""
        return self._page("bad_request_heading", f"<p>{self._say('bad_request')}</p>")

    def _page(self, heading: str, body: str) -> str:
        return _PAGE.substitute(
            language=self.language,
            title=self._say("title"),
            partner=escape(self.partner.of(self.language)),
            other=self._other(),
            heading=self._say(heading),
            fictitious=self._say("fictitious"),
            body=body,
        )

    def _other(self) -> str:
        language = "fr" if self.language == "en" else "en"
        label = self._say("other_language")
        return (
            _OTHER.substitute(href=escape(self.other), language=language, label=label) if self.other else ""
        )

    def _say(self, key: str) -> str:
        text = self.words[f"demo_partner.{key}"].of(self.language)
        return escape(text.format(partner=self.partner.of(self.language)))


def _row(customer: Customer) -> str:
    return _ROW.substitute({name: escape(value) for name, value in customer.model_dump().items()})
