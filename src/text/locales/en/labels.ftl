### Labels: the words of closed sets (features, states, groups). Keys are KIND-VALUE, as in feature-step-free
