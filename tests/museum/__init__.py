"""A museum's own app, with its own model of an object: texts describe it when the suite runs in swapped mode."""
