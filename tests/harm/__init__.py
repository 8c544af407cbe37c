"""A harm generator written apart from the demo house: lawful worlds, one rule broken at a time, and what is then found."""
