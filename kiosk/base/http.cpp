#include "kiosk/base/http.h"

namespace kiosk::base {

std::string_view name_of(HttpError code) {
  switch (code) {
    case HttpError::unreachable:
      return "unreachable";
    case HttpError::timed_out:
      return "timed-out";
    case HttpError::tls:
      return "tls";
    case HttpError::too_large:
      return "too-large";
    case HttpError::malformed:
      return "malformed";
    case HttpError::redirected:
      return "redirected";
    case HttpError::interrupted:
      return "interrupted";
    case HttpError::no_client:
      return "no-client";
  }
  return "http";
}

}  // namespace kiosk::base
