"""What customers of the sample company asked for and complained about, and how its people answered."""
