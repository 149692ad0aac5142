"""Every link leads somewhere: from the home page all of a published budget is within reach."""

import re
from urllib.parse import urljoin

from budgets.tables import Facts, printed
from tests.published import ADDRESS, TABLES, every_table, filled
from tests.test_public_urls import ADDRESSES

pytest_plugins = ["tests.published"]

HREF = re.compile(r'<a\b[^>]*\bhref="([^"#?]*)')
CELL = "/cells/"
# What only programs ask for: link elements, robots.txt and the records of single publications name these.
FOR_PROGRAMS = re.compile(r"sitemap[^/]*\.xml$|/robots\.txt$|/feed/$|/(?:record|facts)\.json$|/picture\.png$")
# What the sample has not: a correction, budgets to compare, a second year, a third publication.
NOT_THERE = re.compile(
    r"/changes/$|^/compare\.csv$|/(?:functions|economics)/\d+/chart/$|/three-public/chart/$|/publications/3/"
)


def follow(client, start):
    """Return the pages that a reader reaches by links, without the more than a thousand of single figures."""
    pages, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address in pages or CELL in address:
            continue
        pages[address] = response = client.get(address)
        if response["Content-Type"].startswith("text/html"):
            waiting += [urljoin(address, href) for href in HREF.findall(response.content.decode())]
    return pages


def test_all_of_a_published_budget_is_within_reach_and_no_link_leads_nowhere(client, published):
    reached = follow(client, "/")
    assert {address: page.status_code for address, page in reached.items() if page.status_code != 200} == {}
    elsewhere = re.compile(r"/(?:editions|final|adjusted|cells)/")
    expected = {
        address
        for address in ADDRESSES
        if not any(pattern.search(address) for pattern in (elsewhere, FOR_PROGRAMS, NOT_THERE))
    }
    assert expected - set(reached) == set()
    assert {f"{ADDRESS}tables/{table.number}/" for table in TABLES} <= set(reached)
    assert len([address for address in reached if re.search(r"/projects/\d{21}/$", address)]) == 13


@every_table
def test_every_amount_leads_to_where_it_comes_from(table, client, published):
    address = f"{ADDRESS}tables/{table.number}/"
    links = {urljoin(address, href) for href in HREF.findall(client.get(address).content.decode()) if "cells/" in href}
    cells = [
        cell for cell in filled(Facts(published), table.number).cells if printed(cell, table) and cell.column.is_amount
    ]
    amounts = [cell for cell in cells if cell.amount is not None]
    assert links == {f"{address}cells/{cell.row}/{cell.column.key}/" for cell in amounts}
    for cell in amounts[:: max(1, len(amounts) // 4)]:
        page = client.get(f"{address}cells/{cell.row}/{cell.column.key}/")
        assert page.status_code == 200
        assert printed(cell, table) in page.content.decode()
