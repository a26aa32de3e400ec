"""The places beside the declared tables in which a person may be named, one file for each."""
