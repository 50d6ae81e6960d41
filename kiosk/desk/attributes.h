#pragma once
// The arrondissement and the questions of a category as attributes of Open311 services: what a definition
// says of them, and the answers that come in as attribute[CODE]. Pure.

#include "kiosk/base/json.h"
#include "kiosk/desk/form.h"
#include "kiosk/desk/names.h"

namespace kiosk::desk {

constexpr std::string_view kDistrictAttribute = "district";

std::string attribute_name(std::string_view code);  // "attribute[lighting-pole]"

base::Json attributes_of(const Names& names, std::string_view category, base::Language language);

// The answers of a posted form. Of a list of several each key comes as a value of its own, under the name
// with or without "[]", or all of them apart by commas. Refused with a sentence: an answer that is none of
// the list's, a number that is none, and no answer where one is required; the sentence is for the person, in
// this language.
base::Result<std::vector<complaint::QuestionAnswer>> answers_in(const Form& form, const Names& names,
                                                                std::string_view category,
                                                                base::Language language);

}  // namespace kiosk::desk
