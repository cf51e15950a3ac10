"""Default groups and properties of contacts (dossier N1, N2)."""

from __future__ import annotations

from revops.emulator.catalogue.choices import LEAD_STATUS, LIFECYCLE, SOURCES, YES_NO
from revops.emulator.catalogue.rows import Row, activities, computed, located, owned, system

GROUPS = (
    ("contactinformation", "Contact information"),
    ("emailinformation", "Email information"),
    ("analyticsinformation", "Web analytics history"),
    ("conversioninformation", "Conversion information"),
    ("socialmediainformation", "Social media information"),
    ("sales_properties", "Sales properties"),
    ("contact_activity", "Contact activity"),
    ("contactlcs", "Contact lifecycle stage properties"),
    ("deal_information", "Deal information"),
    ("order_information", "Order information"),
    ("smsinformation", "SMS information"),
    ("multiaccountmanagement", "Multi account management"),
)
_INFO, _MAIL, _WEB, _FORMS, _SALES = (
    "contactinformation",
    "emailinformation",
    "analyticsinformation",
    "conversioninformation",
    "sales_properties",
)
_SURVEYS = (
    computed(
        "hs_feedback_last_nps_rating",
        "Last NPS survey rating",
        "enumeration",
        "select",
        "contact_activity",
        tuple((str(rating), str(rating)) for rating in range(11)),
    ),
    computed(
        "hs_feedback_last_nps_rating_number",
        "Latest NPS survey rating",
        "number",
        "number",
        "contact_activity",
    ),
    computed(
        "hs_feedback_last_nps_follow_up", "Last NPS survey comment", "string", "text", "contact_activity"
    ),
    computed("hs_feedback_last_survey_date", "Last NPS survey date", "datetime", "date", "contact_activity"),
)
"""What the last NPS survey left on a contact: names and types as HubSpot's SDKs list them for contacts."""
PROPERTIES = (
    Row("firstname", "First Name", "string", "text", _INFO),
    Row("lastname", "Last Name", "string", "text", _INFO),
    Row("email", "Email", "string", "text", _INFO),
    Row("phone", "Phone Number", "string", "phonenumber", _INFO),
    Row("mobilephone", "Mobile Phone Number", "string", "phonenumber", _INFO),
    Row("company", "Company Name", "string", "text", _INFO),
    Row("jobtitle", "Job Title", "string", "text", _INFO),
    *located(_INFO),
    Row("lifecyclestage", "Lifecycle Stage", "enumeration", "radio", _INFO, LIFECYCLE),
    Row("hs_lead_status", "Lead Status", "enumeration", "radio", _INFO, LEAD_STATUS, open=True),
    owned("hubspot_owner_id", "Contact owner", _INFO),
    computed(
        "hs_marketable_status",
        "Marketing contact status",
        "enumeration",
        "booleancheckbox",
        _INFO,
        (("true", "Marketing contact"), ("false", "Non-marketing contact")),
    ),
    computed("createdate", "Create Date", "datetime", "date", _INFO),
    computed("lastmodifieddate", "Last Modified Date", "datetime", "date", _INFO),
    computed("closedate", "Close Date", "datetime", "date", _INFO),
    computed("days_to_close", "Days To Close", "number", "number", _INFO),
    computed("num_associated_deals", "Number of Associated Deals", "number", "number", _INFO),
    computed("hs_is_unworked", "Contact unworked", "bool", "calculation_equation", _INFO, YES_NO),
    computed("hs_pipeline", "Pipeline", "enumeration", "select", _INFO),
    *system(_INFO),
    *(
        computed(
            f"hs_lifecyclestage_{value}_date", f"Became a {label} Date", "datetime", "date", "contactlcs"
        )
        for value, label in LIFECYCLE
    ),
    *activities(_SALES),
    *_SURVEYS,
    computed("hs_analytics_num_page_views", "Number of Pageviews", "number", "number", _WEB),
    computed("hs_analytics_num_visits", "Number of Sessions", "number", "number", _WEB),
    computed("hs_analytics_last_visit_timestamp", "Time Last Seen", "datetime", "date", _WEB),
    Row("hs_analytics_source", "Original Source", "enumeration", "select", _WEB, SOURCES),
    computed("hs_analytics_source_data_1", "Original Source Drill-Down 1", "string", "text", _WEB),
    computed("hs_analytics_source_data_2", "Original Source Drill-Down 2", "string", "text", _WEB),
    computed("hs_latest_source", "Latest Source", "enumeration", "select", _WEB, SOURCES),
    computed("hs_latest_source_data_1", "Latest Source Drill-Down 1", "string", "text", _WEB),
    computed("hs_latest_source_data_2", "Latest Source Drill-Down 2", "string", "text", _WEB),
    computed("hs_latest_source_timestamp", "Latest Source Date", "datetime", "date", _WEB),
    computed("hs_email_delivered", "Marketing emails delivered", "number", "number", _MAIL),
    computed("hs_email_open", "Marketing emails opened", "number", "number", _MAIL),
    computed("hs_email_click", "Marketing emails clicked", "number", "number", _MAIL),
    computed("hs_email_last_send_date", "Last marketing email send date", "datetime", "date", _MAIL),
    computed("hs_email_last_open_date", "Last marketing email open date", "datetime", "date", _MAIL),
    computed("hs_email_last_click_date", "Last marketing email click date", "datetime", "date", _MAIL),
    computed("hs_email_optout", "Unsubscribed from all email", "bool", "booleancheckbox", _MAIL, YES_NO),
    computed("num_conversion_events", "Number of Form Submissions", "number", "number", _FORMS),
    computed("first_conversion_date", "First Conversion Date", "datetime", "date", _FORMS),
    computed("first_conversion_event_name", "First Conversion", "string", "text", _FORMS),
    computed("recent_conversion_date", "Recent Conversion Date", "datetime", "date", _FORMS),
    computed("recent_conversion_event_name", "Recent Conversion", "string", "text", _FORMS),
)
