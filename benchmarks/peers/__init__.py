"""The same map by other means: one small page a peer, each in its best reasonable form."""
