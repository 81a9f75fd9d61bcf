# Nothing declared.
