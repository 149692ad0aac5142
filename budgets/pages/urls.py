"""Public addresses."""

urlpatterns: list = []
