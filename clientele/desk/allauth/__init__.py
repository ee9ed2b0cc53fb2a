"""How allauth looks and behaves here: its pages in our templates, its links from our address."""
