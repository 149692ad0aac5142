"""docker-compose.yml, the Dockerfile and the settings must agree, though no container engine runs here."""

import ast
import json
import re
import subprocess

import pytest
import yaml
from jsonschema.validators import validator_for

from portal import environment
from tests.packages import ROOT
from tests.proxy import render_nginx
from tests.services import free_port, nginx_command, temporary_folder

VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<text>[^}]*))?\}")
GIVEN = {"SECRET_KEY": "k" * 64, "POSTGRES_PASSWORD": "p4ssw0rd"}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def interpolate(text, given):
    """Fill ${NAME}, ${NAME:-default} and ${NAME:?message} as Compose does; a missing one raises KeyError."""

    def value(match):
        name = match["name"]
        return given.get(name, match["text"]) if match["kind"] == "-" else given[name]

    return VARIABLE.sub(value, text)


def variables_read_by_settings():
    """Return the names in env.str("NAME"), env.bool("NAME") and so on of portal/environment.py."""
    tree = ast.parse((ROOT / "portal" / "environment.py").read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "env" and call.args
    }


def dockerfile_copies():
    """Return what the Dockerfile copies from the project."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    return {line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line}


def test_file_follows_the_compose_specification(compose):
    schema = json.loads((ROOT / "tests/vendor/compose-spec/compose-spec.json").read_text(encoding="utf-8"))
    validator = validator_for(schema)
    validator.check_schema(schema)
    assert [error.message for error in validator(schema).iter_errors(compose)] == []


@pytest.mark.parametrize("service", ["web", "migrate"])
def test_settings_read_every_variable_that_is_set(compose, service):
    names = variables_read_by_settings()
    assert "DATABASE_URL" in names
    assert set(compose["services"][service]["environment"]) <= names


def test_settings_accept_the_values_that_are_set(compose, monkeypatch):
    for name, text in compose["services"]["web"]["environment"].items():
        monkeypatch.setenv(name, interpolate(text, GIVEN))
    found = environment.read_environment()
    assert found.secret_key == GIVEN["SECRET_KEY"]
    assert found.database["ENGINE"] == "django.db.backends.postgresql"
    assert (found.database["HOST"], found.database["PASSWORD"]) == ("database", GIVEN["POSTGRES_PASSWORD"])
    assert found.allowed_hosts == ["localhost", "127.0.0.1"]
    assert found.trusted_origins == []
    assert found.proxied
    assert not found.debug


@pytest.mark.parametrize("name", ["SECRET_KEY", "POSTGRES_PASSWORD"])
def test_secrets_have_no_default(name):
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert {match["kind"] for match in VARIABLE.finditer(text) if match["name"] == name} == {"?"}


def test_the_database_address_names_the_database_service(compose):
    database = compose["services"]["database"]["environment"]
    address = compose["services"]["web"]["environment"]["DATABASE_URL"]
    user, password, name = (interpolate(database[f"POSTGRES_{part}"], GIVEN) for part in ("USER", "PASSWORD", "DB"))
    assert interpolate(address, GIVEN) == f"postgresql://{user}:{password}@database:5432/{name}"


def test_only_the_proxy_is_published(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_every_lasting_service_is_watched_and_restarted(compose):
    lasting = {name: service for name, service in compose["services"].items() if name != "migrate"}
    assert set(lasting) == {"reader", "timer", "web", "database", "proxy"}
    for service in lasting.values():
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"


def test_documents_and_database_outlive_their_containers(compose):
    assert set(compose["volumes"]) == {"documents", "database"}
    assert compose["services"]["web"]["volumes"] == ["documents:/data"]
    assert compose["services"]["web"]["environment"]["DATA_DIRECTORY"] == "/data"


def test_the_image_copies_folders_that_exist_and_that_are_not_ignored():
    ignored_but = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").split() if line.startswith("!")}
    assert dockerfile_copies() == ignored_but
    assert [name for name in ignored_but if not (ROOT / name).exists()] == []


def test_nginx_accepts_its_configuration():
    with temporary_folder("nginx") as folder:
        path = render_nginx(folder, web=free_port(), port=free_port(), health=free_port())
        result = subprocess.run([*nginx_command(path, folder), "-t"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
