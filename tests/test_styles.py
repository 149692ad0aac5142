"""The workspace looks like the public site: what both style sheets name has one value."""

import re

from tests.packages import ROOT

RULE = re.compile(r"(?P<selectors>[^{}]*)\{(?P<body>[^{}]*)\}")
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")


def tokens(sheet: str) -> list[dict[str, str]]:
    """Return the tokens of each rule for the root, light first, then dark."""
    text = (ROOT / "static" / sheet).read_text(encoding="utf-8")
    rules = [rule for rule in RULE.finditer(text) if re.search(r":root|html\[data-theme", rule["selectors"])]
    found = [dict(TOKEN.findall(rule["body"])) for rule in rules]
    return [one for one in found if "paper" in one]


def test_shared_tokens_have_one_value():
    light, dark, _print = tokens("site.css")
    own_light, *own_darks = tokens("admin.css")
    assert len(own_darks) == 2
    for public, own in [(light, own_light), *((dark, one) for one in own_darks)]:
        shared = public.keys() & own.keys()
        assert {"paper", "ink", "accent", "link"} <= shared
        assert {name: own[name] for name in shared} == {name: public[name] for name in shared}
