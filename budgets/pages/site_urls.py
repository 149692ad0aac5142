"""Addresses of what belongs to the site as a whole: what it says of itself, what citizens write, how it is found."""

from django.urls import URLPattern, path

from budgets.pages import about, feeds, inquiries, reading_mode, sitemap

urlpatterns: list[URLPattern] = [
    path("about/", about.show),
    path("sitemap/", about.show_map),
    path("reading-mode/", reading_mode.choose),
    path("error-report/", inquiries.report_error),
    path("disclosure-request/", inquiries.request_disclosure),
    path("receipts/", inquiries.find_receipt),
    path("receipts/<slug:receipt>/", inquiries.show_receipt),
    path("robots.txt", sitemap.show_robots),
    path("sitemap.xml", sitemap.show_index),
    path("sitemap-pages.xml", sitemap.show_standing),
    path("<region:region>/sitemap-<int:part>.xml", sitemap.show_part),
    path("feed/", feeds.show_all),
    path("<region:region>/feed/", feeds.show_region),
    path("<region:region>/<department:department>/feed/", feeds.show_department),
]
