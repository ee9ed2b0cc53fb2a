"""What every slice stands on: tenancy, refusals, text, shapes; it has no model of its own."""
