"""The organisation's tags: renamed, coloured, merged and deleted in one place."""
