#include "kiosk/main/pack_picture.h"

#include "platform/display/image_file.h"

namespace kiosk::main {

base::Result<base::Bytes> pack_picture(base::ByteView file) {
  constexpr int kLongestSide = 1920;
  namespace display = platform::display;
  const ui::Image image = TRY(display::decode_picture(file, display::kSourcePictures));
  const bool is_wide = image.width >= image.height;
  const bool is_large = std::max(image.width, image.height) > kLongestSide;
  return display::encode_picture(
      is_large ? display::reduced(image, is_wide ? kLongestSide : 0, is_wide ? 0 : kLongestSide) : image);
}

}  // namespace kiosk::main
