"""What runs in the background: tasks that are rows first, claimed with a lease."""
