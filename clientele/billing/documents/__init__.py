"""An invoice as it leaves the house: what it says, and that as PDF, EN 16931 XML and a payment code."""
