"""In development, the mails that would have been sent: none is lost, each can be read and its links followed."""
