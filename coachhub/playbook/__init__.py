"""The playbook: one concrete thing to do for each cause, as data and its loader."""
