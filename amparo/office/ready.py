"""Django made ready once a process, before the first model is loaded; which database is said later."""

from __future__ import annotations

import os


def make_ready() -> None:
    """Give Django the settings of the office, unless it already has some (as under mypy or `makemigrations`)."""
    import django
    from django.apps import apps
    from django.conf import settings

    from amparo.office import settings as ours

    if settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE") or apps.loading:
        return
    settings.configure(**{name: value for name, value in vars(ours).items() if name.isupper()})
    django.setup()
