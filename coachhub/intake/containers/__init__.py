"""What files can be made of: each module turns the bytes of one kind into grids of texts."""
