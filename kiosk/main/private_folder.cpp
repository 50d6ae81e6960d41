#include "kiosk/main/private_folder.h"

#include <cstdlib>

#include "kiosk/store/file.h"

namespace kiosk::main {

base::Result<PrivateFolder> PrivateFolder::make() {
  std::error_code code;
  std::string path = (std::filesystem::temp_directory_path(code) / "sale-kiosk-XXXXXX").string();
  if (code || mkdtemp(path.data()) == nullptr)
    return base::Error(store::StoreError::io, "no temporary folder can be made");
  return PrivateFolder(path);
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace kiosk::main
