#pragma once
// GeoReport's XML from the same values as its JSON: an object's members become elements, an array's items
// become elements of the name GeoReport gives them ("services" holds "service"). Pure.

#include <string>

#include "kiosk/base/json.h"

namespace kiosk::desk {

std::string to_georeport_xml(std::string_view root, const base::Json& content);

}  // namespace kiosk::desk
