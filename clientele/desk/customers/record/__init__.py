"""What the pages of one customer share: the frame around its tabs, its cards, its forms."""
