"""The public JSON API: what the pages show, for programs. Read-only; withdrawn words never appear."""
