"""Tests of coachhub.intake."""
