"""Guarantees of the whole application, each of which first sees a planted violation caught."""
