"""Cards: all that the register knows about one camera, one site or many cameras together."""
