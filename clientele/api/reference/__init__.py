"""The reference page: the document, made readable."""
