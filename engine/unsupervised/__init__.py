"""Learning without labels: restricted Boltzmann machines, deep belief networks, autoencoders."""
