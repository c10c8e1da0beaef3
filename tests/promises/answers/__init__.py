"""What every route answers to everybody, written down by area; nothing here asks the policy."""
