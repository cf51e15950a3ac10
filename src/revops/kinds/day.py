"""Days that entries hold: text of the right form that is a day of the calendar."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from revops.model.day import no_day

_MONTH_DAY: Final = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def _real(text: str) -> str:
    why = no_day(text)
    if why:
        raise ValueError(why)
    return text


Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real)]
"""One day, `2027-04-01`."""
Yearly = Annotated[str, Field(pattern=f"^{_MONTH_DAY}$"), AfterValidator(_real)]
"""A day of every year, `04-01`."""
CalendarDay = Annotated[str, Field(pattern=f"^([0-9]{{4}}-)?{_MONTH_DAY}$"), AfterValidator(_real)]
"""Either of the two."""
