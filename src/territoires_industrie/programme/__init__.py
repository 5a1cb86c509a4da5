"""The programme's own story: states, flows, figures, actions, contracts, grants."""
