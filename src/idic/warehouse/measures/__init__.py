"""What can be measured and by what it can be split: each declared once, with its meaning and how it adds up."""
