"""Training of the learned coder: data, model, legs of training. Nothing here is imported by tocsin."""
