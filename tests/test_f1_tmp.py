import pytest
from tests.browser import DESKTOP, PHONE, axe_violations
pytestmark = pytest.mark.browser
P=["/410796/104/2023/checks/","/410796/104/2023/checks/R05/","/410796/104/2023/checks/?outcome=fails","/410796/104/2023/editions/","/410796/104/2023/changes/","/410796/publications/","/410796/publications/1/","/410796/publications/verify/","/410796/publications/verify/?sha256=abc","/410796/105/2026/checks/"]
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("w", [DESKTOP, {"width": 360, "height": 740}])
def test_x(open_page, site, scheme, w, tmp_path):
    if scheme=="light" and w is DESKTOP:
        site.run("import_budget","/tmp/f1-corrected.txt","--region","410796","--region-name","新乡经济技术开发区","--department","104","--publish","--reason","更正")
    page=open_page(viewport=w, color_scheme=scheme)
    for a in P:
        r=page.goto(a); assert r.status==200,a
        assert axe_violations(page)==[],a
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), a
