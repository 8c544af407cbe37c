"""Controls on premiums taken from customers."""
