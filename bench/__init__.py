"""How fast Clientele is, how much it asks and how much it weighs, each beside a bare Django view: `python -m bench`."""
