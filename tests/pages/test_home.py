"""Home: search, what each 100 yuan go to, what was published last, the regions."""

from budgets.models import Edition, Region
from budgets.pages.latest import latest_version
from budgets.publishing import publish
from budgets.vocabulary import EditionStatus
from tests.make import make_region
from tests.pages.test_across import nothing_public, publish_line, read
from tests.published import store_twin

pytest_plugins = ["tests.published"]
__all__ = ["nothing_public"]


def test_a_citizen_sees_where_each_hundred_yuan_go(client, published):
    page = read(client, "/")
    assert (
        "部门每花 100 元，58.50 元用在社会保障和就业支出，32.79 元用在一般公共服务支出，8.71 元用在卫生健康支出。"
        in page
    )
    assert "1 个已公开 2023 年预算的部门合在一起算" in page
    assert "新乡经济技术开发区 2023 年预算 1 个部门" in page
    assert "经开区组织人社局 2023 年预算 新乡经济技术开发区" in page


def test_one_searches_from_here(client, published):
    html = client.get("/").content.decode()
    assert 'action="/search/" method="get" role="search"' in html


def test_small_parts_are_told_together(client, published):
    for number, code in enumerate(("2040101", "2050101", "2060101", "2070101")):
        publish_line(f"30{number}", "10000000.00", code=code)
    page = read(client, "/")
    assert "其余 3 类" in page
    assert "23.63 元用在" not in page


def test_with_nothing_published_the_page_says_so(client, draft, nothing_public):
    page = read(client, "/")
    assert "还没有公开的部门预算。" in page
    assert "每花 100 元" not in page


def test_invented_regions_are_marked_and_counted_for_nothing(client, published):
    other = make_region("990001", "样例市")
    Region.objects.filter(pk=other.pk).update(is_invented=True)
    publish_line("301", "99990000.00", region=other, year=2025)
    page = read(client, "/")
    assert "58.50 元用在社会保障和就业支出" in page
    assert "样例市 虚构数据 2025 年预算 1 个部门" in page


def test_what_was_corrected_or_withdrawn_is_not_among_the_latest(client, published):
    second = store_twin(department="105")
    publish(edition=second, by="测试")
    html = client.get("/").content.decode()
    assert html.index('href="/410796/105/2023/"') < html.index('href="/410796/104/2023/"')
    Edition.objects.filter(pk=second.pk).update(status=EditionStatus.WITHDRAWN)
    assert 'href="/410796/105/2023/"' not in client.get("/").content.decode()


def test_the_version_changes_with_whatever_is_published_corrected_or_withdrawn(published):
    seen = [latest_version()]
    second = store_twin(department="105")
    assert latest_version() == seen[0], "a draft is nobody's business"
    publish(edition=second, by="测试")
    seen.append(latest_version())
    third = Edition.objects.create(budget=published.budget, number=2, department_name="更正", origin="transcribed")
    publish(edition=third, by="测试", reason="更正")
    seen.append(latest_version())
    Edition.objects.filter(pk=second.pk).update(status=EditionStatus.WITHDRAWN)
    seen.append(latest_version())
    assert len(set(seen)) == 4


def test_a_renamed_region_changes_the_page(client, published):
    before = client.get("/")["ETag"]
    Region.objects.update(name="新名")
    assert client.get("/")["ETag"] != before
