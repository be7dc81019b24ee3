"""The reference museum site: a worked example of polyvocal in a museum's own Django project. Not in the wheel."""
