"""What every new custom object comes with: 32 `hs_` properties and one group (peers (f), "Custom objects").

The counts were observed. Of the names, those of every record are known (dossier N2); the others are the ones
that custom objects are seen with, and the group's name is unverified.
"""

from __future__ import annotations

from revops.emulator.catalogue.rows import Row, computed, owned, system

_TEXTS = (
    ("hs_all_accessible_team_ids", "All teams"),
    ("hs_all_assigned_business_unit_ids", "Brands"),
    ("hs_all_owner_ids", "All owner ids"),
    ("hs_all_team_ids", "All team ids"),
    ("hs_merged_object_ids", "Merged record IDs"),
    ("hs_obj_coordinates", "Object coordinates"),
    ("hs_object_source_detail_1", "Record source detail 1"),
    ("hs_object_source_detail_2", "Record source detail 2"),
    ("hs_object_source_detail_3", "Record source detail 3"),
    ("hs_object_source_id", "Record source ID"),
    ("hs_owning_teams", "Owning teams"),
    ("hs_shared_team_ids", "Shared teams"),
    ("hs_shared_user_ids", "Shared users"),
    ("hs_unique_creation_key", "Unique creation key"),
    ("hs_user_ids_of_all_notification_followers", "Users who follow"),
    ("hs_user_ids_of_all_notification_unfollowers", "Users who unfollowed"),
    ("hs_user_ids_of_all_owners", "User IDs of all owners"),
)
_NUMBERS = (
    ("hs_created_by_user_id", "Created by user ID"),
    ("hs_object_source_user_id", "Record source user ID"),
    ("hs_pinned_engagement_id", "Pinned engagement ID"),
    ("hs_updated_by_user_id", "Updated by user ID"),
)
_TIMES = (
    ("hs_createdate", "Object create date/time"),
    ("hs_lastmodifieddate", "Object last modified date/time"),
    ("hs_notes_last_activity", "Last activity"),
    ("hs_notes_next_activity", "Next activity"),
)
_FLAGS = (("hs_read_only", "Read only object"), ("hs_was_imported", "Performed in an import"))


def group(name: str, singular: str) -> tuple[str, str]:
    """Name and label of the group that the object comes with."""
    return f"{name.lower()}_information", f"{singular} information"


def rows(name: str) -> tuple[Row, ...]:
    """HubSpot's own properties of a custom object, in its group."""
    place, _ = group(name, "")
    return (
        *system(place),
        *(computed(one, label, "string", "text", place) for one, label in _TEXTS),
        *(computed(one, label, "number", "number", place) for one, label in _NUMBERS),
        *(computed(one, label, "datetime", "date", place) for one, label in _TIMES),
        *(computed(one, label, "bool", "booleancheckbox", place) for one, label in _FLAGS),
        Row("hs_pipeline", "Pipeline", "enumeration", "select", place),
        Row("hs_pipeline_stage", "Pipeline stage", "enumeration", "select", place),
        owned("hubspot_owner_id", "Owner", place),
        computed("hubspot_owner_assigneddate", "Owner assigned date", "datetime", "date", place),
        computed("hubspot_team_id", "HubSpot team", "enumeration", "select", place),
    )
