"""Search finds what reading every text would find, and nothing else, on the database that the tests run on."""

import random
from decimal import Decimal
from functools import cache

import pytest

from budgets.models import Edition, SearchEntry, SearchKind
from budgets.publishing import publish
from budgets.search import Filters, Synonyms, parse, search, write_entries
from budgets.search.entries import edition_ids, year_ids
from budgets.search.expression import Atom, Expression
from budgets.search.index import find
from budgets.search.tokens import NAMED, amount_marks, is_indexed
from budgets.search.units import MARK, lines_of, units_of
from budgets.vocabulary import EditionOrigin, EditionStatus
from tests.make import make_edition, make_project

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

LETTERS = "社会保障基金支出预算局"
FILLERS = ["", "", "", " ", "，", "“", "2023", "12.50", "1,255.19", "ab", "Ａ", "\n"]
PAIRS = [("社保", "社会保障", True), ("基金", "支出", False)]
KINDS = [SearchKind.PROJECT, SearchKind.FUNCTION, SearchKind.TEXT, SearchKind.TERM]
ENTRIES, QUESTIONS = 1000, 200


units_of_line = cache(units_of)


def make_text(chance: random.Random) -> str:
    return "".join(chance.choice(LETTERS) + chance.choice(FILLERS) for _at in range(chance.randint(1, 14)))


def make_entries(edition: Edition, chance: random.Random) -> list[SearchEntry]:
    first = edition_ids(edition.budget.year, edition.pk)[1]
    made = []
    for place in range(10_000, 10_000 + ENTRIES):
        title, body = make_text(chance), make_text(chance)
        amount = Decimal(chance.choice([0, 1, 999, 1000, 125_519, 4_000_000])) / 100 if place % 3 else None
        marks = [] if amount is None else amount_marks(amount)
        owner = f"{MARK}r{edition.budget.department.region_id}"
        text = "\n".join([*lines_of(title, body), *marks, owner])
        entry = SearchEntry(pk=first - place, kind=chance.choice(KINDS), edition=edition, title=title, body=body)
        entry.text, entry.amount = text, amount
        made.append(entry)
    return made


@pytest.fixture(scope="module")
def made(published_once, django_db_blocker):
    """Made entries of one edition, and no others."""
    with django_db_blocker.unblock():
        edition = Edition.objects.with_names().get(pk=published_once)
        made = make_entries(edition, random.Random(20231123))
        write_entries(made)
        return made


def contains(entry: SearchEntry, word: tuple[str, ...]) -> bool:
    """Read the shown text, not the stored one, unit by unit; a single character counts in names alone."""
    if len(word) == 1 and not word[0].isascii() and entry.kind not in NAMED:
        return False
    for units in map(units_of_line, (*entry.title.splitlines(), *entry.body.splitlines())):
        if any(units[at : at + len(word)] == word for at in range(len(units))):
            return True
    return False


def scan(made, query, low=None, high=None):
    """Return the ids of what fits by reading everything."""
    return {
        entry.pk
        for entry in made
        if all(any(contains(entry, spelling) for spelling in word.variants) for word in query.words)
        and (low is None or (entry.amount is not None and low <= entry.amount <= high))
    }


def hits(query, kinds=KINDS):
    """Return the ids that search finds among the made entries."""
    found = search(query, kinds).hits
    assert not any(one.is_capped for one in found.values())
    return [pk for one in found.values() for pk in one.ids if is_made(pk)]


def is_made(pk: int) -> bool:
    return 2**16 - 1 - pk % 2**16 >= 10_000


def questions(chance, made):
    """Yield words taken from the texts, words near them, and several words at once."""
    for _number in range(QUESTIONS):
        source = chance.choice(made)
        text = chance.choice([source.title, source.body]).replace("\n", "")
        start = chance.randrange(len(text))
        word = text[start : start + chance.randint(1, 6)]
        if chance.random() < 0.3:
            word += chance.choice(LETTERS)
        yield word if chance.random() < 0.7 else f"{word} {chance.choice(LETTERS)}{chance.choice(LETTERS)}"


