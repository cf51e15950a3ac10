"""Default groups and properties of deals (dossier N1, N4)."""

from __future__ import annotations

from revops.emulator.catalogue.choices import SOURCES, YES_NO
from revops.emulator.catalogue.rows import Row, activities, computed, owned, system

GROUPS = (
    ("dealinformation", "Deal information"),
    ("deal_activity", "Deal activity"),
    ("deal_revenue", "Deal revenue"),
    ("analyticsinformation", "Analytics information"),
    ("dealstages", "Deal stages"),
    ("dealscripted", "Deal scripted"),
)
_INFO, _REVENUE, _WEB = "dealinformation", "deal_revenue", "analyticsinformation"
_TYPES = (("newbusiness", "New Business"), ("existingbusiness", "Existing Business"))
_FORECAST = (
    ("OMIT", "Not forecasted"),
    ("PIPELINE", "Pipeline"),
    ("BEST_CASE", "Best case"),
    ("COMMIT", "Commit"),
    ("CLOSED", "Closed won"),
)
_PRIORITY = (("low", "Low"), ("medium", "Medium"), ("high", "High"))
_EQUATION = "calculation_equation"
PROPERTIES = (
    Row("dealname", "Deal Name", "string", "text", _INFO),
    Row("pipeline", "Pipeline", "enumeration", "select", _INFO),
    Row("dealstage", "Deal Stage", "enumeration", "radio", _INFO),
    Row("amount", "Amount", "number", "number", _INFO),
    computed("amount_in_home_currency", "Amount in company currency", "number", _EQUATION, _INFO),
    Row("closedate", "Close Date", "datetime", "date", _INFO),
    computed("createdate", "Create Date", "datetime", "date", _INFO),
    computed("hs_lastmodifieddate", "Last Modified Date", "datetime", "date", _INFO),
    owned("hubspot_owner_id", "Deal owner", _INFO),
    computed("hubspot_team_id", "HubSpot Team", "enumeration", "select", _INFO),
    Row("dealtype", "Deal Type", "enumeration", "radio", _INFO, _TYPES, open=True),
    Row("description", "Deal Description", "string", "textarea", _INFO),
    Row("hs_next_step", "Next step", "string", "textarea", _INFO),
    Row("hs_priority", "Priority", "enumeration", "select", _INFO, _PRIORITY, open=True),
    Row("deal_currency_code", "Currency", "enumeration", "select", _INFO, (("JPY", "Japanese Yen"),)),
    Row("hs_deal_stage_probability", "Deal probability", "number", "number", _INFO),
    Row(
        "hs_manual_forecast_category",
        "Forecast category",
        "enumeration",
        "select",
        _INFO,
        _FORECAST,
        open=True,
    ),
    computed("hs_forecast_amount", "Forecast amount", "number", "number", _INFO),
    Row("hs_forecast_probability", "Forecast probability", "number", "number", _INFO),
    computed("hs_projected_amount", "Weighted amount", "number", _EQUATION, _INFO),
    computed("num_associated_contacts", "Number of Associated Contacts", "number", "number", _INFO),
    computed("hs_num_of_associated_line_items", "Number of Associated Line Items", "number", "number", _INFO),
    computed(
        "hs_primary_associated_company", "Primary Associated Company", "number", "calculation_rollup", _INFO
    ),
    computed("days_to_close", "Days to close", "number", _EQUATION, _INFO),
    Row("closed_won_reason", "Closed Won Reason", "string", "textarea", _INFO),
    Row("closed_lost_reason", "Closed Lost Reason", "string", "textarea", _INFO),
    computed("hs_is_closed", "Is Deal Closed?", "bool", _EQUATION, _INFO, YES_NO),
    computed("hs_is_closed_won", "Is Closed Won", "bool", _EQUATION, _INFO, YES_NO),
    computed("hs_is_closed_lost", "Is Closed Lost", "bool", _EQUATION, _INFO, YES_NO),
    computed("hs_is_stalled", "Is stalled", "bool", _EQUATION, _INFO, YES_NO),
    computed("hs_is_stalled_after_timestamp", "Stalled after", "datetime", "date", _INFO),
    computed("hs_v2_date_entered_current_stage", "Date entered current stage", "datetime", "date", _INFO),
    computed("hs_v2_time_in_current_stage", "Time in current stage", "datetime", "date", _INFO),
    *system(_INFO),
    computed("hs_mrr", "Monthly recurring revenue", "number", "number", _REVENUE),
    computed("hs_arr", "Annual recurring revenue", "number", "number", _REVENUE),
    computed("hs_acv", "Annual contract value", "number", "number", _REVENUE),
    computed("hs_tcv", "Total contract value", "number", "number", _REVENUE),
    *activities("deal_activity"),
    computed("hs_analytics_source", "Original Source Type", "enumeration", "select", _WEB, SOURCES),
    computed("hs_analytics_latest_source", "Latest Source", "enumeration", "select", _WEB, SOURCES),
)
