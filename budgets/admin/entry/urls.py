"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from budgets.admin.entry import begin, desk, notes, pages, particulars, services

PROJECT = "editions/<int:pk>/entry/projects/<int:project>/"
SHEET = "editions/<int:pk>/entry/<slug:sheet>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("editions/<int:pk>/", desk.show, name="edition_desk"),
    path("budgets/<int:pk>/begin/", begin.show, name="edition_begin"),
    path("codes/", services.codes, name="entry_codes"),
    path("editions/<int:pk>/entry/particulars/", particulars.show, name="edition_particulars"),
    path("editions/<int:pk>/entry/notes/adopt/", notes.adopt, name="entry_notes_adopt"),
    path(PROJECT, pages.show, name="entry_project"),
    path(f"{PROJECT}particulars/", particulars.save_project, name="entry_project_particulars"),
    path(f"{PROJECT}save/", services.save, name="entry_project_save"),
    path(f"{PROJECT}rows.json", services.rows, name="entry_project_rows"),
    path(f"{PROJECT}presence/", services.presence, name="entry_project_presence"),
    path(f"{PROJECT}findings/", services.findings, name="entry_project_findings"),
    path(SHEET, pages.show, name="entry_sheet"),
    path(f"{SHEET}save/", services.save, name="entry_sheet_save"),
    path(f"{SHEET}rows.json", services.rows, name="entry_sheet_rows"),
    path(f"{SHEET}presence/", services.presence, name="entry_sheet_presence"),
    path(f"{SHEET}findings/", services.findings, name="entry_sheet_findings"),
]
