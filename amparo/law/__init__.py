"""Asks the pack: the provision in force on a day, a value beside each row, deadlines with their working."""
