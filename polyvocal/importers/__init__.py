"""Takes records of collection systems in: source → record → reconcile → plan → apply. An app of its own, opt-in."""
