"""The application: wiring only."""

from flask import Flask
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix

import dashboards
from coachhub import access, web
from coachhub.access.sessions import PersonSessionInterface
from coachhub.extensions import babel, csrf, db, engine_options, login_manager, migrate, prepare_engine
from coachhub.settings import ROOT, Settings


def create_app(settings: Settings) -> Flask:
    """An application over the database that `settings` name."""
    app = Flask(
        "coachhub",
        template_folder=str(ROOT / "coachhub" / "web" / "templates"),
        static_folder=str(ROOT / "coachhub" / "web" / "static"),
    )
    configure(app, settings)
    # The gate comes first: nothing else may look at a request that it does not admit.
    app.before_request(access.guard)
    app.session_interface = PersonSessionInterface()
    # Flask runs these last first: what is compressed is known when its headers are set.
    app.after_request(access.add_headers)
    app.after_request(access.compress)
    app.extensions["coachhub_policy"] = access.POLICY
    connect_extensions(app, settings)
    web.register(app)
    dash = dashboards.mount(app)
    app.extensions["dash_callbacks"] = lambda: dash.callback_map
    app.extensions["dash_csp_hashes"] = tuple(dash.csp_hashes())
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way to add it
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0
        )
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Flask's own settings, all derived from ours."""
    app.config.update(
        COACHHUB=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=26 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME=settings.session_cookie_name + "-visitor",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # The token lives as long as the session that it is bound to.
        WTF_CSRF_TIME_LIMIT=None,
        # We send no Referer; the gate compares Sec-Fetch-Site and Origin instead.
        WTF_CSRF_SSL_STRICT=False,
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "coachhub" / "translations"),
    )


def connect_extensions(app: Flask, settings: Settings) -> None:
    """Bind the extensions to the application."""
    csrf.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    login_manager.request_loader(access.load_user)
    babel.init_app(app, locale_selector=web.select_locale)
    Bootstrap5(app)
    with app.app_context():
        prepare_engine(db.engine, tripwire=settings.tripwire)
