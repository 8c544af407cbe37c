"""Controls on the way of a charge: request, approval, instruction, charge, bank line, booking, remittance."""