def test_random_questions_find_what_a_scan_finds(made, db):
    synonyms, chance = Synonyms(PAIRS), random.Random(7)
    tried = 0
    for question in questions(chance, made):
        query = parse(question, synonyms)
        if query.is_empty:
            continue
        # A year among several words says of which year, and a name whose; here only texts are held against texts.
        if len(query.words) > 1 and any(word.text.isascii() or word.text in ("预算", "局") for word in query.words):
            continue
        found = hits(query)
        assert set(found) == scan(made, query), question
        assert len(found) == len(set(found))
        tried += bool(found)
    assert tried > QUESTIONS / 3


@pytest.mark.parametrize(("low", "high"), [("0", "0"), ("0.01", "9.99"), ("9.99", "10"), ("1000", "50000")])
def test_amounts_are_exact_at_both_ends(made, db, low, high):
    least, most = Decimal(low), Decimal(high)
    query = parse("社会", Synonyms(()), Filters(low=least, high=most))
    expected = {pk for pk in scan(made, query, least, most) if kind_of(made, pk) in NAMED}
    assert set(hits(query)) == expected
    assert expected


def kind_of(made, pk):
    return next(entry.kind for entry in made if entry.pk == pk)


def test_results_come_in_printed_order_newest_year_first(made, db):
    ids = search(parse("社会", Synonyms(()))).hits[SearchKind.PROJECT].ids
    assert list(ids) == sorted(ids, reverse=True)
    assert all(year_ids(2023)[0] <= pk <= year_ids(2023)[1] for pk in ids)


def test_filters_leave_out_the_rest(made, db):
    query = parse("社会", Synonyms(()))
    region = made[0].edition.budget.department.region_id
    assert set(hits(parse("社会", Synonyms(()), Filters(region=region, year=2023)))) == set(hits(query))
    for filters in (Filters(region=region + 1), Filters(year=2022), Filters(phase="final")):
        assert hits(parse("社会", Synonyms(()), filters)) == []


def test_what_no_longer_stands_is_not_found(published):
    query = parse("人才发展奖励", Synonyms(()))
    assert len(search(query).hits[SearchKind.PROJECT].ids) == 1
    Edition.objects.filter(pk=published.pk).update(status=EditionStatus.WITHDRAWN)
    assert not any(one.ids for one in search(query).hits.values())
    assert not search(parse("组织和人力", Synonyms(()))).hits[SearchKind.DEPARTMENT].ids


def test_a_correction_takes_the_place_of_what_it_corrects(published):
    corrected = make_edition(published.budget, origin=EditionOrigin.TRANSCRIBED)
    make_project(corrected, name="人才发展奖励")
    publish(edition=corrected, by="测试", reason="更正")
    found = search(parse("人才发展奖励", Synonyms(()))).hits
    editions = {entry.edition_id for one in found.values() for entry in SearchEntry.objects.filter(pk__in=one.ids)}
    assert editions == {corrected.pk}
    assert SearchEntry.objects.filter(edition=published).count() == 0
    assert len(found[SearchKind.PROJECT].ids) == 1


@pytest.fixture(scope="module")
def spread(published_once, django_db_blocker):
    """Made entries over many years and thousands of editions, so that an index asks the newest first."""
    chance = random.Random(11)
    with django_db_blocker.unblock():
        edition = Edition.objects.with_names().get(pk=published_once)
        entries = make_entries(edition, chance)
        numbers = chance.sample(range(1, 9000), len(entries))
        for entry, number in zip(entries, numbers, strict=True):
            entry.pk = edition_ids(chance.choice((2019, 2021, 2022)), number)[0]
        write_entries(entries)
        return entries


@pytest.mark.parametrize("limit", [1, 3, 20, 1001])
@pytest.mark.parametrize("word", ["社会", "社会保障", "保障基金", "2023", "局预算社", "社"])
def test_the_newest_are_found_however_few_are_asked_for(spread, db, word, limit):
    query = parse(word, Synonyms(()))
    spelling = query.words[0].variants[0]
    ids = {entry.pk for entry in spread}
    for kind in KINDS:
        if not is_indexed(kind, spelling):
            continue
        expected = sorted((one.pk for one in spread if one.kind == kind and contains(one, spelling)), reverse=True)
        asked = Expression(((Atom(spelling),),), (year_ids(2019)[0], year_ids(2022)[1]))
        found = find({kind: (kind, asked)}, limit)[kind]
        assert [pk for pk in found if pk in ids] == found == expected[:limit]
