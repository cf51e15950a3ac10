"""The tool itself, in the order of a run.

1. `observe` asks the portal (I/O), one conversation per kind and scope.
2. `capability` says what the credential, its scopes and the tier allow (pure).
3. `merge` compares three ways by unit, `planner` makes changes of it (pure).
4. `order` puts the changes into phases and layers (pure).
5. `rehearse` holds every conversation with an obliging portal: the requests and their count (pure).
6. `execute` holds the same conversations with the real one, reads back, settles (I/O).
"""
