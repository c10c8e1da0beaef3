"""Tests of the pages and forms."""
