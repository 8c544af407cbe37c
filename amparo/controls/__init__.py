"""Looks at tables, points at rows: each control is an Ibis expression, compiled once and never run through Ibis."""
