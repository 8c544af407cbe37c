"""A made-up insurer of any size: a lawful world, planted wrongs, lawful look-alikes, and the key to all of them."""
