import pytest
from tests.browser import DESKTOP, PHONE, axe_violations
pytestmark = pytest.mark.browser
B="/410796/104/2023/"
PAGES=["/410796/104/",B,*[f"{B}charts/{k}/" for k in ("flow","balance","functions","natures","three-public","years")],f"{B}charts/flow/?embed=1",f"{B}projects/410796230000000000411/","/410796/105/2026/","/410796/105/"]
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [DESKTOP, PHONE, {"width":360,"height":740}], ids=str)
def test_mine(open_page, window, scheme):
    page = open_page(viewport=window, color_scheme=scheme)
    for a in PAGES:
        r = page.goto(a); assert r.status == 200, a
        page.wait_for_timeout(100)
        assert axe_violations(page) == [], a
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), a
