"""Who runs this installation, as people outside read it: on pages without a sign-in, on letters and on faxes."""
