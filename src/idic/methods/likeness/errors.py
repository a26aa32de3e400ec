class LikenessError(Exception):
    """What is asked for does not fit the texts that are known."""
