"""What a file adds to a search that holds something already: decided, not read and not written; pure."""
