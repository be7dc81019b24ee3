"""The public pages. Views translate an address into what the rooms below return, and choose the template."""
