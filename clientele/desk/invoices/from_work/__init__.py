"""An invoice of approved work, chosen in steps."""
