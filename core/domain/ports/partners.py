"""What comes from the Sign-In Partners."""

from pydantic import BaseModel, ConfigDict


class Proven(BaseModel):
    """What a Sign-In Partner proved: who issued the proof, and for whom."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    subject: str
