"""A letter as it is read, and as it was delivered."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """A letter as it is read: subject, plain text and HTML."""

    model_config = ConfigDict(frozen=True)
    subject: str
    text: str
    html: str


class Delivered(BaseModel):
    """A letter in the demonstration's mailbox."""

    model_config = ConfigDict(frozen=True)
    id: str
    sender: str
    address: str
    delivered_at: datetime
    letter: Written
