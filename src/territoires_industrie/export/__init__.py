"""What is shown, taken away as files, with what must be said of it."""
