"""Pictures of cases: counted in the database, by days on the wall clock of the installation. Each is one to three statements."""
