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
RECIPIENTS = object_of({}, {"include": list_of(filled), "exclude": list_of(filled)})
