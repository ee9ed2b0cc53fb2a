"""Every setting, from the environment or a .env file; docs/settings.md explains each."""

from pathlib import Path
from urllib.parse import urlsplit

from clientele.config import environment as env
from clientele.config.log import configure_logging

ROOT = Path(__file__).resolve().parent.parent
env.read_file(Path.cwd() / ".env")

DATA = Path(env.text("CLIENTELE_DATA", "data")).expanduser().resolve()
DEVELOPMENT = env.flag("CLIENTELE_DEVELOPMENT")
PORT = env.number("PORT", 8000, least=1)
BASE_URL = env.address("BASE_URL", f"http://localhost:{PORT}")
IS_HTTPS = BASE_URL.startswith("https://")
VERSION = "0.1.0"


SQLITE = {
    "ENGINE": "clientele.kit.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000; PRAGMA mmap_size=2147418112; PRAGMA temp_store=MEMORY"
        ),
    },
    "TEST": {"NAME": str(DATA / "test.sqlite3")},
}
IS_POOLED = env.flag("CLIENTELE_POOLED_CONNECTIONS")
POSTGRESQL = {
    "CONN_MAX_AGE": env.number("CLIENTELE_CONNECTION_AGE", 600),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": IS_POOLED,
}
DATABASES = {"default": env.database("DATABASE_URL", DATA / "clientele.sqlite3")}
IS_EMBEDDED = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
DATABASES["default"] |= SQLITE if IS_EMBEDDED else POSTGRESQL
if not IS_EMBEDDED and not IS_POOLED:
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 2
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = env.secret_key("SECRET_KEY", kept=DATA / "secret_key" if IS_EMBEDDED else None)
SEALING_KEYS = env.keys("CLIENTELE_KEYS", kept=DATA / "keys" if IS_EMBEDDED else None)
BACKUP_KEY = env.passphrase("CLIENTELE_BACKUP_KEY")
DEBUG = False
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", BASE_URL)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.number("CLIENTELE_TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "clientele.ui",
    "clientele.trail",
    "clientele.accounts",
    "clientele.background",
    "clientele.customers",
    "clientele.projects",
    "clientele.billing",
    "clientele.search",
    "clientele.exchange",
    "clientele.overview",
    "clientele.upkeep",
    "clientele.demo",
    "clientele.desk",
    "clientele.api",
    "clientele.console",
]

MIDDLEWARE = [
    "clientele.ui.middleware.request_identity",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clientele.config.log.request_line",
    "clientele.ui.compression.compressed",
    "clientele.ui.middleware.content_security",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clientele.ui.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clientele.desk.allauth.closed.ClosedSecrets",
]

ROOT_URLCONF = "clientele.config.urls"
WSGI_APPLICATION = "clientele.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT, ROOT / "desk" / "allauth"],
        "OPTIONS": {
            "environment": "clientele.ui.jinja.environment",
            "context_processors": ["clientele.desk.context.surroundings"],
            "auto_reload": DEVELOPMENT,
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["clientele.desk.allauth.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "clientele.desk.allauth.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "clientele.desk.allauth.signup.NamedSignup"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "confirm_email": "1/m/key",
}
ACCOUNT_FORMS = {
    "login": "clientele.desk.allauth.forms.LoginForm",
    "signup": "clientele.desk.allauth.forms.SignupForm",
    "add_email": "clientele.desk.allauth.forms.AddEmailForm",
    "change_password": "clientele.desk.allauth.forms.ChangePasswordForm",
    "set_password": "clientele.desk.allauth.forms.SetPasswordForm",
    "reset_password": "clientele.desk.allauth.forms.ResetPasswordForm",
    "reset_password_from_key": "clientele.desk.allauth.forms.ResetPasswordKeyForm",
    "reauthenticate": "clientele.desk.allauth.forms.ReauthenticateForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "clientele.desk.allauth.adapter.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = "Clientele"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "clientele.desk.allauth.forms.AuthenticateForm",
    "reauthenticate": "clientele.desk.allauth.forms.ReauthenticateCodeForm",
    "activate_totp": "clientele.desk.allauth.forms.ActivateTOTPForm",
    "add_webauthn": "clientele.desk.allauth.forms.AddPasskeyForm",
    "edit_webauthn": "clientele.desk.allauth.forms.EditPasskeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "clientele.ui.sessions"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
SESSION_IDLE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "clientele.desk.errors.csrf_failed"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files")},
    },
    "staticfiles": {"BACKEND": "clientele.config.static.HashedStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
IMPORT_LARGEST_FILE = env.number("CLIENTELE_IMPORT_LARGEST_FILE", 50 * 1024 * 1024)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # counters of attempts must not be thrown out early
    }
}
TASKS = {"default": {"BACKEND": "clientele.background.durable.DurableBackend", "QUEUES": ["default"]}}

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"Clientele <clientele@{urlsplit(BASE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if mail := env.email("EMAIL_URL"):
    vars().update(mail)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA / "outbox")

RATE_LIMIT = env.number("CLIENTELE_RATE_LIMIT", 300)

LOG_LEVEL = env.choice("CLIENTELE_LOG_LEVEL", env.LEVELS, "info")
LOGGING = configure_logging(development=DEVELOPMENT, level=LOG_LEVEL)
