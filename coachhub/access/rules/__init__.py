"""The rows of the policy, one module per area, in the order of docs/security.md."""
