"""
ImageError
├── NotAtHand     something is still to be read, or too much has changed since it was
└── NotInImage    the condition can only be answered by the records themselves
"""


class ImageError(Exception):
    pass


class NotAtHand(ImageError):
    pass


class NotInImage(ImageError):
    pass
