"""The gate, the door and the headers, seen from outside."""
