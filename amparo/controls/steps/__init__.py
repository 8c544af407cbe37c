"""Controls on how well a unit or a bank does its steps, against the whole house."""
