"""What a table must be, and how one comes in: contracts, readers, deliveries, the warehouse."""
