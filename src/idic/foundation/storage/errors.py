class StorageError(Exception):
    """Something is wrong with where the records are kept; the message is for the person who runs IDIC.

    StorageError
     +- DatabaseTooOld, DatabaseTooNew
     +- DatabaseDamaged
     +- DatabaseUnreachable
     +- DatabaseDidNotStart, DatabaseDidNotStop
     +- DiskFull
     +- WrongSystemUser
     +- BackupDamaged, BackupRefused
    """


class DatabaseTooOld(StorageError):
    pass


class DatabaseTooNew(StorageError):
    pass


class DatabaseDamaged(StorageError):
    pass


class DatabaseUnreachable(StorageError):
    pass


class DatabaseDidNotStart(StorageError):
    pass


class DatabaseDidNotStop(StorageError):
    pass


class DiskFull(StorageError):
    pass


class WrongSystemUser(StorageError):
    pass


class BackupDamaged(StorageError):
    pass


class BackupRefused(StorageError):
    pass
