"""Tests of the Dash screens, from the counts to the page."""
