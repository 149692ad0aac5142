"""What is said when a step may not be taken."""


class PublishingError(Exception):
    """A step that may not be taken; the message says what is in the way, where, and what to do."""
