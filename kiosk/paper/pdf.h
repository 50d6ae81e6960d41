#pragma once
// A document on A4 pages, as a PDF whose text can be searched and copied. Pango shapes and breaks the lines,
// with the fonts that fontconfig finds; Cairo writes the file.
//
// Uses fontconfig's and Pango's own state: one thread at a time.

#include "kiosk/paper/document.h"

namespace kiosk::paper {

base::Result<std::string> pdf_of(const Document& document);

}  // namespace kiosk::paper
