"""Default groups and properties of companies (dossier N1, N3)."""

from __future__ import annotations

from revops.emulator.catalogue.choices import LEAD_STATUS, LIFECYCLE, SOURCES, YES_NO
from revops.emulator.catalogue.rows import Row, activities, computed, located, owned, system

GROUPS = (
    ("companyinformation", "Company information"),
    ("analyticsinformation", "Analytics information"),
    ("companylcs", "Company lifecycle stage properties"),
    ("company_activity", "Company activity"),
    ("socialmediainformation", "Social media information"),
    ("targetaccountsinformation", "Target accounts information"),
)
_INFO, _WEB = "companyinformation", "analyticsinformation"
# HubSpot ships about 150 of these; the catalogue has a choice of them.
_INDUSTRIES = (
    ("ACCOUNTING", "Accounting"),
    ("AUTOMOTIVE", "Automotive"),
    ("BANKING", "Banking"),
    ("COMPUTER_SOFTWARE", "Computer Software"),
    ("CONSTRUCTION", "Construction"),
    ("CONSUMER_GOODS", "Consumer Goods"),
    ("EDUCATION_MANAGEMENT", "Education Management"),
    ("FINANCIAL_SERVICES", "Financial Services"),
    ("HOSPITAL_HEALTH_CARE", "Hospital & Health Care"),
    ("HUMAN_RESOURCES", "Human Resources"),
    ("INFORMATION_TECHNOLOGY_AND_SERVICES", "Information Technology and Services"),
    ("INSURANCE", "Insurance"),
    ("INTERNET", "Internet"),
    ("MACHINERY", "Machinery"),
    ("MANAGEMENT_CONSULTING", "Management Consulting"),
    ("MARKETING_AND_ADVERTISING", "Marketing and Advertising"),
    ("REAL_ESTATE", "Real Estate"),
    ("RETAIL", "Retail"),
    ("TELECOMMUNICATIONS", "Telecommunications"),
    ("WHOLESALE", "Wholesale"),
)
_TYPES = (
    ("PROSPECT", "Prospect"),
    ("PARTNER", "Partner"),
    ("RESELLER", "Reseller"),
    ("VENDOR", "Vendor"),
    ("OTHER", "Other"),
)
PROPERTIES = (
    Row("name", "Company name", "string", "text", _INFO),
    Row("domain", "Company Domain Name", "string", "text", _INFO),
    Row("industry", "Industry", "enumeration", "select", _INFO, _INDUSTRIES, open=True),
    Row("numberofemployees", "Number of Employees", "number", "number", _INFO),
    Row("annualrevenue", "Annual Revenue", "number", "number", _INFO),
    Row("phone", "Phone Number", "string", "phonenumber", _INFO),
    *located(_INFO),
    Row("description", "Description", "string", "textarea", _INFO),
    Row("founded_year", "Year Founded", "string", "text", _INFO),
    Row("is_public", "Is Public", "bool", "booleancheckbox", _INFO, YES_NO),
    Row("type", "Type", "enumeration", "radio", _INFO, _TYPES, open=True),
    Row("lifecyclestage", "Lifecycle Stage", "enumeration", "radio", _INFO, LIFECYCLE),
    Row("hs_lead_status", "Lead Status", "enumeration", "radio", _INFO, LEAD_STATUS, open=True),
    owned("hubspot_owner_id", "Company owner", _INFO),
    computed("createdate", "Create Date", "datetime", "date", _INFO),
    computed("hs_lastmodifieddate", "Last Modified Date", "datetime", "date", _INFO),
    computed("hs_parent_company_id", "Parent Company", "number", "number", _INFO),
    computed("hs_num_child_companies", "Number of child companies", "number", "number", _INFO),
    computed("num_associated_contacts", "Number of Associated Contacts", "number", "number", _INFO),
    computed("num_associated_deals", "Number of Associated Deals", "number", "number", _INFO),
    computed("total_revenue", "Total Revenue", "number", "number", _INFO),
    computed("recent_deal_amount", "Recent Deal Amount", "number", "number", _INFO),
    computed("hs_pipeline", "Pipeline", "enumeration", "select", _INFO),
    *system(_INFO),
    *activities("company_activity"),
    Row("hs_analytics_source", "Original Source Type", "enumeration", "select", _WEB, SOURCES),
)
