"""polyvocal lets a museum say more than one thing about an object, and never lose what it said before."""

__version__ = "0.1.0"
