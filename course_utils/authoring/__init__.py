"""What authors use: pairing, generated cells, execution."""
