"""Scoped reads: values in, rows, frames or values out; nothing here commits."""
