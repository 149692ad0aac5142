"""What the head of a page says of it to whoever finds, shares or follows it."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.urls import is_valid_path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from budgets.pages.addresses import BudgetAddress
from budgets.pages.frame import Frame

register = template.Library()
# These change how a page is shown, not what it says.
PRESENTATION = ("sort", "embed")


@register.simple_tag(takes_context=True)
def absolute(context: Context, address: str) -> str:
    """Return the whole address of a path on this site, as it is reached now; blank where no request is at hand."""
    request = context.get("request")
    return request.build_absolute_uri(address) if request else ""


@register.simple_tag(takes_context=True)
def lasting_address(context: Context) -> str:
    """Return the one address under which a page should be found (rel=canonical).

    An edition that stands is found at its budget's own address, not at its number.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    shown = [(name, value) for name, values in request.GET.lists() for value in values if name not in PRESENTATION]
    query = f"?{urlencode(shown)}" if shown else ""
    return request.build_absolute_uri(_lasting_path(request.path, context.get("frame")) + query)


def _lasting_path(path: str, frame: Any) -> str:
    """Return the path of a page at its budget's own address where the same page stands there."""
    if not isinstance(frame, Frame):
        return path
    own, numbered = frame.address.base, BudgetAddress.numbered(frame.edition).base
    if own == numbered or not path.startswith(numbered):
        return path
    lasting = own + path.removeprefix(numbered)
    return lasting if is_valid_path(lasting) else path


@register.simple_tag(takes_context=True)
def feeds(context: Context) -> list[tuple[str, str]]:
    """Return title and address of the feeds that a page belongs to: its department's, its region's, the site's."""
    request: HttpRequest | None = context.get("request")
    found = [(_("全站最近公开"), "/feed/")]
    match = getattr(request, "resolver_match", None)
    keys = match.kwargs if match else {}
    if "region" in keys:
        found.append((_("本地区最近公开"), f"/{keys['region']}/feed/"))
        if "department" in keys:
            found.append((_("本部门最近公开"), f"/{keys['region']}/{keys['department']}/feed/"))
    return found[::-1]


class KeepNode(template.Node):
    """Renders its content where it stands, and keeps it under a name for the rest of the template."""

    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render and keep; what stands in an element's text is made fit for an attribute as well."""
        # Templates escape what they print; their own words may hold a quotation mark.
        text = mark_safe(self.nodelist.render(context).replace('"', "&quot;"))
        context[self.name.resolve(context)] = text
        return text


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Parse {% keep "name" %}…{% endkeep %}."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(parser.compile_filter(name), nodelist)
