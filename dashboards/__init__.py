"""Dash: read-only charts over the scoped queries; every write is a Flask form elsewhere."""
