"""What the public pages show besides voices: titles, facts and lists, as plain figures that templates print."""
