"""Search: what is asked, what was found kind by kind, and what helps where nothing was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.models import Region, SearchEntry, SearchKind, Synonym
from budgets.pages.addresses import region_address
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.pages.latest import latest_version
from budgets.pages.search_form import FIELDS, Asked, Options, options, read_form
from budgets.pages.search_hits import Hit, mark, show_hit
from budgets.report.glossary import StandardTerm, standard_terms
from budgets.search import COUNTED, Hits, Query, Results, Synonyms, parse, search
from budgets.search.query import MOST_CHARACTERS
from budgets.search.units import find_words, mark_words

# Of each kind where all are shown; on a page of its own.
SHORT, PER_PAGE = 5, 20
MOST_TERMS = 3
EXAMPLES = ("人才发展奖励", "社保", "三公经费", "2080505", "1,255.19", "shbz")


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the hits shown here, and how many there are."""

    kind: SearchKind
    hits: list[Hit]
    count: int
    is_capped: bool

    @property
    def count_words(self) -> str:
        """The number of hits: exact up to what is counted."""
        if self.is_capped:
            return _("超过 %(count)d 条") % {"count": self.count}
        return _("%(count)d 条") % {"count": self.count}

    @property
    def has_more(self) -> bool:
        """Whether more was found than is shown."""
        return self.is_capped or self.count > len(self.hits)


@dataclass(frozen=True)
class Pages:
    """The pages of one kind: which this is, and how many there are."""

    number: int
    count: int

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after."""
        return self.number + 1 if self.number < self.count else None


def show(request: HttpRequest) -> HttpResponse:
    """Show the form, and what was found; its version is that of everything published and of the synonyms."""
    synonyms = Synonym.objects.aggregate(changed=Max("changed_at"), count=Count("pk"))
    version = f"{latest_version()} {synonyms['changed']} {synonyms['count']}"
    return respond(request, version, lambda: render(request, "search/show.html", compose(request)))


def compose(request: HttpRequest) -> dict[str, Any]:
    """Search as asked, and gather what the page shows."""
    choices = options()
    synonyms = Synonyms.kept()
    asked = read_form(request.GET, choices, synonyms)
    query = parse(asked.question, synonyms, asked.filters)
    results = Results({}) if asked.is_hopeless else search(query)
    pages = _pages(asked, results)
    groups = _groups(asked, query, results, pages)
    return {
        "asked": asked,
        "kept": _kept(request.GET),
        "query": query,
        "options": choices,
        "crumbs": [Crumb(_("首页"), "/"), Crumb(_("查找"))],
        "groups": groups,
        "counts": groups if asked.kind is None else _counts(results),
        "total": _total(results),
        "pages": pages,
        "counted": COUNTED,
        "messages": [*asked.messages, *_messages(asked, query, results)],
        "others": sorted({other for word in query.words for other in word.others}),
        "terms": _terms(query) if asked.shows_glossary else [],
        "regions": _regions(query, choices),
        "examples": EXAMPLES,
    }


def _kept(given: QueryDict) -> QueryDict:
    """Return what is asked as links repeat it: nothing else than the form knows, and nothing longer than it takes."""
    kept = QueryDict(mutable=True)
    for name in FIELDS:
        value = str(given.get(name, ""))[:MOST_CHARACTERS]
        if value:
            kept[name] = value
    return kept


def _pages(asked: Asked, results: Results) -> Pages | None:
    """Return which page of a kind is shown; a number beyond the last means the last."""
    if asked.kind is None:
        return None
    ids = results.hits[asked.kind].ids if asked.kind in results.hits else ()
    count = max(1, -(-len(ids) // PER_PAGE))
    return Pages(min(asked.page, count), count)


def _groups(asked: Asked, query: Query, results: Results, pages: Pages | None) -> list[Group]:
    """Return what was found, kind by kind, with its first entries or one page of them; read in one question."""
    shown = {
        kind: _slice(hits, pages) for kind, hits in results.hits.items() if asked.kind in (None, kind) and hits.ids
    }
    wanted = [pk for ids in shown.values() for pk in ids]
    entries = SearchEntry.objects.select_related("edition__budget__department__region").in_bulk(wanted)
    return [
        Group(
            kind,
            [show_hit(entries[pk], query) for pk in ids if pk in entries],
            len(results.hits[kind].ids),
            results.hits[kind].is_capped,
        )
        for kind, ids in shown.items()
    ]


def _slice(hits: Hits, pages: Pages | None) -> tuple[int, ...]:
    """Return the ids of the entries that are shown."""
    if pages is None:
        return hits.ids[:SHORT]
    return hits.ids[(pages.number - 1) * PER_PAGE : pages.number * PER_PAGE]


def _counts(results: Results) -> list[Group]:
    """Return the kinds of which anything was found, for the tabs."""
    return [Group(kind, [], len(hits.ids), hits.is_capped) for kind, hits in results.hits.items() if hits.ids]


def _total(results: Results) -> str:
    """Say how much was found altogether."""
    count = sum(len(hits.ids) for hits in results.hits.values())
    if any(hits.is_capped for hits in results.hits.values()):
        return _("超过 %(count)d 条") % {"count": count}
    return _("%(count)d 条") % {"count": count} if count else ""


def _messages(asked: Asked, query: Query, results: Results) -> list[str]:
    """Say what was not looked for, and why."""
    found = []
    if query.is_cut:
        found.append(_("输入太长，只查找前面的部分：%(words)s") % {"words": " ".join(one.text for one in query.words)})
    if asked.question and not query.words:
        found.append(_("输入中没有可以查找的文字或数字。请输入两个字以上的名称、科目编码或金额。"))
    if asked.filters.department and not results.departments:
        name = {"name": asked.department}
        many = _("名称中有“%(name)s”的部门太多，请把部门写得更完整，或改填代码。") % name
        none = _("没有名称或代码为“%(name)s”的部门，请换一个写法，或从地区中找。") % name
        found.append(many if results.departments is None else none)
    if any(len(one.variants[0]) == 1 and not one.text.isascii() for one in query.words):
        found.append(_("单个字只在部门、项目、科目和表的名称中查找；两个字以上才查指标和文字。"))
    return found


def _terms(query: Query) -> list[tuple[StandardTerm, SafeString]]:
    """Return the portal's own explanations of terms in whose names all words stand, those as typed first."""
    found = [one for one in standard_terms() if query.words and all(_names(one, word.variants) for word in query.words)]
    typed = [one for one in found if all(_names(one, word.variants[:1]) for word in query.words)]
    shown = list(dict.fromkeys([*typed, *found]))[:MOST_TERMS]
    return [(one, mark(mark_words(one.term, query.spellings))) for one in shown]


def _names(term: StandardTerm, spellings: Any) -> bool:
    """Tell whether a word stands in one of a term's names."""
    return any(find_words(name, spellings) for name in term.words)


def _regions(query: Query, choices: Options) -> list[tuple[str, SafeString]]:
    """Return the regions in whose names all words stand, with their addresses."""
    spellings = query.spellings
    found: Mapping[str, str] = {
        code: name
        for code, name in choices.regions
        if query.words and all(find_words(name, word.variants) for word in query.words)
    }
    return [(region_address(Region(code=code)), mark(mark_words(name, spellings))) for code, name in found.items()]
