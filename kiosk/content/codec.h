#pragma once
// Contents as the JSON documents of a pack, and back. One document a page with all its languages ("article",
// "tip"), one a list ("site", "pictures", "cities", "agreements", "campaigns", "complaints", all named
// "all"). Fields that are empty are left out; members that are not known are ignored, so that a newer builder
// may add some. encode(decode(x)) == x; the same Contents always give the same bytes.

#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/content/contents.h"

namespace kiosk::content {

struct Document {
  std::string kind;
  std::string name;
  std::string json;
};

std::vector<Document> encode(const Contents& contents);

// PackError::newer_program for a kind that is not known, ::damaged for JSON of another shape. The documents
// are verified before they come here; decode() still believes nothing: every enumerator, range and slug is
// looked at.
base::Result<Contents> decode(const std::vector<Document>& documents);

}  // namespace kiosk::content
