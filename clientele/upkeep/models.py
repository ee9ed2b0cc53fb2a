from django.db import models


class Backup(models.Model):
    """That an archive of this installation was written and proven; it says nothing of where the archive is now."""

    made_at = models.DateTimeField(db_index=True)
    rows = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    is_encrypted = models.BooleanField()

    def __str__(self) -> str:
        return f"backup of {self.made_at:%Y-%m-%d %H:%M}"
