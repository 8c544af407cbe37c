"""The app that owns deliveries, quarantine, runs and findings."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Its label is for ever: tables are named by it."""

    name = "amparo.office.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"
