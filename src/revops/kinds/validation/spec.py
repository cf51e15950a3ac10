"""The `validations:` section: HubSpot's rule types in HubSpot's words, each with its argument."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from revops.kinds.base import Refs
from revops.kinds.validation.arguments import moment
from revops.kinds.validation.regex import MAX_PATTERN
from revops.model.json import Json
from revops.model.spec import Spec

_PERIOD: Final = re.compile(r"^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$")
_DOMAIN: Final = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")
_COUNTRY: Final = re.compile(r"^[a-z]{2}$")


def _matching(pattern: re.Pattern[str], wanted: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(f"{text!r} is not {wanted}")
        return text

    return check


def _moment(text: str) -> str:
    try:
        moment(text)
    except ValueError as error:
        told = str(error) if "zone" in str(error) else f"{text!r} is no date: write 2026-01-31"
        raise ValueError(told) from None
    return text


def _distinct(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("a value stands there twice")
    return values


def _on(value: Any) -> Any:
    """HubSpot's API has no request that takes a rule back (dossier D6)."""
    if value is False:
        raise ValueError("a rule is not taken back here: leave it out, and clear it in HubSpot by hand")
    return value


Switch = Annotated[Literal[True], BeforeValidator(_on)]
Number = Annotated[int | float, Field(allow_inf_nan=False)]
Period = Annotated[str, AfterValidator(_matching(_PERIOD, "a period such as P7D, P1M or P1Y"))]
Moment = Annotated[str, AfterValidator(_moment)]
Domain = Annotated[str, AfterValidator(_matching(_DOMAIN, "a domain in lower case such as example.com"))]
Domains = Annotated[list[Domain], Field(min_length=1, max_length=20), AfterValidator(_distinct)]
Country = Annotated[str, AfterValidator(_matching(_COUNTRY, "a country's two letters in lower case"))]
Day = Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
Days = Annotated[list[Day], Field(min_length=1, max_length=7), AfterValidator(_distinct)]


class RegexSpec(Spec):
    """A regular expression of RE2, and what HubSpot says of a value that does not match it."""

    pattern: Annotated[
        str, Field(min_length=1, max_length=MAX_PATTERN, description="What a value must match")
    ]
    message: Annotated[str, Field(min_length=1, description="What people read when it does not")]


class ValidationSpec(Spec):
    """The rules of one property. A rule that is not named here is left as it is in HubSpot."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"MIN_NUMBER": 0, "MAX_NUMBER": 10}]})

    ref: Refs = ""
    MIN_NUMBER: Number | None = Field(None, description="Lowest number", examples=[0])
    MAX_NUMBER: Number | None = Field(None, description="Highest number", examples=[10])
    DECIMAL: Annotated[int, Field(ge=0, le=20)] | None = Field(
        None, description="Most decimal places", examples=[2]
    )
    MIN_LENGTH: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Fewest characters", examples=[3]
    )
    MAX_LENGTH: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        None, description="Most characters", examples=[100]
    )
    ALPHANUMERIC: Literal["ALPHANUMERIC", "ALPHA_ONLY", "NUMERIC_ONLY"] | None = Field(
        None, description="Letters and digits only, or only one of the two"
    )
    FORMAT: Literal["CAPITALIZATION", "LOWER", "UPPER"] | None = Field(None, description="Case of letters")
    SPECIAL_CHARACTERS: Literal["NOT_ALLOWED"] | None = Field(None, description="No special characters")
    WHITESPACE: Literal["ALL", "TRIM"] | None = Field(None, description="Blanks that are not allowed")
    REGEX: RegexSpec | None = Field(
        None,
        description="Regular expression (RE2) and its error message",
        examples=[{"pattern": "^[A-Z]{3}-[0-9]+$", "message": "Three letters, a hyphen, digits"}],
    )
    EMAIL: Switch | None = Field(None, description="Must be an e-mail address", examples=[True])
    EMAIL_ALLOWED_DOMAINS: Domains | None = Field(
        None, description="Domains of addresses that are taken", examples=[["example.com"]]
    )
    EMAIL_BLOCKED_DOMAINS: Domains | None = Field(
        None, description="Domains of addresses that are not taken", examples=[["example.com"]]
    )
    URL: Switch | None = Field(None, description="Must be a URL", examples=[True])
    URL_ALLOWED_DOMAINS: Domains | None = Field(
        None, description="Domains of URLs that are taken", examples=[["example.com"]]
    )
    URL_BLOCKED_DOMAINS: Domains | None = Field(
        None, description="Domains of URLs that are not taken", examples=[["example.com"]]
    )
    DOMAIN: Switch | None = Field(None, description="Must be a domain", examples=[True])
    PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE: Switch | Country | None = Field(
        None, description="true, or the country's two letters", examples=["jp"]
    )
    START_DATE: Moment | None = Field(None, description="Earliest date", examples=["2026-01-31"])
    END_DATE: Moment | None = Field(None, description="Latest date", examples=["2026-12-31"])
    AFTER_DURATION: Period | None = Field(None, description="ISO 8601 period after today", examples=["P7D"])
    BEFORE_DURATION: Period | None = Field(None, description="ISO 8601 period before today", examples=["P1M"])
    START_DATETIME: Moment | None = Field(
        None, description="Earliest time", examples=["2026-01-31T09:00:00Z"]
    )
    END_DATETIME: Moment | None = Field(None, description="Latest time", examples=["2026-12-31T18:00:00Z"])
    AFTER_DATETIME_DURATION: Period | None = Field(
        None, description="ISO 8601 period after now", examples=["P7D"]
    )
    BEFORE_DATETIME_DURATION: Period | None = Field(
        None, description="ISO 8601 period before now", examples=["P1M"]
    )
    DAYS_OF_WEEK: Days | None = Field(
        None, description="Days on which a date may fall", examples=[["MONDAY", "FRIDAY"]]
    )

    @property
    def rules(self) -> Mapping[str, Json]:
        """What is named, by rule type."""
        return self.model_dump(exclude={"ref"}, exclude_none=True)
