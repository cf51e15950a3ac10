"""One module per step, numbered; the last one is `HEAD` of `revops.state.postgres`."""
