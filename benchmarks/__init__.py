"""How fast CoachHub is, as ratios in one run against other ways of doing the same work."""
