"""A bank or a unit that falls out of line: slow, often refusing, often wrong."""
