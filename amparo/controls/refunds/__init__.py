"""Controls on money owed back to customers."""
