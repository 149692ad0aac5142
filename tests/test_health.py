"""The container's health check tells a portal that answers from one that does not."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.packages import ROOT
from tests.services import free_port


class Portal(BaseHTTPRequestHandler):
    """Answers its home page to its own host name over HTTPS, and nothing else."""

    def do_GET(self):
        asked = (self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"])
        self.send_response(200 if asked == ("/", "budget.example", "https") else 400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def port():
    server = HTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def check(port, allowed_hosts):
    environment = {**os.environ, "PORT": str(port), "ALLOWED_HOSTS": allowed_hosts}
    command = [sys.executable, "deploy/health.py"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("allowed_hosts", ["budget.example", "*, .budget.example,localhost"])
def test_a_portal_that_answers_is_healthy(port, allowed_hosts):
    assert check(port, allowed_hosts).returncode == 0


def test_a_portal_that_answers_an_error_is_not(port):
    result = check(port, "another.example")
    assert (result.returncode, result.stderr.strip()) == (1, "the home page answers 400")


def test_a_portal_that_is_silent_is_not():
    result = check(free_port(), "budget.example")
    assert result.returncode == 1
    assert result.stderr.startswith("no answer")
