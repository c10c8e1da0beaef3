"""What can stand in the way of a change to a client."""


class ClientNotFoundError(LookupError):
    """There is no such client, or not for this person."""


class ClientExistsError(ValueError):
    """A client with this address is in the practice already."""


class CoachNotFoundError(LookupError):
    """Nobody of this practice has that key."""


class NotAllowedError(PermissionError):
    """This person may not do that."""
