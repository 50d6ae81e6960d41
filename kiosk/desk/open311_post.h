#pragma once
// What a form posted to /open311/v2/requests says, as the draft of a complaint. Pure.
//
//   service_code              the category; whether there is one is asked before
//   attribute[CODE]           answers to its questions (attributes.h); attribute[district]: the arrondissement
//   address_id                the arrondissement too, by the id that requests are told with
//   address_string            the landmark
//   lat, long                 both or none, WGS84; an answer of its own, "coordinates"
//   description               the text, at most kOpen311TextMaxCodePoints. Without one the text is what was
//                             chosen, in words, if these are enough for a complaint
//   media_url                 http or https; an answer of its own, "media-url". Nothing is fetched from there
//   first_name, last_name     the name
//   phone                     makes the way to answer a call
//   email, account_id, device_id   accepted and not kept: the desk writes to nobody and needs none of them
//
// GeoReport wants a place; here a complaint may be about none, as on paper, so what is sent is checked and
// nothing has to be. Errors are sentences in the person's language: GeoReport shows them to the person.

#include "kiosk/desk/form.h"
#include "kiosk/desk/names.h"

namespace kiosk::desk {

base::Result<complaint::Complaint> complaint_in(const Form& form, const Names& names,
                                                base::Language language);

}  // namespace kiosk::desk
