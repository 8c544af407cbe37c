"""Controls on the deliveries themselves: silence, fall, rise, drift."""
