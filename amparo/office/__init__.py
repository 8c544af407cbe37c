"""What the house remembers (deliveries, runs, findings) and what leads to what; the only room that knows Django."""
