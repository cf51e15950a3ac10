"""When something is due: so many days or weeks before or after the target's go-live."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from revops.model.spec import Spec

_DAYS_OF_A_WEEK = 7

Offset = Annotated[int, Field(ge=-3650, le=3650)]


class DueSpec(Spec):
    """A day counted from go-live: below zero before it, above zero after it."""

    days: Offset | None = Field(None, description="Days, e.g. -14 for two weeks before go-live")
    weeks: Offset | None = Field(None, description="Weeks, in place of days")

    @property
    def offset(self) -> int:
        """Days from go-live."""
        return self.days if self.days is not None else (self.weeks or 0) * _DAYS_OF_A_WEEK

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.days is None) == (self.weeks is None):
            raise ValueError("a due day is either `days:` or `weeks:`")
        return self


Due = Annotated[DueSpec, Field(description="Days or weeks from go-live", examples=[{"days": -14}])]
