"""Who works here: organisations, their members, roles, invitations and tokens."""
