"""What people do, walked in a real browser."""
