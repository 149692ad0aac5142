"""Read the environment once, and name every faulty variable in one message."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError
from marshmallow.validate import Range

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Environment:
    """What the environment says; README's table documents each variable."""

    data_directory: Path
    secret_key: str
    database: dict
    allowed_hosts: list[str]
    trusted_origins: list[str]
    debug: bool
    https: bool
    proxied: bool
    upload_limit_mebibytes: int
    reading_memory_mebibytes: int
    reading_processor_seconds: int
    reading_seconds: int
    email: dict
    email_from: str
    login_failure_limit: int
    login_lock_minutes: int
    session_idle_minutes: int
    session_hours: int


def keep_secret_key(directory: Path) -> str:
    """Return the key kept in the data folder, making it on first use, readable by its owner alone."""
    path = directory / "secret_key"
    directory.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _email(env: Env) -> dict:
    """Read how e-mail is sent, and in whose name; without a server it is printed."""
    return {
        "email": env.dj_email_url("EMAIL_URL", "console:"),
        "email_from": env.str("DEFAULT_FROM_EMAIL", "webmaster@localhost"),
    }


def read_environment() -> Environment:
    """Read every variable; raise ImproperlyConfigured with all that is wrong and where it is explained."""
    env = Env(eager=False)
    data_directory = Path(env.str("DATA_DIRECTORY", None) or BASE_DIR / "data")
    default_database = f"sqlite:///{data_directory / 'portal.sqlite3'}"
    values = {
        "secret_key": env.str("SECRET_KEY", ""),
        "database": env.dj_db_url("DATABASE_URL", default_database),
        "allowed_hosts": env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        "trusted_origins": env.list("CSRF_TRUSTED_ORIGINS", []),
        "debug": env.bool("DEBUG", False),
        "https": env.bool("HTTPS", False),
        "proxied": env.bool("BEHIND_PROXY", False),
        "upload_limit_mebibytes": env.int("UPLOAD_LIMIT_MEBIBYTES", 20, validate=Range(min=1, max=1024)),
        "reading_memory_mebibytes": env.int("READING_MEMORY_MEBIBYTES", 240, validate=Range(min=128, max=8192)),
        "reading_processor_seconds": env.int("READING_PROCESSOR_SECONDS", 120, validate=Range(min=1, max=3600)),
        "reading_seconds": env.int("READING_SECONDS", 180, validate=Range(min=1, max=7200)),
        "login_failure_limit": env.int("LOGIN_FAILURE_LIMIT", 5, validate=Range(min=1, max=100)),
        "login_lock_minutes": env.int("LOGIN_LOCK_MINUTES", 15, validate=Range(min=1, max=1440)),
        "session_idle_minutes": env.int("SESSION_IDLE_MINUTES", 60, validate=Range(min=1, max=1440)),
        "session_hours": env.int("SESSION_HOURS", 12, validate=Range(min=1, max=168)),
    }
    values |= _email(env)
    try:
        env.seal()
    except EnvError as error:
        raise ImproperlyConfigured(f"{error}. See “Configuration” in README.md.") from error
    values["secret_key"] = values["secret_key"] or keep_secret_key(data_directory)
    return Environment(data_directory=data_directory, **values)
