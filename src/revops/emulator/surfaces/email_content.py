"""What an e-mail shows: its modules, texts and style, as far as HubSpot describes them."""

from __future__ import annotations

from revops.emulator.check import (
    anything,
    boolean,
    filled,
    integer,
    list_of,
    mapping,
    number,
    object_of,
    one_of,
    text,
)

_FONT = object_of(
    {},
    {
        **dict.fromkeys(("bold", "italic", "underline"), boolean),
        **dict.fromkeys(("color", "font"), text),
        "size": integer,
    },
)
_COLOURS = (
    "backgroundColor",
    "bodyBorderColor",
    "bodyBorderColorChoice",
    "bodyColor",
    *(f"colorPickerFavorite{number}" for number in range(1, 7)),
    "primaryAccentColor",
    "primaryFontColor",
    "secondaryAccentColor",
    "secondaryFontColor",
)
_TEXTS = (
    "backgroundImage",
    "emailBodyPadding",
    "emailBodyWidth",
    "primaryFont",
    "primaryFontLineHeight",
    "secondaryFont",
    "secondaryFontLineHeight",
)
_STYLE = object_of(
    {},
    {
        **dict.fromkeys((*_COLOURS, *_TEXTS), text),
        **dict.fromkeys(("bodyBorderWidth", "primaryFontSize", "secondaryFontSize"), number),
        **dict.fromkeys(("headingOneFont", "headingTwoFont", "linksFont"), _FONT),
        "backgroundImageType": one_of("REPEAT", "SINGLE", "STRETCH"),
        "buttonStyleSettings": object_of(
            {}, {"backgroundColor": anything, "cornerRadius": integer, "fontStyle": _FONT}
        ),
        "dividerStyleSettings": object_of({}, {"color": anything, "height": integer, "lineType": text}),
    },
)
_MODULES = mapping(mapping(anything))
CONTENT = object_of(
    {},
    {
        **dict.fromkeys(("flexAreas", "widgets", "widgetContainers", "smartFields"), _MODULES),
        "themeSettingsValues": mapping(anything),
        "plainTextVersion": text,
        "templatePath": filled,
        "styleSettings": _STYLE,
    },
)
"""The content. What is inside of a module is its own affair and kept as it was sent."""

WEB_VERSION = object_of(
    {},
    {
        **dict.fromkeys(("enabled", "isPageRedirected", "pageExpiryEnabled"), boolean),
        **dict.fromkeys(("domain", "metaDescription", "redirectToPageId", "redirectToUrl"), text),
        **dict.fromkeys(("slug", "title", "url", "expiresAt"), text),
    },
)
_VARIANTS = one_of(
    "automated_loser_variant", "automated_master", "automated_variant", "loser_variant", "mab_master",
    "mab_variant", "master", "variant",
)  # fmt: skip
TESTING = object_of(
    {"isAbVariation": boolean},
    {
        **dict.fromkeys(("abSampleSizeDefault", "abSamplingDefault", "abStatus"), _VARIANTS),
        **dict.fromkeys(("abTestPercentage", "hoursToWait"), integer),
        "abSuccessMetric": one_of("CLICKS_BY_DELIVERED", "CLICKS_BY_OPENS", "OPENS_BY_DELIVERED"),
        "testId": text,
    },
)
"""A test of two variants, kept as it was sent; nothing here makes the other one."""
RSS = object_of(
    {},
    {
        **dict.fromkeys(("blogEmailType", "hubspotBlogId", "rssEntryTemplate", "url"), text),
        **dict.fromkeys(("blogImageMaxWidth", "maxEntries"), integer),
        "blogLayout": one_of("FULL_POST", "SUMMARY_NO_FEATURED_IMAGE", "SUMMARY_WITH_FEATURED_IMAGE"),
        "timing": mapping(anything),
        "useHeadlineAsSubject": boolean,
    },
)
RECIPIENTS = object_of({}, {"include": list_of(filled), "exclude": list_of(filled)})
