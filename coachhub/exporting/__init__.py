"""Searches as files that a person can take along: CSV and workbooks that run nothing, lose nothing; pure."""
