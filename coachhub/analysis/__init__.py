"""The statistics: columns and values in, columns and values out; no web, no database, no clock, no files."""
