"""Every setting of the portal: its name, default and help; read once from the environment."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from core.domain.decisions.office_practice import RETENTION_DAYS, Practice
from core.domain.errors import ConfigurationError

GUIDE_SENDER = "donotreply@cic.gc.ca"
ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION_SECRET = "demonstration-only-demonstration-only"  # noqa: S105 production refuses it


class Settings(BaseSettings):
    """The settings; each is the environment variable PORTAL_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True)

    mode: Literal["demonstration", "production"] = Field(
        "demonstration", description="`production` refuses demonstration secrets and asks for TLS in front."
    )
    address: str = Field(
        "", description="The portal's public origin, such as https://portail.example; required in production."
    )
    trusted_proxies: str = Field(
        "",
        description="Addresses or networks of the proxies in front, such as 10.0.0.1,10.1.0.0/16: what they "
        "forward is the client's address; empty, no client's address is known.",
    )
    data: Path = Field(
        ROOT / "data" / "var", description="The folder of the database, the files and the socket."
    )
    database_url: str = Field(
        "", description="SQLAlchemy URL of the store; empty is DuckDB in the data folder."
    )
    files_url: str = Field("", description="fsspec URL of the file vault; empty is the data folder.")
    cookie_secret: str = Field(
        DEMONSTRATION_SECRET,
        description="Signs Streamlit's own cookies; 32 characters at least in production.",
    )
    sealing_key: str = Field(
        DEMONSTRATION_SECRET,
        description="Seals the PIN of a letter on its way; 32 random characters at least in production.",
    )
    move_delay: timedelta = Field(
        timedelta(hours=24),
        description="How long the move of an account whose credential is lost can still be stopped.",
    )
    register_days: int = Field(
        60, ge=1, description="Days after which a regulator's register is too old to say anything."
    )
    register_percent: int = Field(
        2,
        ge=0,
        le=100,
        description="Percentage of open requests whose verdict a new register may change unexplained.",
    )
    time_zone: str = Field("America/Toronto", description="The time zone in which days are counted.")
    hidden_up_to: int = Field(
        5, ge=1, description="Counts of up to so many requests are hidden in what stakeholders see."
    )
    rounded_to: int = Field(5, ge=2, description="The multiple to which their other numbers are rounded.")
    amber_days: int = Field(8, ge=1, description="Working days after which a request's age is amber.")
    red_days: int = Field(10, ge=1, description="Working days after which a request's age is red.")
    claim_minutes: int = Field(
        30, ge=1, description="Minutes after which the claim of an officer who does nothing is over."
    )
    demonstration_requests: int = Field(
        2000, ge=0, description="Invented requests with which an empty demonstration starts; 0 is none."
    )
    demonstration_stays_open: bool = Field(
        False,
        description="Whether a demonstration opens its people by one press beside accounts that people made.",
    )
    notice_days: int = Field(
        8,
        ge=0,
        description="Working days to answer a notice before a refusal that can be mended; 0 gives no notice.",
    )
    countersign_reasons: bool = Field(
        True,
        description="Whether a refusal that accuses the applicant needs a second officer's signature.",
    )
    countersign_first: int = Field(
        10, ge=0, description="How many first decisions of each officer a second one countersigns."
    )
    countersign_percent: int = Field(
        10, ge=0, le=100, description="Percentage of later decisions that a second officer countersigns."
    )
    undo_minutes: int = Field(
        2, ge=0, description="Minutes a decision's letter waits, and the decision can be undone; 0 for none."
    )
    reconsideration_days: int = Field(
        30, ge=1, description="Days within which a refusal may be asked to be reconsidered."
    )
    retention_days: int = Field(
        RETENTION_DAYS,
        ge=RETENTION_DAYS,
        description="Days after its last use for which a request's personal data are kept.",
    )
    partners: tuple[dict[str, Any], ...] = Field(
        (),
        description="Sign-In Partners, a JSON list of id, name (fr, en), issuer, client_id, client_secret; "
        "the demonstration adds two fictitious ones.",
    )
    clamd: str = Field("", description="Virus scanner: host:port or the path of a socket; empty is none.")
    smtp_host: str = Field("", description="Mail server; required in production, unused in demonstration.")
    smtp_port: int = Field(587, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the mail is protected."
    )
    smtp_user: str = Field("", description="User of the mail server; empty sends without signing in.")
    smtp_password: str = Field("", description="Password of the mail server.")
    sender: str = Field(
        GUIDE_SENDER, description="The address letters come from (guide 3.0); production sets its own."
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("unknown time zone")
        return name

    @property
    def in_production(self) -> bool:
        """Say whether real people use this portal."""
        return self.mode == "production"

    @property
    def secure_cookies(self) -> bool:
        """Say whether cookies travel over TLS only."""
        return self.in_production

    @property
    def database(self) -> str:
        """Return the store's URL, DuckDB in the data folder by default."""
        return self.database_url or f"duckdb:///{self.data / 'portal.duckdb'}"

    @property
    def files(self) -> str:
        """Return the vault's URL, a folder beside the database by default."""
        return self.files_url or f"file://{(self.data / 'files').resolve()}"

    @property
    def socket(self) -> Path:
        """Return the owner-only socket through which the running portal takes commands."""
        return self.data / "portal.sock"

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone in which days are counted."""
        return ZoneInfo(self.time_zone)

    @property
    def claim_life(self) -> timedelta:
        """Return how long a claim lasts while its officer does nothing."""
        return timedelta(minutes=self.claim_minutes)

    @property
    def practice(self) -> Practice:
        """Return how this office practises around a decision."""
        return Practice(
            notice_days=self.notice_days,
            by_reason=self.countersign_reasons,
            first_decisions=self.countersign_first,
            percent=self.countersign_percent,
            undo=timedelta(minutes=self.undo_minutes),
            reconsideration_days=self.reconsideration_days,
            retention_days=self.retention_days,
        )

    def check(self) -> None:
        """Refuse to run in production as if it were a demonstration.

        Raises: ConfigurationError naming the setting to mend.
        """
        if not self.in_production:
            return
        if self.cookie_secret == DEMONSTRATION_SECRET or len(self.cookie_secret) < 32:
            raise ConfigurationError("cookie_secret_missing")
        if self.sealing_key == DEMONSTRATION_SECRET or len(self.sealing_key) < 32:
            raise ConfigurationError("sealing_key_missing")
        if self.sender == GUIDE_SENDER:
            raise ConfigurationError("sender_missing")
        if not self.address.startswith("https://"):
            raise ConfigurationError("tls_missing")
        if any(str(partner.get("issuer", "")).startswith("/") for partner in self.partners):
            raise ConfigurationError("demonstration_partner_in_production")
        if not self.smtp_host:
            raise ConfigurationError("smtp_missing")


@cache
def settings() -> Settings:
    """Return the settings, read once from the environment.

    Raises: ConfigurationError naming the settings that cannot be read, never their values.
    """
    try:
        return Settings()  # pyright: ignore[reportCallIssue] the values come from the environment
    except ValidationError as fault:
        names = [f"PORTAL_{str(error['loc'][0]).upper()}" for error in fault.errors()]
        raise ConfigurationError("setting_faulty", names=", ".join(dict.fromkeys(names))) from None
    except SettingsError:
        # only a list is read as JSON, and there is one
        raise ConfigurationError("setting_faulty", names="PORTAL_PARTNERS") from None
