"""The least that Django can do: one view, no middleware, no database; the measure of what the portal adds."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        SECRET_KEY="only-for-measuring", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[]
    )


def hello(request):
    """Answer a few bytes."""
    return HttpResponse(b"hello")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
