"""Settings of the reference site. The environment decides: DATABASE_URL, REDIS_URL, POLYVOCAL_BASE_URI, SECRET_KEY,
ALLOWED_HOSTS, IMPORT_STORE, DUMPS, DEBUG. Without any, it runs embedded: SQLite beside the code, no broker.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-trying-out-set-SECRET_KEY-on-a-real-site")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
REDIS_URL = os.environ.get("REDIS_URL", "")

INSTALLED_APPS = [
    "polyvocal.reference_site",
    "polyvocal",
    "polyvocal.importers",
    "reversion",
    "rest_framework",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "polyvocal.reference_site.middleware.content_security_policy",
]

ROOT_URLCONF = "polyvocal.reference_site.urls"
WSGI_APPLICATION = "polyvocal.reference_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'polyvocal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets visitors read while an import writes; IMMEDIATE makes a writer wait instead of failing half-way. What a
    # chunk of an import changes fits into 32 MB, so that no page is written twice.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
        ),
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "polyvocal" / "reference_site" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("pakhuis", BASE_DIR / "fixtures" / "pakhuis" / "images")]
X_FRAME_OPTIONS = "SAMEORIGIN"

REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}

CELERY_BROKER_URL = REDIS_URL or None
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # else a worker busy with an import keeps the job that was to help it
CELERY_BEAT_SCHEDULE = {
    "publish-due-texts": {"task": "polyvocal.tasks.publish_due_texts", "schedule": 60.0},
    "tell-harvesters": {"task": "polyvocal.tasks.tell_harvesters", "schedule": crontab(hour="3", minute="30")},
}

POLYVOCAL = {
    "BASE_URI": os.environ.get("POLYVOCAL_BASE_URI", "http://127.0.0.1:8000"),
    "INSTITUTION": {"nl": "Museum Het Pakhuis", "en": "Museum Het Pakhuis"},
    "IMPORT_STORE": os.environ.get("IMPORT_STORE", str(VAR_DIR / "imports")),
    "SPARQL_STORE": str(VAR_DIR / "sparql"),
    "IMPORT_FOLDERS": [str(BASE_DIR / "fixtures")],
    "DUMPS": os.environ.get("DUMPS", str(VAR_DIR / "dumps")),
    "CONTACT": {"name": "Museum Het Pakhuis", "email": "collectie@pakhuis.example.org"},
}
