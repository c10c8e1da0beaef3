"""The tests: they mirror the tree, and each name is a sentence that holds."""
