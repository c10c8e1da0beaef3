"""Scoped writes: one public function is one use case and one transaction; errors have names."""
