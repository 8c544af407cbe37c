"""Amparo protects the people an insurer insures."""

__version__ = "0.1.0"
