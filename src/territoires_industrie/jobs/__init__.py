"""Work that takes long, done in processes of its own, so that clicks go on being answered."""
