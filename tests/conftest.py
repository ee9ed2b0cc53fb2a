"""The strict ground under every test, and its cast."""

pytest_plugins = ["tests.cast", "tests.strict"]
