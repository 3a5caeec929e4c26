"""The productions that read a printed deadline, named by what each reads."""
